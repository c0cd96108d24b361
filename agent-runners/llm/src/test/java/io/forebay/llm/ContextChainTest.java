package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.runners.ActionFailedException;
import io.forebay.schemas.BlobRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextChainTest {
  private final FakeBlobs blobs = new FakeBlobs();
  private final ContextChain chain = new ContextChain(new TenantBlobs(blobs, "acme"));

  private static Message user(String text) {
    return new Message(Role.USER, text, null, null, null);
  }

  private BlobPointer append(BlobPointer previous, String system, Message... messages) throws Exception {
    return chain.append(previous, chain.read(previous), system, List.of(messages));
  }

  @Test
  void readsBackEverythingInOrder() throws Exception {
    Message image = new Message(Role.USER, null, List.of(new BlobPointer("memory:1", "0".repeat(64), 3, "image/png")), null, null);
    Message call = Message.ofAssistant(null, List.of(new ToolCall("c1", "weather", Json.MAPPER.readTree("{\"city\":\"Oslo\"}"))));
    Message result = new Message(Role.TOOL, "", null, null, "c1");

    BlobPointer first = append(null, null, user("one"), image);
    BlobPointer second = append(first, null, call);
    BlobPointer third = append(second, null, result);

    assertThat(chain.read(third).messages()).containsExactly(user("one"), image, call, result);
    assertThat(chain.read(first).messages()).as("an earlier turn stays what it was").containsExactly(user("one"), image);
  }

  @Test
  void remembersWhatTheModelIsUntilThatChanges() throws Exception {
    BlobPointer first = append(null, "brief", user("one"));
    BlobPointer second = append(first, "brief", user("two"));
    BlobPointer third = append(second, "wordy", user("three"));

    assertThat(chain.read(second).system()).isEqualTo("brief");
    assertThat(chain.read(third).system()).isEqualTo("wordy");
    assertThat(new String(blobs.get("acme", second.reference()), StandardCharsets.UTF_8)).as("stored once").doesNotContain("brief");
  }

  @Test
  void sharesTheBeginningOfConversations() throws Exception {
    BlobPointer first = append(null, null, user("one"));
    append(first, null, user("left"));
    append(first, null, user("right"));

    assertThat(append(null, null, user("one"))).isEqualTo(first);
    assertThat(blobs.count()).isEqualTo(3);
  }

  @Test
  void endsAtTheLastTurnThatIsAllowed() throws Exception {
    BlobPointer at = null;
    for (int turn = 0; turn < ContextChain.TURNS_MAX; turn++) {
      at = chain.append(at, new ContextChain.History(null, List.of(), turn, 0), null, List.of(user("x")));
    }
    BlobPointer last = at;

    assertThat(chain.read(last).turns()).isEqualTo(ContextChain.TURNS_MAX);
    assertThat(catchThrowableOfType(ActionFailedException.class, () -> append(last, null, user("x"))).code()).isEqualTo("CONTEXT_TOO_LONG");
  }

  @Test
  void readsABoundedNumberOfBytes() throws Exception {
    String large = "x".repeat(1 << 20);
    BlobPointer at = null;
    for (int i : IntStream.range(0, 8).toArray()) {
      at = chain.append(at, new ContextChain.History(null, List.of(), 0, 0), null, List.of(user(large + i)));
    }
    BlobPointer last = at;

    assertThat(catchThrowableOfType(ActionFailedException.class, () -> chain.read(last)).code()).isEqualTo("CONTEXT_TOO_LONG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "not json", "{\"messages\":null}", "{\"messages\":[null]}", "{\"messages\":[{\"role\":\"root\"}]}", "{\"messages\":[{}]}", "{\"messages\":[{\"role\":\"user\"}]}", "{\"messages\":[{\"role\":\"tool\",\"text\":\"x\"}]}", "{\"messages\":[{\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c\"}]}]}", "{\"messages\":[{\"role\":\"user\",\"images\":[{\"uri\":\"x\"}]}]}", "{\"messages\":[],\"more\":1}", "{\"messages\":[]} {}"})
  void refusesWhatItDidNotWrite(String content) throws Exception {
    BlobRef blob = blobs.put("acme", content.getBytes(StandardCharsets.UTF_8), ContextChain.MEDIA_TYPE);

    ActionFailedException failure = catchThrowableOfType(ActionFailedException.class, () -> chain.read(BlobPointer.to(blob)));

    assertThat(failure.code()).isEqualTo("INVALID_CONTEXT");
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void refusesBlobsOfAnotherType() throws Exception {
    BlobRef blob = blobs.put("acme", "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8), "application/json");

    assertThat(catchThrowableOfType(ActionFailedException.class, () -> chain.read(BlobPointer.to(blob))).code()).isEqualTo("INVALID_CONTEXT");
  }
}
