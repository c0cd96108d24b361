package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.agents.Agent;
import io.forebay.agents.AgentFile;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs an agent in memory: fake actions, fake models, and time that is skipped. A day's wait takes a millisecond.
 *
 * <pre>{@code
 * @Test
 * void asksTheManagerAboutLargeSums() {
 *   AgentTest.of(Path.of("agents/refund.yaml"))
 *       .action("bank.transfer", input -> Map.of("id", "tr-1"))
 *       .start("{\"amount\": 500}")
 *       .approve("manager")
 *       .completes()
 *       .ran("check", "sign-off", "pay")
 *       .answers("{\"transfer\": \"tr-1\"}");
 * }
 * }</pre>
 *
 * <p>Everything that the engine does in production it does here: the definition is read and validated, inputs and arguments are held against their schemas,
 * limits hold, children run. An instance may start any number of tasks; each has a world of its own, but fake models go on where they were.
 */
public final class AgentTest {
  static final String TASK_ID = "test";
  static final String TENANT = "test";
  private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
  private static final Usage NOTHING = new Usage(0L, 0L, 0L);

  private final List<Source> sources = new ArrayList<>();
  private final Map<String, FakeAction> actions = new HashMap<>();
  private final Map<String, Duration> durations = new HashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private FakeModel model;
  private Recording recording;
  private Instant start = START;

  private record Source(String name, String yaml) {}

  private AgentTest() {}

  /** The agent of a definition. */
  public static AgentTest of(String yaml) {
    return new AgentTest().with(yaml);
  }

  /**
   * The agent of a definition in a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static AgentTest of(Path file) {
    return new AgentTest().with(file);
  }

  /** Another agent, which the first may call. */
  public AgentTest with(String yaml) {
    sources.add(new Source("agent " + (sources.size() + 1), yaml));
    return this;
  }

  /** Another agent, in a file. */
  public AgentTest with(Path file) {
    try {
      sources.add(new Source(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What actions of a capability answer, at once. */
  public AgentTest action(String capability, FakeAction action) {
    actions.put(capability, action);
    return this;
  }

  /** What actions of a capability answer, after a while. */
  public AgentTest action(String capability, Duration takes, FakeAction action) {
    durations.put(capability, takes);
    return action(capability, action);
  }

  /** What the model of reason nodes and of {@code llm.chat} says. */
  public AgentTest model(FakeModel answers) {
    model = answers;
    return this;
  }

  /** Answers with what the actions, children and people of another task did: how that task would have gone with this definition. */
  public AgentTest recorded(List<TaskEvent> story) {
    recording = new Recording(story);
    return this;
  }

  /** A label of the tasks that are started. */
  public AgentTest label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  /** When tasks are started; 2026-01-01T09:00:00Z unless told. */
  public AgentTest at(Instant time) {
    start = time;
    return this;
  }

  /**
   * Starts a task and lets it go on until it ends, or waits for a time, a signal or an approval.
   *
   * @param input JSON
   * @throws AssertionError if a definition is not valid
   */
  public AgentStory start(String input) {
    var agents = new LinkedHashMap<String, Agent>();
    String first = null;
    for (Source source : sources) {
      Agent agent = read(source);
      agents.put(agent.name(), agent);
      first = first == null ? agent.name() : first;
    }
    FakeWorld.Answers answers = recording == null ? this::answer : recording;
    var world = new FakeWorld(agents, TaskSettings.defaults(), answers, start);
    var request =
        new RunTask(TASK_ID, TENANT, first, null, input, 5, null, null, null, Map.copyOf(labels), null, List.of(), null, null, start);
    world.tell(TASK_ID, new TaskCommand.Begin(request, null, 0));
    return new AgentStory(world, Optional.ofNullable(recording)).settled();
  }

  /** Starts a task and lets it go on to its end, whatever time that takes. */
  public AgentStory run(String input) {
    return start(input).toEnd();
  }

  private Agent read(Source source) {
    var capabilities = new TreeSet<String>(Topics.SHIPPED_CAPABILITIES);
    capabilities.addAll(actions.keySet());
    var reading = AgentFile.read(source.yaml, capabilities);
    if (reading.agent().isEmpty()) {
      var problems = new StringBuilder("The definition is not valid.");
      reading.problems().forEach(problem -> problems.append("\n  ").append(source.name).append(':').append(problem.line()).append(':').append(problem.column()).append(": ").append(problem.message()));
      throw new AssertionError(problems.toString());
    }
    return reading.agent().get();
  }

  private Optional<FakeWorld.Answer> answer(TaskRun run, RequestAction request) {
    String capability = request.getCapability();
    Duration takes = durations.getOrDefault(capability, Duration.ZERO);
    return Optional.of(new FakeWorld.Answer(result(request), takes));
  }

  private ActionFinished result(RequestAction request) {
    String capability = request.getCapability();
    JsonNode input = Json.readOwn(request.getInput());
    FakeAction action = actions.get(capability);
    boolean isModel = action == null && capability.equals(StepKinds.CHAT) && model != null;
    Usage usage = isModel ? new Usage(FakeModel.TOKENS_IN, FakeModel.TOKENS_OUT, 0L) : NOTHING;
    if (action == null && !isModel) {
      String message = "The test has no action " + capability + "; add .action(\"" + capability + "\", input -> …).";
      return Results.failed(request, ActionStatus.REFUSED, "UNKNOWN_CAPABILITY", message, NOTHING, start);
    }
    try {
      Object answer = isModel ? model.next(input) : action.answer(input);
      return Results.succeeded(request, Json.of(answer), usage, start);
    } catch (FakeFailure e) {
      return Results.failed(request, ActionStatus.FAILED, e.code(), e.getMessage(), usage, start);
    }
  }
}
