package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file can say, the environment can say too, and they mean the same. */
class ConfigSourcesTest {
  enum Colour {
    DEEP_RED,
    BLUE
  }

  record Inner(Duration maxWaitTime, ByteSize size, Colour colour) {}

  record All(
      String text,
      Boolean flag,
      Integer count,
      Long total,
      Double ratio,
      Path stateDir,
      URI registryUrl,
      List<Integer> numbers,
      Optional<Duration> delay,
      Inner inner,
      Map<String, String> kafka) {}

  /** A key and a text that it accepts. */
  record Assignment(String key, String value) {}

  @Provide
  Arbitrary<Assignment> assignments() {
    Arbitrary<String> words = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> numbers = Arbitraries.integers().map(String::valueOf);
    Arbitrary<String> durations = Arbitraries.longs().between(0, 1L << 40).map(millis -> Duration.ofMillis(millis).toString());
    Map<String, Arbitrary<String>> texts =
        Map.ofEntries(
            Map.entry("text", words),
            Map.entry("flag", Arbitraries.of("true", "false")),
            Map.entry("count", numbers),
            Map.entry("total", Arbitraries.longs().map(String::valueOf)),
            Map.entry("ratio", Arbitraries.doubles().between(-1e9, 1e9).map(String::valueOf)),
            Map.entry("state-dir", words.map(word -> "/var/" + word)),
            Map.entry("registry-url", words.map(word -> "http://" + word + ":8081/x")),
            Map.entry("numbers", numbers.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join(",", list))),
            Map.entry("delay", durations),
            Map.entry("inner.max-wait-time", durations),
            Map.entry("inner.size", Arbitraries.integers().between(0, 9_999).map(size -> size + "KiB")),
            Map.entry("inner.colour", Arbitraries.of("deep-red", "blue")),
            Map.entry("kafka.some.property", words));
    return Arbitraries.of(texts.keySet()).flatMap(key -> Combinators.combine(Arbitraries.just(key), texts.get(key)).as(Assignment::new));
  }

  @Property(tries = 300)
  void everyKeyIsSettableFromBothSources(@ForAll("assignments") Assignment assignment) throws IOException {
    Path file = Files.createTempFile("forebay", ".yaml");
    try {
      Files.writeString(file, yaml(assignment));
      All fromFile = ConfigLoader.load(All.class, Optional.of(file), Map.of());
      All fromEnvironment = ConfigLoader.load(All.class, Optional.empty(), Map.of(variable(assignment.key()), assignment.value()));

      assertThat(fromEnvironment).isEqualTo(fromFile).isNotEqualTo(ConfigLoader.load(All.class, Optional.empty(), Map.of()));
    } finally {
      Files.delete(file);
    }
  }

  private static String variable(String key) {
    return "FOREBAY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String yaml(Assignment assignment) {
    String[] path = assignment.key().split("\\.", 2);
    String value = "\"" + assignment.value() + "\"";
    return path.length == 1 ? path[0] + ": " + value : path[0] + ":\n  " + path[1] + ": " + value;
  }
}
