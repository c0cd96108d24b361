package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static Recording.Point point(double seconds, String subject) {
    return new Recording.Point(seconds, subject, 1, 2);
  }

  @Test
  void beginsEachRecordingAtOnceAndGoesFasterWhereAsked() {
    var recordings = new LinkedHashMap<String, Recording>();
    recordings.put("a", new Recording(List.of(point(10, "1"), point(14, "1"))));
    recordings.put("b", new Recording(List.of(point(0, "1"), point(2, "2"))));

    Replay replay = Replay.of(recordings, 2);

    assertThat(replay.sightings())
        .containsExactly(
            new Replay.Sighting(Duration.ZERO, "a", "1", 1, 2),
            new Replay.Sighting(Duration.ZERO, "b", "1", 1, 2),
            new Replay.Sighting(Duration.ofSeconds(1), "b", "2", 1, 2),
            new Replay.Sighting(Duration.ofSeconds(2), "a", "1", 1, 2));
    assertThat(replay.length()).isEqualTo(Duration.ofSeconds(2));
    assertThat(replay.subjects()).isEqualTo(3);
  }

  @Test
  void keepsTheOrderOfAFileWithinAMoment() {
    Replay replay = Replay.of(Map.of("a", new Recording(List.of(point(0, "2"), point(0, "1")))), 1);

    assertThat(replay.sightings()).extracting(Replay.Sighting::subject).containsExactly("2", "1");
  }
}
