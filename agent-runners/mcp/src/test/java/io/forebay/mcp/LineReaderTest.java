package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.mcp.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  private static List<Line> read(InputStream in, int bytesMax) throws IOException {
    LineReader reader = new LineReader(in, bytesMax);
    List<Line> lines = new ArrayList<>();
    for (Line line = reader.next(); !(line instanceof Line.End); line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static List<Line> read(String text, int bytesMax) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), bytesMax);
  }

  @Test
  void readsLinesAndDropsWhatWasCutOff() throws IOException {
    assertThat(read("one\n\ngrüße\ncut", 100)).containsExactly(new Line.Whole("one"), new Line.Whole(""), new Line.Whole("grüße"));
  }

  @Test
  void keepsALineOfExactlyTheLimit() throws IOException {
    assertThat(read("12345\n", 5)).containsExactly(new Line.Whole("12345"));
  }

  @Test
  void passesOverALineOneByteLongerAndTellsItsEnds() throws IOException {
    String line = "h".repeat(300) + "t".repeat(300);

    assertThat(read(line + "\nnext\n", 599)).hasSize(2).first().isInstanceOfSatisfying(Line.TooLong.class, tooLong -> {
      assertThat(line).startsWith(tooLong.head()).endsWith(tooLong.tail());
      assertThat(tooLong.tail()).hasSize(256);
    });
  }

  @Test
  void tellsTheEndsOfALineManyTimesLongerThanItReadsAtOnce() throws IOException {
    String line = "begin" + "x".repeat(200_000) + "end";

    assertThat(read(line + "\n", 1000)).first().isInstanceOfSatisfying(Line.TooLong.class, tooLong -> {
      assertThat(tooLong.head()).startsWith("begin");
      assertThat(tooLong.tail()).endsWith("end");
    });
  }

  @Property
  void readsTheSameHoweverTheBytesArrive(
      @ForAll @Size(max = 20) List<@IntRange(max = 700) Integer> lengths, @ForAll @IntRange(min = 1, max = 50) int atOnce) throws IOException {
    StringBuilder text = new StringBuilder();
    lengths.forEach(length -> text.append("abcdefg".repeat(length / 7 + 1), 0, length).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, atOnce));
          }

          @Override
          public int read(byte[] into) {
            return read(into, 0, into.length);
          }
        };

    List<Line> read = read(slow, 400);

    assertThat(read).hasSameSizeAs(lengths).isEqualTo(read(text.toString(), 400));
    assertThat(read.stream().map(Line.Whole.class::isInstance).toList()).isEqualTo(lengths.stream().map(length -> length <= 400).toList());
  }
}
