package io.forebay.connect.screens;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Where screenshots are, and which of them were read before.
 *
 * <p>One thread at a time, but for {@link #read}, {@link #acknowledged} and {@link #close}.
 */
interface ScreenPlace extends AutoCloseable {
  /**
   * What is new.
   *
   * @param ready in the order in which they were written
   * @param alone names of files that have waited for the other half
   */
  record Look(List<Screenshot> ready, List<String> alone) {}

  /** Looks for those that were not taken before. */
  Look look() throws IOException, BucketRefusedException;

  /**
   * Reads a file whole.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone or another by now
   * @throws BadObservationException if it is larger, or cannot be read by trying again
   */
  byte[] read(StoredFile file, int bytesMax) throws IOException, BadObservationException, BucketRefusedException;

  /** Which of Connect's offsets tells of a screenshot. */
  Map<String, String> partition(Screenshot screenshot);

  /**
   * Takes a screenshot, in the order of the look, so that no look brings it again.
   *
   * @return the offset once it, and all that were taken before, have been sent
   */
  Map<String, ?> take(Screenshot screenshot, boolean dead);

  /** Kafka has the record with this offset; may be called from any thread. */
  void acknowledged(Map<String, ?> offset);

  /** The place of a file, as people name it. */
  String where(String name);

  /** What events name as their source. */
  String kind();

  /** Ends what is under way; may be called from any thread. */
  @Override
  void close();
}
