package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;

/** Tasks without Kafka: the engine, a clock that jumps, and answers that are made up. What the topology does with a decision, this does in memory. */
final class FakeWorld {
  /** After so many commands a test is thought to run in circles. */
  private static final int COMMANDS_MAX = 200_000;

  private static final Duration TOPOLOGY_DELAY = Duration.ofMillis(1);

  private final Map<String, Agent> agents;
  private final Answers answers;
  private final TaskEngine engine;
  private final Map<String, TaskRun> runs = new LinkedHashMap<>();
  private final Map<String, List<TaskEvent>> stories = new HashMap<>();
  private final List<RequestAction> asked = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();
  private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>(Comparator.comparing(Delivery::at).thenComparingLong(Delivery::number));
  private Instant now;
  private long numbers;
  private int commands;

  /** Answers to what tasks ask for. */
  interface Answers {
    /** The result of an action that is asked for the first time, and how long it takes. */
    Optional<Answer> answer(TaskRun run, RequestAction request);

    /** The answer of a child that need not run; empty: it runs. */
    default Optional<TaskCommand.ChildFinished> child(TaskRun parent, RunTask request, String step) {
      return Optional.empty();
    }
  }

  /** The result of an action, and how long it takes. */
  record Answer(ActionFinished result, Duration takes) {}

  private record Delivery(Instant at, long number, String taskId, TaskCommand command) {}

  FakeWorld(Map<String, Agent> agents, TaskSettings settings, Answers answers, Instant start) {
    this.agents = Map.copyOf(agents);
    this.answers = answers;
    engine = new TaskEngine(new Book(this.agents), settings);
    now = start;
  }

  private record Book(Map<String, Agent> agents) implements AgentBook {
    @Override
    public Optional<Agent> find(String name, int version) {
      return version == 1 ? Optional.ofNullable(agents.get(name)) : Optional.empty();
    }

    @Override
    public OptionalInt newest(String name) {
      return agents.containsKey(name) ? OptionalInt.of(1) : OptionalInt.empty();
    }
  }

  Instant now() {
    return now;
  }

  /** A task; null: there is none. */
  TaskRun run(String taskId) {
    return runs.get(taskId);
  }

  /** All tasks, in the order in which they began. */
  List<TaskRun> runs() {
    return List.copyOf(runs.values());
  }

  List<TaskEvent> story(String taskId) {
    return stories.getOrDefault(taskId, List.of());
  }

  /** All that was asked for, in order, repetitions included. */
  List<RequestAction> asked() {
    return List.copyOf(asked);
  }

  /** All that was to happen outside, in order. */
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** Tells a task something, now. */
  void tell(String taskId, TaskCommand command) {
    if (++commands > COMMANDS_MAX) {
      throw new IllegalStateException("Nothing comes to an end after " + COMMANDS_MAX + " commands.");
    }
    Decision decision = engine.decide(runs.get(taskId), command, now);
    if (decision.run() == null) {
      return;
    }
    runs.put(taskId, decision.run());
    stories.computeIfAbsent(taskId, _ -> new ArrayList<>()).addAll(decision.events());
    effects.addAll(decision.effects());
    decision.effects().forEach(effect -> happens(decision.run(), effect));
  }

  /** Tells a task something after a while. */
  void tellIn(Duration delay, String taskId, TaskCommand command) {
    deliveries.add(new Delivery(now.plus(delay), numbers++, taskId, command));
  }

  private void happens(TaskRun run, Effect effect) {
    switch (effect) {
      case Effect.Ask(var request) -> {
        asked.add(request);
        if (answered.add(request.getActionId())) {
          answers.answer(run, request).ifPresent(answer -> tellIn(answer.takes(), run.taskId(), new TaskCommand.Finished(answer.result())));
        }
      }
      case Effect.Tell(String taskId, TaskMail mail) -> told(run, taskId, mail);
      case Effect.Control(var control) -> {
        if (answered.add(control.getControlId())) {
          tellIn(TOPOLOGY_DELAY, run.taskId(), new TaskCommand.Finished(Results.cancelled(control, now)));
        }
      }
      case Effect.Finish _, Effect.Raise _ -> {}
    }
  }

  private void told(TaskRun run, String taskId, TaskMail mail) {
    if (mail.getRun() != null) {
      Optional<TaskCommand.ChildFinished> known = answers.child(run, mail.getRun(), mail.getStep());
      if (known.isPresent()) {
        tellIn(TOPOLOGY_DELAY, run.taskId(), known.get());
      } else {
        tellIn(TOPOLOGY_DELAY, taskId, new TaskCommand.Begin(mail.getRun(), mail.getStep(), mail.getDepth()));
      }
    } else if (mail.getFinished() != null) {
      tellIn(TOPOLOGY_DELAY, taskId, new TaskCommand.ChildFinished(mail.getFinished(), mail.getStep()));
    } else {
      tellIn(TOPOLOGY_DELAY, taskId, new TaskCommand.Signal(mail.getSignal()));
    }
  }

  /** The time of what happens next by itself; empty: nothing does. */
  Optional<Instant> next() {
    Instant next = deliveries.isEmpty() ? null : deliveries.peek().at();
    for (TaskRun run : runs.values()) {
      Instant wake = run.wakeAt().orElse(null);
      next = wake != null && (next == null || wake.isBefore(next)) ? wake : next;
    }
    return Optional.ofNullable(next);
  }

  /** Lets happen what happens next, unless that is later than this. Answers whether something happened. */
  boolean step(Instant until) {
    Instant next = next().filter(at -> !at.isAfter(until)).orElse(null);
    if (next == null) {
      return false;
    }
    now = next.isAfter(now) ? next : now;
    if (!deliveries.isEmpty() && !deliveries.peek().at().isAfter(now)) {
      Delivery delivery = deliveries.remove();
      tell(delivery.taskId(), delivery.command());
      return true;
    }
    for (TaskRun run : runs()) {
      if (run.wakeAt().filter(at -> !at.isAfter(now)).isPresent()) {
        tell(run.taskId(), new TaskCommand.Wake());
      }
    }
    return true;
  }

  /** Moves the clock to this time; what is due until then happens. */
  void skipTo(Instant time) {
    while (step(time)) {
      // each step does what is due next
    }
    now = time.isAfter(now) ? time : now;
  }

  /** Whether something is under way that ends without waiting for a time or a person. */
  boolean isBusy() {
    return !deliveries.isEmpty()
        || runs.values().stream()
            .filter(run -> !run.isFinished())
            .flatMap(run -> run.steps().outside().stream())
            .anyMatch(step -> !step.isUnderWay() || step instanceof OpenStep.Asked);
  }
}
