package io.forebay.llm;

import io.forebay.llm.ExchangeException.Kind;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, read by the thread that asked.
 *
 * <p>The JDK's own stream waits for ever, since a request's timeout ends with the answer's headers. This one waits for so long and no
 * longer, ends at once when the reading thread is interrupted, and hands out a bounded number of bytes. Each of these, and closing it,
 * closes the connection.
 *
 * @see java.net.http.HttpRequest.Builder#timeout
 */
final class AnswerBody extends InputStream implements BodySubscriber<AnswerBody> {
  /** What arrived, or how it ended: an error, or none. */
  private record Piece(List<ByteBuffer> buffers, boolean last, Throwable error) {}

  private final Duration silenceMax;
  private final long bytesMax;
  private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;
  private volatile boolean closed;
  private Piece current = new Piece(List.of(), false, null);
  private int position;
  private long bytes;

  AnswerBody(Duration silenceMax, long bytesMax) {
    this.silenceMax = silenceMax;
    this.bytesMax = bytesMax;
  }

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    if (closed) {
      subscribed.cancel();
    } else {
      subscribed.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrived.add(new Piece(buffers, false, null));
  }

  @Override
  public void onError(Throwable error) {
    arrived.add(new Piece(List.of(), true, error));
  }

  @Override
  public void onComplete() {
    arrived.add(new Piece(List.of(), true, null));
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = next();
    if (buffer == null) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    bytes += count;
    if (bytes > bytesMax) {
      throw ended(Kind.TOO_LARGE, "more than " + bytesMax + " bytes");
    }
    return count;
  }

  /** The buffer to read on from, or null at the end. */
  private ByteBuffer next() {
    while (true) {
      while (position < current.buffers().size()) {
        ByteBuffer buffer = current.buffers().get(position);
        if (buffer.hasRemaining()) {
          return buffer;
        }
        position++;
      }
      if (current.last()) {
        return null;
      }
      current = await();
      position = 0;
      if (current.error() != null) {
        throw ended(Kind.BROKEN_OFF, current.error().getClass().getSimpleName());
      }
      if (!current.last()) {
        subscription.request(1);
      }
    }
  }

  private Piece await() {
    try {
      Piece piece = arrived.poll(silenceMax.toNanos(), TimeUnit.NANOSECONDS);
      if (piece == null) {
        throw ended(Kind.SILENT, "nothing for " + silenceMax);
      }
      return piece;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ended(Kind.BROKEN_OFF, "interrupted");
    }
  }

  /**
   * Lets the rest of an answer go by that has said all it had to say, so that its connection can be used again.
   *
   * @param patience longest wait for the end; after it the connection is closed
   */
  void drain(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      Piece piece = current;
      while (piece != null && !piece.last()) {
        piece = arrived.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (piece != null && !piece.last()) {
          subscription.request(1);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private ExchangeException ended(Kind kind, String message) {
    close();
    return ExchangeException.of(kind, message);
  }

  /** How many bytes can be read without waiting; a reader of lines asks. */
  @Override
  public int available() {
    return position < current.buffers().size() ? current.buffers().get(position).remaining() : 0;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription subscribed = subscription;
    if (subscribed != null) {
      subscribed.cancel();
    }
  }
}
