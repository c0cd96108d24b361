package io.forebay.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongUnaryOperator;

/** Runners behind a ready topic in virtual time: a way there, a queue where the first comes first, places that are each busy for a service time, a way back. */
final class RunnerSimulation {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Queue<Action> queue = new ArrayDeque<>();
  private final List<Long> waits = new ArrayList<>();
  private final LongUnaryOperator serviceMicros;
  private final ConcurrencyWindow window;
  private long wayMicros;
  private int slots;
  private int busy;
  private int inFlight;
  private int demand = Integer.MAX_VALUE;
  private long now;
  private long sequence;

  /**
   * @param serviceMicros by the number of the action
   */
  RunnerSimulation(ConcurrencyWindow window, int slots, long wayMicros, LongUnaryOperator serviceMicros) {
    this.window = window;
    this.slots = slots;
    this.wayMicros = wayMicros;
    this.serviceMicros = serviceMicros;
  }

  void slots(int number) {
    slots = number;
  }

  void wayMicros(long micros) {
    wayMicros = micros;
  }

  /** Most that are ever asked for at once. */
  void demand(int number) {
    demand = number;
  }

  /** Runs for a time and gives back how many ended. */
  int run(long micros) {
    long end = now + micros;
    int done = 0;
    waits.clear();
    fill();
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.poll();
      now = event.at();
      done += happen(event) ? 1 : 0;
      fill();
    }
    now = end;
    return done;
  }

  /** The median time that those that ended in the last run had waited for a place. */
  long medianWaitMicros() {
    return waits.stream().sorted().skip(waits.size() / 2).findFirst().orElseThrow();
  }

  private void fill() {
    while (inFlight < demand && window.hasRoom(inFlight)) {
      inFlight++;
      sequence++;
      after(wayMicros, new Action(now, serviceMicros.applyAsLong(sequence), sequence), Kind.ARRIVED);
    }
  }

  private boolean happen(Event event) {
    Action action = event.action();
    switch (event.kind()) {
      case ARRIVED -> queue.add(action);
      case SERVED -> {
        busy--;
        after(wayMicros, action, Kind.SEEN);
      }
      case SEEN -> {
        long overhead = now - action.readyAt() - action.serviceMicros();
        window.onDone(overhead, inFlight, now);
        waits.add(overhead - 2 * wayMicros);
        inFlight--;
      }
    }
    while (busy < slots && !queue.isEmpty()) {
      busy++;
      Action next = queue.remove();
      after(next.serviceMicros(), next, Kind.SERVED);
    }
    return event.kind() == Kind.SEEN;
  }

  private void after(long micros, Action action, Kind kind) {
    events.add(new Event(now + micros, kind, action));
  }

  private enum Kind {
    ARRIVED,
    SERVED,
    SEEN
  }

  private record Action(long readyAt, long serviceMicros, long sequence) {}

  private record Event(long at, Kind kind, Action action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(action.sequence, other.action.sequence);
    }
  }
}
