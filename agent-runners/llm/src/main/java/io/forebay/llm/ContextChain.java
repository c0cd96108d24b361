package io.forebay.llm;

import io.forebay.runners.ActionFailedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * What was said so far, kept as a chain: each turn is one blob with what it added and a reference to the turn before.
 *
 * <p>A conversation of n turns therefore costs n small blobs, and conversations that share a beginning share its blobs. A blob's
 * reference holds the hash of its content, so no chain leads back to itself.
 */
final class ContextChain {
  static final String MEDIA_TYPE = "application/vnd.forebay.context+json";
  static final int TURNS_MAX = 1_000;
  static final long BYTES_MAX = 8 << 20;

  private final TenantBlobs blobs;

  ContextChain(TenantBlobs blobs) {
    this.blobs = blobs;
  }

  /**
   * A turn as it is kept.
   *
   * @param previous the turn before; null for the first
   * @param system what the model is from here on; null where that does not change
   */
  private record Turn(BlobPointer previous, String system, List<Message> messages) {
    Turn {
      messages = List.copyOf(messages);
    }
  }

  /**
   * What a chain holds.
   *
   * @param system null where nobody said
   * @param turns number of blobs
   * @param bytes their size
   */
  record History(String system, List<Message> messages, int turns, long bytes) {
    private static final History EMPTY = new History(null, List.of(), 0, 0);
  }

  /**
   * Reads a chain, oldest message first.
   *
   * @param newest its last turn; null for an empty chain
   */
  History read(BlobPointer newest) throws ActionFailedException, InterruptedException {
    if (newest == null) {
      return History.EMPTY;
    }
    Deque<Turn> turns = new ArrayDeque<>();
    long bytes = 0;
    for (BlobPointer at = newest; at != null; at = turns.peekFirst().previous()) {
      byte[] content = content(at);
      bytes += content.length;
      bound(turns.size() + 1, bytes);
      turns.addFirst(turn(content, at));
    }
    String system = null;
    List<Message> messages = new ArrayList<>();
    for (Turn turn : turns) {
      system = turn.system() == null ? system : turn.system();
      messages.addAll(turn.messages());
    }
    return new History(system, List.copyOf(messages), turns.size(), bytes);
  }

  /**
   * Adds a turn.
   *
   * @param previous where {@code history} was read from; null for an empty one
   * @param system what the model is now; kept only where it is news
   */
  BlobPointer append(BlobPointer previous, History history, String system, List<Message> added)
      throws ActionFailedException, InterruptedException {
    byte[] content = Json.bytes(new Turn(previous, system == null || system.equals(history.system()) ? null : system, added));
    bound(history.turns() + 1, history.bytes() + content.length);
    return blobs.put(content, MEDIA_TYPE);
  }

  private static void bound(int turns, long bytes) throws ActionFailedException {
    if (turns > TURNS_MAX || bytes > BYTES_MAX) {
      throw ActionFailedException.permanent(
          "CONTEXT_TOO_LONG", "The context has more than " + TURNS_MAX + " turns or " + BYTES_MAX + " bytes: begin a new one with a summary of it.");
    }
  }

  private byte[] content(BlobPointer at) throws ActionFailedException, InterruptedException {
    if (!at.mediaType().equals(MEDIA_TYPE)) {
      throw ActionFailedException.permanent(
          "INVALID_CONTEXT", "The context has the media type " + at.mediaType() + "; give one that llm.chat answered, of type " + MEDIA_TYPE + ".");
    }
    return blobs.get(at);
  }

  private static Turn turn(byte[] content, BlobPointer at) throws ActionFailedException {
    try {
      return Objects.requireNonNull(Json.MAPPER.readValue(content, Turn.class), "null");
    } catch (IOException | RuntimeException _) {
      throw ActionFailedException.permanent("INVALID_CONTEXT", "The context " + at.sha256() + " is not what llm.chat keeps.");
    }
  }
}
