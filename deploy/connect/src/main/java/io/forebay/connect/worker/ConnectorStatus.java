package io.forebay.connect.worker;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

/**
 * How a connector and its tasks are, as a worker tells it.
 *
 * @param name of the connector
 * @param type source or sink
 * @param state Connect's word for the connector itself, for example RUNNING, FAILED, PAUSED or UNASSIGNED
 * @param worker host and port of the worker that runs it
 * @param problem what it failed at: the first line of what the worker tells, empty while it runs
 */
public record ConnectorStatus(String name, String type, String state, String worker, String problem, List<Task> tasks) {
  private static final String RUNNING = "RUNNING";

  /**
   * How a task is.
   *
   * @param state as of the connector
   * @param problem as of the connector
   */
  public record Task(int id, String state, String worker, String problem) {}

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  static ConnectorStatus of(ConnectorStateInfo info) {
    List<Task> tasks =
        info.tasks().stream().map(task -> new Task(task.id(), task.state(), task.workerId(), WorkerFailures.ofTrace(Objects.requireNonNullElse(task.trace(), "")))).toList();
    ConnectorStateInfo.ConnectorState connector = info.connector();
    String problem = WorkerFailures.ofTrace(Objects.requireNonNullElse(connector.trace(), ""));
    return new ConnectorStatus(info.name(), info.type().toString(), connector.state(), connector.workerId(), problem, tasks);
  }

  /** What failed, of the connector or the first of its tasks; empty while nothing has. */
  public String firstProblem() {
    return Stream.concat(Stream.of(problem), tasks.stream().map(Task::problem)).filter(told -> !told.isEmpty()).findFirst().orElse("");
  }

  /** Whether the connector runs, with one task at least, and all of them run. */
  public boolean isRunning() {
    return state.equals(RUNNING) && !tasks.isEmpty() && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
  }

  /** Whether the connector or one of its tasks has failed. */
  public boolean isFailed() {
    return state.equals("FAILED") || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
  }
}
