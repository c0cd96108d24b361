package io.forebay.emails;

import static io.forebay.emails.DraftsFixture.mail;
import static io.forebay.emails.DraftsFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.AwaitedDraft;
import io.forebay.schemas.StateSerde;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitedDraftStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path directory;
  private KeyValueStore<String, AwaitedDraft> bytes;
  private AwaitedDraftStore drafts;

  @BeforeEach
  void start() {
    var context = new MockProcessorContext<Void, Void>(new Properties(), new TaskId(0, 0), directory.toFile());
    bytes =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("drafts"), Serdes.String(), StateSerde.of(AwaitedDraft.class))
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    bytes.init(context.getStateStoreContext(), bytes);
    drafts = new AwaitedDraftStore(bytes);
  }

  @Test
  void givesTheEarliestFirst() {
    drafts.put(awaited("b", NOW.plusSeconds(2)));
    drafts.put(awaited("a", NOW.plusSeconds(3)));
    drafts.put(awaited("c", NOW.plusSeconds(1)));

    assertThat(due(drafts, NOW.plusSeconds(2), 9)).containsExactly("c", "b");
    assertThat(due(drafts, NOW.plusSeconds(9), 2)).containsExactly("c", "b");
  }

  @Test
  void forgetsTheTimeOfWhatIsReplacedOrRemoved() {
    drafts.put(awaited("a", NOW));
    drafts.put(awaited("b", NOW));
    drafts.put(awaited("a", NOW.plusSeconds(5)));
    drafts.remove("b");
    drafts.remove("never seen");

    assertThat(due(drafts, NOW.plusSeconds(4), 9)).isEmpty();
    assertThat(drafts.size()).isEqualTo(1);
  }

  @Test
  void knowsTheOrderAgainAfterARestart() {
    drafts.put(awaited("a", NOW.plusSeconds(2)));
    drafts.put(awaited("b", NOW.plusSeconds(1)));

    var restarted = new AwaitedDraftStore(bytes);
    assertThat(restarted.size()).isEqualTo(2);
    assertThat(due(restarted, NOW.plusSeconds(2), 9)).containsExactly("b", "a");
  }

  private static List<String> due(AwaitedDraftStore drafts, Instant now, int countMax) {
    return drafts.due(now, countMax).stream().map(draft -> draft.getMail().getEmailId()).toList();
  }

  private static AwaitedDraft awaited(String emailId, Instant nextAt) {
    AwaitedDraft draft = new DraftRequest(on()).first(mail().setEmailId(emailId).build(), NOW);
    draft.setNextAt(nextAt);
    return draft;
  }
}
