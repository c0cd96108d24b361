package io.forebay.dispatch;

import static io.forebay.dispatch.DispatchFixture.ELSEWHERE;
import static io.forebay.dispatch.DispatchFixture.HERE;
import static io.forebay.dispatch.DispatchFixture.TOPICS;
import static io.forebay.dispatch.DispatchFixture.request;
import static io.forebay.dispatch.World.outcome;
import static io.forebay.dispatch.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DispatchTopologyTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "topology.golden.txt");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir private Path state;
  private DispatchFixture fixture;

  static Stream<TopicSpec> inputs() {
    return Stream.of(
        TOPICS.actionsRequests(), TOPICS.actionsRequestsCommitted(), TOPICS.actionsControls(), TOPICS.actionsOutcomes(), TOPICS.actionsPolicies(), TOPICS.opsHeartbeats());
  }

  @BeforeEach
  void start() {
    fixture = new DispatchFixture(state);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void goesTheWayThereAndBackWithItsTrace() {
    var headers = new RecordHeaders().add("traceparent", TRACE.getBytes(StandardCharsets.UTF_8)).add("other", new byte[] {1});
    fixture.asks(TOPICS.actionsRequests(), request("a", HERE), headers);
    var ready = fixture.ready("core.echo").getFirst();
    fixture.says(outcome(ready.value(), OutcomeKind.SUCCEEDED).setOutput("{}"));
    var result = fixture.results().getFirst();

    assertThat(ready.key()).isEqualTo("a");
    assertThat(ready.headers().toArray()).hasSize(1);
    assertThat(result.key()).isEqualTo("reply-a");
    assertThat(result.value().getStatus()).isEqualTo(ActionStatus.SUCCEEDED);
    assertThat(new String(result.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)).isEqualTo(TRACE);
  }

  @Test
  void makesAnActionReadyOnAnotherPartitionTheNextTime() {
    fixture.asks(request("a", HERE));
    var ready = fixture.ready("core.echo").getFirst().value();
    var partitions = IntStream.range(0, 20).mapToObj(second -> DispatchTopology.anyPartition(later(ready, second), 4).orElseThrow()).distinct();

    assertThat(partitions).containsExactlyInAnyOrder(Set.of(0), Set.of(1), Set.of(2), Set.of(3));
  }

  private static ReadyAction later(ReadyAction ready, int seconds) {
    return ReadyAction.newBuilder(ready).setReadyAt(ready.getReadyAt().plusSeconds(seconds)).build();
  }

  @Test
  void sendsOnWhatCameOnTheWrongPartition() {
    fixture.asks(request("a", ELSEWHERE));

    assertThat(fixture.ready("core.echo")).extracting(record -> record.value().getActionId()).containsExactly("a");
  }

  @Test
  void startsWhatMayRunOnceOnlyWhereItWasReadCommitted() {
    fixture.asks(TOPICS.actionsRequests(), request("a", HERE).setRepeatability(Repeatability.ONCE), null);
    fixture.asks(TOPICS.actionsRequestsCommitted(), request("b", HERE).setRepeatability(Repeatability.ONCE), null);

    assertThat(fixture.ready("core.echo")).extracting(record -> record.value().getActionId()).containsExactly("b");
    assertThat(fixture.results()).extracting(record -> record.value().getReason()).containsExactly("WRONG_TOPIC");
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void putsWhatItCannotReadAsideAndGoesOn(TopicSpec topic) {
    fixture.receivesBytes(topic, new byte[] {7, 7, 7});
    fixture.asks(request("a", HERE));

    assertThat(fixture.deadLetters()).extracting(DispatchTopologyTest::code).containsExactly("UNREADABLE_RECORD");
    assertThat(fixture.ready("core.echo")).hasSize(1);
  }

  @Test
  void putsRequestsThatTheContractForbidsAside() {
    fixture.asks(request("", HERE));
    fixture.asks(request("a", HERE).setLane("nonsense"));
    fixture.asks(request("a", HERE).setTenant("another"));
    fixture.asks(request("a", HERE).setPriority(10));
    fixture.asks(request("a", HERE).setOrigin("nobody"));
    fixture.asks(request("a", HERE).setInput("x".repeat(1_000_000)));

    assertThat(fixture.deadLetters()).hasSize(6).extracting(DispatchTopologyTest::code).containsOnly("INVALID_EVENT");
    assertThat(fixture.ready("core.echo")).isEmpty();
  }

  @Test
  void appliesPoliciesAndRemovesThem() {
    fixture.applies("*/*", policy("*/*").setLaneConcurrency(1).build());
    fixture.asks(request("a", HERE));
    fixture.asks(request("b", HERE));
    assertThat(fixture.ready("core.echo")).hasSize(1);
    fixture.applies("*/*", null);

    assertThat(fixture.ready("core.echo")).hasSize(1);
  }

  @Test
  void dividesTheCapOfACapability() {
    fixture.applies("*/core.echo", policy("*/core.echo").setCapabilityConcurrency(1).build());
    fixture.asks(request("a", HERE));
    fixture.asks(request("b", HERE));
    fixture.waits(Duration.ofSeconds(10));
    var ready = fixture.ready("core.echo");
    assertThat(ready).extracting(record -> record.value().getActionId()).containsExactly("a");
    fixture.says(outcome(ready.getFirst().value(), OutcomeKind.SUCCEEDED));

    assertThat(fixture.ready("core.echo")).extracting(record -> record.value().getActionId()).containsExactly("b");
  }

  @Test
  void putsPoliciesThatMakeNoSenseAside() {
    fixture.applies("*/*", policy("*/*").setLaneConcurrency(-1).build());
    fixture.applies("other/*", policy("*/*").build());

    assertThat(fixture.deadLetters()).extracting(DispatchTopologyTest::code).containsExactly("INVALID_EVENT", "INVALID_EVENT");
  }

  @Test
  void tellsHowLanesStandAndForgetsIdleOnes() {
    fixture.asks(request("a", HERE));
    fixture.waits(Duration.ofSeconds(2));
    var ready = fixture.ready("core.echo").getFirst().value();
    assertThat(fixture.lanes().getLast().value().getRunning()).isEqualTo(1);
    fixture.says(outcome(ready, OutcomeKind.SUCCEEDED));
    fixture.waits(Duration.ofSeconds(2));
    assertThat(fixture.lanes().getLast().value().getRunning()).isZero();
    fixture.waits(Duration.ofMinutes(11));

    assertThat(fixture.lanes().getLast().value()).isNull();
  }

  /** A changed shape means that state has to migrate, or the application to be reset: say so in the commit that changes the file. */
  @Test
  void hasTheShapeOfTheGoldenFile() throws IOException {
    assertThat(DispatchFixture.topology().describe().toString()).isEqualTo(Files.readString(GOLDEN));
  }

  private static String code(org.apache.kafka.streams.test.TestRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader("error-code").value(), StandardCharsets.UTF_8);
  }
}
