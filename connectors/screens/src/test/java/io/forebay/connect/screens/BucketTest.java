package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.ScreenObserved;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Screenshots of a bucket, from an S3 server that checks who asks. */
class BucketTest {
  private static final Instant TAKEN_AT = Instant.parse("2025-11-21T10:00:00.123456Z");
  private static final String DEAD = "screens.dlq";

  private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();

  @TempDir private Path home;
  private TestStore store;
  private byte[] picture;

  @BeforeEach
  void startAStore() throws Exception {
    store = new TestStore();
    picture = PictureTest.image("png", 40, 30);
  }

  @AfterEach
  void stopIt() {
    store.close();
  }

  @Test
  void makesAnEventOfAPictureAndItsSidecar() throws Exception {
    store.put("desks/a 1/ä.PNG", picture);
    store.put("desks/a 1/ä.json", json("s-1"));
    store.put("other/2.png", picture);
    store.put("other/2.json", json("s-2"));
    try (var task = start(Map.of(BucketSettings.PREFIX, "desks/"))) {
      SourceRecord record = task.take(1).getFirst();
      ScreenObserved event = task.event(record);

      assertThat(record.key()).isEqualTo("s-1");
      assertThat(record.sourcePartition()).hasToString("{bucket=screens, prefix=desks/}");
      assertThat(event.getObservedAt()).isEqualTo(TAKEN_AT);
      assertThat(event.getWidthPixels()).isEqualTo(40);
      assertThat(event.getSource()).isEqualTo("bucket");
      assertThat(Path.of(URI.create(event.getScreenshot().getUri()))).hasBinaryContent(picture);
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void bringsEachOnceInTheOrderOfTimeWhateverTheirNamesAndGoesOnAfterARestart() throws Exception {
    for (int i = 120; i >= 1; i--) {
      pair("shot-%03d".formatted(i), "s-" + i);
    }
    for (int i = 0; i < 1_000; i++) {
      store.put("between/%04d.txt".formatted(i), "so that there is more than one page");
    }
    List<Object> sessions = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      try (var task = start(Map.of(ScreenSettings.BATCH_MAX, "10"))) {
        List<SourceRecord> taken = task.take(30 + 10 * run);
        task.acknowledge(taken);
        taken.forEach(record -> sessions.add(record.key()));
        task.poll(); // was on its way when the worker was killed
      }
    }
    try (var task = start()) {
      assertThat(task.poll()).isEmpty();
      pair("shot-000", "late");
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("late");
    }
    assertThat(sessions).containsExactlyElementsOf(IntStream.rangeClosed(1, 120).mapToObj(i -> (Object) ("s-" + (121 - i))).toList());
  }

  @Test
  void bringsWhatAppearsLateAndWasWrittenBeforeOthersAlsoAfterARestart() throws Exception {
    Instant noon = Instant.parse("2026-01-02T12:00:00Z");
    pair("2", "s-2", noon);
    try (var task = start()) {
      task.acknowledge(task.take(1));
    }
    pair("1", "s-1", noon.minus(Duration.ofMinutes(59)));
    pair("0", "too late", noon.minus(Duration.ofMinutes(200)));
    try (var task = start()) {
      // Before the first one there was nothing, so that even this one is new.
      assertThat(task.take(2)).extracting(SourceRecord::key).containsExactly("too late", "s-1");
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void holdsNoMoreThanItMayAndBringsTheOldestFirst() throws Exception {
    for (int i = 30; i >= 1; i--) {
      pair("shot-%03d".formatted(i), "s-" + i);
    }
    Map<String, String> given = settings(Map.of());
    try (var place = new BucketPlace(ScreenSettings.of(given).bucket(), Duration.ofMinutes(1), RunningTask.noOffsets(), 10)) {
      for (int highest = 30; highest > 0; highest -= 10) {
        int from = highest;
        List<Screenshot> ready = place.look().ready();
        assertThat(ready).extracting(Screenshot::stem).containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "shot-%03d".formatted(from - i)).toList());
        ready.forEach(screenshot -> place.take(screenshot, false));
      }
      assertThat(place.look().ready()).isEmpty();
    }
  }

  @Test
  void waitsForTheOtherHalfWhicheverComesFirstAndTellsOfIt() throws Exception {
    store.put("a.png", picture);
    store.put("b.json", json("s-b"));
    Map<String, String> given = settings(Map.of());
    try (var task = start()) {
      assertThat(task.poll()).isEmpty();
      store.put("b.png", picture);
      store.put("a.json", json("s-a"));
      assertThat(task.take(2)).extracting(SourceRecord::key).containsExactly("s-b", "s-a");
    }
    store.remove("a.json");
    store.remove("b.png");
    try (var place = new BucketPlace(ScreenSettings.of(given).bucket(), Duration.ofMinutes(1), RunningTask.noOffsets())) {
      assertThat(place.look().alone()).containsExactly("a.png", "b.json");
    }
  }

  @Test
  void leavesWhatIsWrittenSinceTheLookBeganForTheNext() throws Exception {
    pair("soon", "s-1", Instant.now().plusSeconds(3_600));
    pair("now", "s-2");
    try (var task = start()) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-2");
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void readsWhatIsWrittenAgainEvenWithinTheSameSecond() throws Exception {
    Instant second = Instant.parse("2026-01-02T12:00:00Z");
    pair("1", "s-1", second);
    try (var task = start()) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-1");
      store.put("1.json", json("s-2").getBytes(StandardCharsets.UTF_8), second);
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-2");
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void passesOverWhatIsGoneAndReadsWhatIsNewerThanItsListingOnce() throws Exception {
    pair("gone", "s-1");
    pair("newer", "s-2");
    pair("stays", "s-3");
    store.afterListing(() -> {
      store.remove("gone.png");
      store.put("newer.json", json("s-22"));
    });
    try (var task = start()) {
      assertThat(task.take(2)).extracting(SourceRecord::key).containsExactly("s-3", "s-22");
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void sendsBadOnesToTheDeadLettersWhereTheyAreTolerated() throws Exception {
    store.put("1.png", picture);
    store.put("1.json", "{\"session\": ");
    store.put("2.png", new byte[5_000]);
    store.put("2.json", json("s-2"));
    pair("3", "s-3");
    Map<String, String> tolerant = Map.of(ScreenSettings.TOLERANCE, "all", ScreenSettings.DEAD_LETTERS, DEAD, ScreenSettings.PICTURE_BYTES_MAX, "4000");
    try (var task = start(tolerant)) {
      List<SourceRecord> taken = task.take(3);

      assertThat(taken).extracting(SourceRecord::topic).containsExactly(DEAD, DEAD, "screens.observations");
      assertThat(taken).extracting(SourceRecord::key).containsExactly("1.json", "2.json", "s-3");
      assertThat((byte[]) taken.getFirst().value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"session\": ");
      assertThat(taken.get(1).headers().lastWithName("__connect.errors.exception.message").value()).isEqualTo("2.png has more than 4,000 bytes");
      task.acknowledge(taken);
    }
    try (var task = start(tolerant)) {
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void failsWithOneSentenceOnABadOneAfterWhatCameBeforeIt() throws Exception {
    pair("1", "s-1");
    store.put("2.png", "no picture");
    store.put("2.json", json("s-2"));
    pair("3", "s-3");
    try (var task = start()) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-1");
      assertThatThrownBy(task::poll)
          .isInstanceOf(ConnectException.class)
          .hasMessage("The screenshot s3://screens/2.json cannot be sent: the picture is no PNG, JPEG or WebP; mend it or move it away.");
    }
  }

  @Test
  void triesAgainWhileTheStoreIsBusyOrAway() throws Exception {
    for (int i = 1; i <= 40; i++) {
      pair("shot-%03d".formatted(i), "s-" + i);
    }
    List<SourceRecord> taken = new ArrayList<>();
    try (var task = start(Map.of(ScreenSettings.BATCH_MAX, "10", BucketSettings.TIMEOUT, "1000"))) {
      store.beBusy(2);
      taken.addAll(task.take(10));
      store.stop();
      for (int i = 0; i < 3; i++) {
        taken.addAll(task.poll());
      }
      store.start();
      taken.addAll(task.take(40 - taken.size()));
    }
    assertThat(taken).extracting(SourceRecord::key).containsExactlyElementsOf(IntStream.rangeClosed(1, 40).mapToObj(i -> (Object) ("s-" + i)).toList());
  }

  @Test
  void stopsAtOnceWhileTheStoreHangs() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var task = start(Map.of(BucketSettings.ENDPOINT, "http://127.0.0.1:" + silent.getLocalPort(), BucketSettings.TIMEOUT, "300000"));
      CompletableFuture<List<SourceRecord>> polled = CompletableFuture.supplyAsync(() -> {
        try {
          return task.poll();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      try (var asked = silent.accept()) {
        long from = System.nanoTime();
        task.close();
        assertThat(polled.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
        assertThat(asked.isConnected()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3.bucket            | no-such-bucket | there is no bucket no-such-bucket
          s3.access.key.id     | nobody         | the store does not know this access key
          s3.secret.access.key | wrong-secret   | the secret is not that of the access key
          """)
  void refusesWhatTheStoreRefusesByTheNameOfTheSettingAndWithoutSecrets(String name, String value, String sentence) throws Exception {
    Map<String, String> given = settings(Map.of(name, value));
    List<ConfigValue> told = new ScreenSourceConnector().validate(given).configValues().stream().filter(config -> !config.errorMessages().isEmpty()).toList();

    assertThat(told).extracting(ConfigValue::name).containsExactly(name);
    assertThat(told.getFirst().errorMessages()).containsExactly(name + " cannot be used: " + sentence + ".");
    try (var task = new RunningTask(given, offsets)) {
      assertThatThrownBy(task::poll)
          .isInstanceOf(ConnectException.class)
          .hasMessage("The bucket " + given.get(BucketSettings.BUCKET) + " cannot be read: " + sentence + "; look at " + name + ".")
          .hasNoCause();
    }
  }

  @Test
  void doesNotRefuseAStoreThatIsAwayNow() throws Exception {
    store.stop();

    assertThat(new ScreenSourceConnector().validate(settings(Map.of())).configValues()).allMatch(config -> config.errorMessages().isEmpty());
    store.start();
  }

  @Test
  void keepsSecretsOutOfWhatIsShown() {
    ScreenSettings shown = ScreenSettings.of(settings(Map.of(BucketSettings.SESSION_TOKEN, "session-token")));

    assertThat(shown.toString()).contains(TestStore.BUCKET).doesNotContain(TestStore.SECRET, TestStore.KEY_ID, "session-token");
  }

  private RunningTask start() {
    return start(Map.of());
  }

  private RunningTask start(Map<String, String> more) {
    return new RunningTask(settings(more), offsets);
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = store.settings();
    settings.put("name", "desk");
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    settings.put(ScreenSettings.TENANT, "acme");
    settings.put(ScreenSettings.BLOBS, home.resolve("blobs").toString());
    settings.put(ScreenSettings.REGISTRY, "http://127.0.0.1:1");
    settings.putAll(more);
    return settings;
  }

  private void pair(String stem, String session) {
    store.put(stem + ".png", picture);
    store.put(stem + ".json", json(session));
  }

  private void pair(String stem, String session, Instant at) {
    store.put(stem + ".png", picture, at);
    store.put(stem + ".json", json(session).getBytes(StandardCharsets.UTF_8), at);
  }

  private static String json(String session) {
    return "{\"session\": \"" + session + "\", \"time\": \"" + TAKEN_AT + "\"}";
  }
}
