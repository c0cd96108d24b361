package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.agents.AgentFile;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One task, and those that it calls, in a {@link FakeWorld}: for tests that look closer than users' do. */
final class TestTasks {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final String ID = "t-1";
  static final String TENANT = "acme";

  static final Usage NOTHING = new Usage(0L, 0L, 0L);

  private final FakeWorld world;
  private final String agent;
  private int signals;

  TestTasks(FakeWorld.Answers answers, String... agents) {
    this(TaskSettings.defaults(), answers, agents);
  }

  TestTasks(TaskSettings settings, FakeWorld.Answers answers, String... agents) {
    var known = new LinkedHashMap<String, Agent>();
    for (String yaml : agents) {
      Agent read = read(yaml);
      known.put(read.name(), read);
    }
    agent = known.keySet().iterator().next();
    world = new FakeWorld(known, settings, answers, START);
  }

  /** The action answers its input after a while. */
  static FakeWorld.Answer answerIn(Duration takes, RequestAction request) {
    return new FakeWorld.Answer(Results.succeeded(request, request.getInput(), NOTHING, START), takes);
  }

  static Agent read(String yaml) {
    var reading = AgentFile.read(yaml, new TreeSet<>(Topics.SHIPPED_CAPABILITIES));
    return reading.agent().orElseThrow(() -> new AssertionError(reading.problems().toString()));
  }

  /** A book with one agent, in version 1. */
  static AgentBook book(String yaml) {
    Agent agent = read(yaml);
    return new AgentBook() {
      @Override
      public Optional<Agent> find(String name, int version) {
        return name.equals(agent.name()) && version == 1 ? Optional.of(agent) : Optional.empty();
      }

      @Override
      public OptionalInt newest(String name) {
        return name.equals(agent.name()) ? OptionalInt.of(1) : OptionalInt.empty();
      }
    };
  }

  static RunTask request(String agent, String input) {
    return new RunTask(ID, TENANT, agent, null, input, 5, null, null, null, Map.of(), null, List.of(), null, null, START);
  }

  TestTasks begin(String input) {
    return begin(request -> request.setInput(input));
  }

  TestTasks begin(Consumer<RunTask> change) {
    RunTask request = request(agent, "{}");
    change.accept(request);
    world.tell(request.getTaskId(), new TaskCommand.Begin(request, null, 0));
    return this;
  }

  TestTasks answer(ActionFinished result) {
    world.tell(ID, new TaskCommand.Finished(result));
    return this;
  }

  TestTasks signal(TaskSignal signal) {
    return signal(signal, null, null, null);
  }

  TestTasks signal(TaskSignal signal, String name, String payload, String role) {
    return signal(new SignalTask("s-" + ++signals, ID, TENANT, signal, name, payload, role, "ann", null, world.now()));
  }

  TestTasks signal(SignalTask signal) {
    world.tell(ID, new TaskCommand.Signal(signal));
    return this;
  }

  TestTasks skip(Duration time) {
    world.skipTo(world.now().plus(time));
    return this;
  }

  Instant now() {
    return world.now();
  }

  TaskRun run() {
    return world.run(ID);
  }

  TaskRun run(String taskId) {
    return world.run(taskId);
  }

  List<TaskRun> runs() {
    return world.runs();
  }

  TaskFinished result() {
    return run().result();
  }

  List<TaskEvent> story() {
    return world.story(ID);
  }

  List<RequestAction> asked() {
    return world.asked();
  }

  List<Effect> effects() {
    return world.effects();
  }
}
