package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.cli.Recording.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
  @TempDir private Path folder;

  @Test
  void readsFramesAsStepsOfFourTenths() throws IOException {
    Recording recording = Recording.read(file("780\t1.0\t8.46\t3.59\n800\t1.0\t9\t4\n790\t1.0\t8.7\t3.8\n790\t2.0\t1\t2\n"));
    assertThat(recording.points())
        .containsExactly(new Point(0, "1", 8.46, 3.59), new Point(0.4, "1", 8.7, 3.8), new Point(0.4, "2", 1, 2), new Point(0.8, "1", 9, 4));
  }

  @Test
  void readsCommasUnderTheirHeader() throws IOException {
    Recording recording = Recording.read(file("seconds,subject,x,y\n0.5,ann,1,2\n0.1,bob,3,4\n"));
    assertThat(recording.points()).containsExactly(new Point(0, "bob", 3, 4), new Point(0.4, "ann", 1, 2));
    assertThat(recording.tracks()).containsOnlyKeys("ann", "bob");
  }

  @ParameterizedTest
  @CsvSource({"1000.5,1000,0.5", "1790000000.4,1790000000,0.4", "-3,-4,1"})
  void beginsAtTheFirstMomentWhateverItsClockSays(double later, double first, double seconds) throws IOException {
    Recording recording = Recording.read(file("seconds,subject,x,y\n%s,ann,1,2\n%s,bob,3,4\n".formatted(later, first)));
    assertThat(recording.points().getFirst()).isEqualTo(new Point(0, "bob", 3, 4));
    assertThat(recording.points().getLast().seconds()).isCloseTo(seconds, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"'1\t2\t3', 3 columns in line 1", "'1\t2\tx\t4', no number in line 1", "'1\t2\tNaN\t4', not finite in line 1", "'', no points"})
  void saysWhereAFileIsWrong(String text, String message) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Recording.read(file)).isInstanceOf(CommandFailedException.class).hasMessageContaining(message);
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> Recording.read(folder.resolve("none"))).isInstanceOf(CommandFailedException.class).hasMessageContaining("none");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("scene.txt"), text);
  }
}
