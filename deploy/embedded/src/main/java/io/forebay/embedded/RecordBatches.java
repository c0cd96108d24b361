package io.forebay.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Checks the file of a Kafka log or snapshot, batch by batch, without changing it.
 *
 * <p>The layout is Kafka's record batch of magic 2 (documentation, "Record Batch"): base offset (8 bytes), length of
 * what follows (4), leader epoch (4), magic (1), CRC-32C (4) of all that comes after it.
 */
final class RecordBatches {
  private static final int LENGTH_AT = 8;
  private static final int LENGTH_END = 12;
  private static final int MAGIC_AT = 16;
  private static final int CRC_AT = 17;
  private static final int CRC_END = 21;
  private static final int HEADER_BYTES = 61;

  /** What Kafka writes of cluster metadata at a time, at most ({@code internal.metadata.max.batch.size.in.bytes}). */
  private static final int BATCH_BYTES_MAX = (8 << 20) + HEADER_BYTES;

  private RecordBatches() {}

  /**
   * Reads the file from end to end.
   *
   * @param tornEndAllowed whether the last batch may be incomplete, as a crash leaves it
   * @return what is wrong, to follow the file's name; empty when nothing is
   */
  static Optional<String> damageOf(Path file, boolean tornEndAllowed) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long position = 0;
      while (position < size) {
        ByteBuffer header = read(channel, position, (int) Math.min(HEADER_BYTES, size - position));
        if (tornEndAllowed && (header.remaining() < HEADER_BYTES || isZero(header))) {
          return Optional.empty();
        }
        if (header.remaining() < HEADER_BYTES || header.get(MAGIC_AT) != 2) {
          return Optional.of("has no batch at byte " + position);
        }
        long bytes = LENGTH_END + (long) header.getInt(LENGTH_AT);
        if (bytes < HEADER_BYTES || bytes > BATCH_BYTES_MAX) {
          return Optional.of("has no batch at byte " + position);
        }
        if (bytes > size - position) {
          return tornEndAllowed ? Optional.empty() : Optional.of("ends inside the batch at byte " + position);
        }
        if (!isIntact(read(channel, position, (int) bytes))) {
          return Optional.of("fails its checksum at byte " + position);
        }
        position += bytes;
      }
      return Optional.empty();
    }
  }

  private static boolean isIntact(ByteBuffer batch) {
    CRC32C crc = new CRC32C();
    crc.update(batch.slice(CRC_END, batch.limit() - CRC_END));
    return (int) crc.getValue() == batch.getInt(CRC_AT);
  }

  /** True where a crashed file system has lengthened the file and written nothing; no batch begins so. */
  private static boolean isZero(ByteBuffer header) {
    return header.mismatch(ByteBuffer.allocate(header.remaining())) < 0;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // Reads until the buffer is full or the file has ended.
    }
    return bytes.flip();
  }
}
