package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBatchesTest {
  private static final int BATCH_BYTES = 80;
  private static final byte[] TWO_BATCHES = twoBatches();

  @TempDir private Path folder;

  @Test
  void findsNothingInWholeBatches() throws Exception {
    assertThat(damageOf(TWO_BATCHES, false)).isEmpty();
    assertThat(damageOf(new byte[0], false)).isEmpty();
  }

  /** Every byte counts but the leader epoch, which is outside the checksum, and the base offset, which is too. */
  @ParameterizedTest
  @ValueSource(ints = {8, 11, 16, 17, 20, 21, 60, 61, 79})
  void findsAChangedByteInEitherBatch(int at) throws Exception {
    for (int batch = 0; batch < 2; batch++) {
      byte[] changed = TWO_BATCHES.clone();
      changed[batch * BATCH_BYTES + at] ^= 0x10;

      assertThat(damageOf(changed, false)).hasValueSatisfying(damage -> assertThat(damage).containsPattern("at byte (0|80)"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 60, 61, 79})
  void allowsATornEndAfterACrashOnly(int missing) throws Exception {
    byte[] torn = Arrays.copyOf(TWO_BATCHES, TWO_BATCHES.length - missing);

    assertThat(damageOf(torn, true)).isEmpty();
    assertThat(damageOf(torn, false)).isPresent();
  }

  @Test
  void allowsAnEndThatWasNeverWrittenAfterACrashOnly() throws Exception {
    byte[] lengthened = Arrays.copyOf(TWO_BATCHES, TWO_BATCHES.length + 4_096);

    assertThat(damageOf(lengthened, true)).isEmpty();
    assertThat(damageOf(lengthened, false)).contains("has no batch at byte 160");
  }

  @Test
  void findsAChangedByteBeforeATornEnd() throws Exception {
    byte[] torn = Arrays.copyOf(TWO_BATCHES, TWO_BATCHES.length - 1);
    torn[70] ^= 1;

    assertThat(damageOf(torn, true)).contains("fails its checksum at byte 0");
  }

  private Optional<String> damageOf(byte[] bytes, boolean tornEndAllowed) throws IOException {
    return RecordBatches.damageOf(Files.write(folder.resolve("0.log"), bytes), tornEndAllowed);
  }

  private static byte[] twoBatches() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(batch(0));
    bytes.writeBytes(batch(1));
    return bytes.toByteArray();
  }

  private static byte[] batch(long baseOffset) {
    ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
    batch.putLong(baseOffset).putInt(BATCH_BYTES - 12).putInt(7).put((byte) 2).putInt(0);
    for (int i = batch.position(); i < BATCH_BYTES; i++) {
      batch.put(i, (byte) i);
    }
    CRC32C crc = new CRC32C();
    crc.update(batch.array(), 21, BATCH_BYTES - 21);
    batch.putInt(17, (int) crc.getValue());
    return batch.array();
  }
}
