package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipStreamTest {
  private static final byte[] TEXT = "abcabcabcabc and so on".getBytes(StandardCharsets.UTF_8);

  @Property(tries = 200)
  void unpacksMembersOneAfterTheOther(@ForAll @Size(max = 5) List<byte[]> members) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (byte[] member : members) {
      packed.write(gzip(member));
      plain.write(member);
    }

    assertThat(unpacked(packed.toByteArray())).isEqualTo(plain.toByteArray());
  }

  @Test
  void unpacksMoreThanABuffer() throws IOException {
    byte[] large = new byte[1_000_000];
    new Random(7).nextBytes(large);

    assertThat(unpacked(gzip(large))).isEqualTo(large);
  }

  @Test
  void skipsEveryFieldOfAHeader() throws IOException {
    byte[] packed = gzip(TEXT);
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(packed, 0, 3);
    more.write(2 | 4 | 8 | 16);
    more.write(packed, 4, 6);
    more.write(new byte[] {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2});
    more.write(packed, 10, packed.length - 10);

    assertThat(unpacked(more.toByteArray())).isEqualTo(TEXT);
  }

  @Property(tries = 500)
  void failsOrEndsWhateverIsCutOff(@ForAll @IntRange(min = 1, max = 30) int length) throws IOException {
    byte[] packed = gzip(TEXT);

    assertThatIOException().isThrownBy(() -> unpacked(Arrays.copyOf(packed, length)));
  }

  @Property
  void neverFailsButWithAnIoException(@ForAll byte[] noise, @ForAll boolean isBehindAHeader) throws IOException {
    byte[] bytes = isBehindAHeader ? concat(Arrays.copyOf(gzip(TEXT), 10), noise) : noise;
    try {
      assertThat(unpacked(bytes)).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("gzip");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 12, -8, -4})
  void seesAnyChange(int at) throws IOException {
    byte[] packed = gzip(TEXT);
    packed[at < 0 ? packed.length + at : at] ^= (byte) 0xe5;

    assertThatIOException().isThrownBy(() -> unpacked(packed));
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GzipStream in = new GzipStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
