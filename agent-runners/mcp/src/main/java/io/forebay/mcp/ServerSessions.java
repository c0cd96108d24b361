package io.forebay.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runners.ActionFailedException;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions with one server: opened when a call needs one, shared by calls, replaced when they break; thread-safe.
 *
 * <h2>What holds</h2>
 *
 * <ul>
 *   <li>There are never more than the server's {@code sessions-max}, those that are being opened included.
 *   <li>A session is opened on a thread of its own: a call that gives up takes nothing from those that wait for the same one.
 *   <li>After a failure none is opened before {@link RestartPause} is over; those who ask meanwhile are told when to come again.
 * </ul>
 */
final class ServerSessions implements AutoCloseable {
  /** A tool that is not known may be new: how old a list must be to be read again for it. */
  private static final Duration LIST_AGE_MIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ServerSessions.class);

  private final String name;
  private final McpSettings settings;
  private final McpServer server;
  private final JsonMapper mapper;
  private final ToolSchemas schemas;
  private final Object lock = new Object();
  private final List<Slot> slots = new ArrayList<>();
  private final RestartPause pause = new RestartPause();
  private final ReentrantLock listing = new ReentrantLock();
  private final AtomicLong generation = new AtomicLong();
  private volatile Optional<ToolCatalogue> catalogue = Optional.empty();
  private String lastFailure = "";
  private boolean isClosed;

  ServerSessions(String name, McpSettings settings, JsonMapper mapper) {
    this.name = name;
    this.settings = settings;
    this.server = settings.servers().get(name);
    this.mapper = mapper;
    this.schemas = new ToolSchemas(mapper);
  }

  /** A place for a session, from the moment that it is decided to open one. */
  private static final class Slot {
    private final CompletableFuture<Session> session = new CompletableFuture<>();
    private int borrowed;
  }

  /** A session that is used until it is given back. */
  final class Borrowed implements AutoCloseable {
    private final Slot slot;
    private final Session session;

    private Borrowed(Slot slot, Session session) {
      this.slot = slot;
      this.session = session;
    }

    Session session() {
      return session;
    }

    /** It did what it was asked; so the server is not in trouble. */
    void worked() {
      synchronized (lock) {
        pause.worked();
      }
    }

    @Override
    public void close() {
      giveBack(slot);
    }
  }

  /**
   * Gives a session that is well.
   *
   * @throws ActionFailedException if there is none within the limit
   */
  Borrowed borrow(TimeLimit limit) throws ActionFailedException, InterruptedException {
    while (true) {
      Slot slot = choose();
      boolean isGiven = false;
      try {
        Session session = await(slot, limit);
        if (session.isWell(limit)) {
          isGiven = true;
          return new Borrowed(slot, session);
        }
        lost(slot, session, session.loss().orElseGet(() -> new McpTransportException("it does not answer")));
        if (limit.remainingNanos() == 0) {
          throw Failures.timedOut(name, "it does not answer");
        }
      } finally {
        if (!isGiven) {
          giveBack(slot);
        }
      }
    }
  }

  private Session await(Slot slot, TimeLimit limit) throws ActionFailedException, InterruptedException {
    try {
      return slot.session.get(limit.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw Failures.timedOut(name, "it is still starting").causedBy(e);
    } catch (CancellationException e) {
      throw Failures.notStarted(name, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ActionFailedException failure ? failure : Failures.notStarted(name, e.getCause());
    }
  }

  /** The one with the least to do, or a new one where all have something to do and there may be more. */
  private Slot choose() throws ActionFailedException {
    synchronized (lock) {
      if (isClosed) {
        throw ActionFailedException.retryable("SERVER_UNAVAILABLE", "the runner stops");
      }
      Optional<Slot> idlest = slots.stream().min(Comparator.comparingInt(slot -> slot.borrowed));
      boolean mayOpen = slots.size() < server.sessionsMax() && idlest.stream().allMatch(slot -> slot.borrowed > 0);
      Duration rest = pause.left(System.nanoTime());
      if (mayOpen && rest.isZero()) {
        Slot fresh = new Slot();
        slots.add(fresh);
        Thread.ofVirtual().name("mcp-" + name + "-open").start(() -> open(fresh));
        idlest = Optional.of(fresh);
      }
      Slot chosen = idlest.orElse(null);
      if (chosen == null) {
        throw Failures.resting(name, rest, lastFailure);
      }
      chosen.borrowed++;
      return chosen;
    }
  }

  private void open(Slot slot) {
    try {
      Session session = Session.open(name, settings, mapper, generation::incrementAndGet);
      if (!slot.session.complete(session)) {
        session.close();
        return;
      }
      session.onLoss(reason -> lost(slot, session, reason));
    } catch (ActionFailedException | RuntimeException e) {
      remove(slot, Optional.of(Failures.reason(e)));
      slot.session.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      remove(slot, Optional.empty());
      slot.session.completeExceptionally(e);
    }
  }

  private void lost(Slot slot, Session session, Throwable reason) {
    boolean isOver = reason instanceof McpTransportSessionNotFoundException;
    if (remove(slot, isOver ? Optional.empty() : Optional.of(Failures.reason(reason)))) {
      if (isOver) {
        log.debug("the MCP server {} has ended the session", name);
      } else {
        log.warn("the session with the MCP server {} broke: {}", name, Failures.reason(reason));
      }
      Thread.ofVirtual().name("mcp-" + name + "-close").start(session::close);
    }
  }

  /**
   * Takes it out of use.
   *
   * @param failure what the server did wrong; none where it ended the session as it may
   */
  private boolean remove(Slot slot, Optional<String> failure) {
    synchronized (lock) {
      boolean isRemoved = slots.remove(slot) && !isClosed;
      if (isRemoved) {
        generation.incrementAndGet();
        failure.ifPresent(
            what -> {
              pause.failed(System.nanoTime());
              lastFailure = what;
            });
      }
      return isRemoved;
    }
  }

  private void giveBack(Slot slot) {
    synchronized (lock) {
      slot.borrowed--;
    }
  }

  /** The server's tools, read again where it has said that they changed, or it was started again. */
  ToolCatalogue tools(Session session, TimeLimit limit) throws ActionFailedException, InterruptedException {
    Optional<ToolCatalogue> known = catalogue.filter(this::isCurrent);
    return known.isPresent() ? known.get() : list(session, limit);
  }

  /** The same, and read again where one tool is missing that may be new. */
  ToolCatalogue toolsWith(String tool, Session session, TimeLimit limit) throws ActionFailedException, InterruptedException {
    ToolCatalogue known = tools(session, limit);
    if (known.has(tool) || known.ageNanos() < LIST_AGE_MIN.toNanos()) {
      return known;
    }
    generation.incrementAndGet();
    return list(session, limit);
  }

  private boolean isCurrent(ToolCatalogue known) {
    return known.isOf(generation.get());
  }

  private ToolCatalogue list(Session session, TimeLimit limit) throws ActionFailedException, InterruptedException {
    if (!listing.tryLock(limit.remainingNanos(), TimeUnit.NANOSECONDS)) {
      throw Failures.timedOut(name, "its tools are still being listed");
    }
    try {
      Optional<ToolCatalogue> known = catalogue.filter(this::isCurrent);
      if (known.isPresent()) {
        return known.get();
      }
      long read = generation.get();
      ToolCatalogue fresh = new ToolCatalogue(session.tools(limit), server, schemas, read);
      catalogue = Optional.of(fresh);
      return fresh;
    } finally {
      listing.unlock();
    }
  }

  /** Ends all sessions; takes five seconds at most. */
  @Override
  public void close() {
    List<Slot> last;
    synchronized (lock) {
      isClosed = true;
      last = List.copyOf(slots);
      slots.clear();
    }
    List<Thread> closing = new ArrayList<>();
    for (Slot slot : last) {
      if (!slot.session.cancel(false) && slot.session.state() == CompletableFuture.State.SUCCESS) {
        closing.add(Thread.ofVirtual().start(slot.session.resultNow()::close));
      }
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
