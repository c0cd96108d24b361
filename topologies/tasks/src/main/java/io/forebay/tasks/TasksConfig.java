package io.forebay.tasks;

import io.forebay.runtime.ByteSize;
import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How tasks are run; what differs from agent to agent is said by definitions.
 *
 * @param retention how long a finished task is known
 * @param commitInterval time between commits, hence between an event and its being readable
 * @param askAgain silence after which an action is asked for again; doubles up to ten minutes
 * @param cancelPatience how long a cancelled task waits for what it runs
 * @param callDepthMax how deep agents may call agents
 * @param tenants bounds of a tenant's tasks, whatever their agents allow
 * @param cache memory of one partition for the state of tasks, on the heap; what is not there is read from its story
 */
public record TasksConfig(
    @Setting("How long a finished task is known, and its id taken; P7D unless given.") Duration retention,
    @Setting("Time between commits of the tasks topology: events and results become readable with the next one; PT0.02S unless given.") Duration commitInterval,
    @Setting("Silence after which an action is asked for again, under the same id; doubles up to ten minutes; PT30S unless given.") Duration askAgain,
    @Setting("How long a cancelled task waits for the actions that it runs; PT30S unless given.") Duration cancelPatience,
    @Setting("How deep agents may call agents, 1 to 32; 8 unless given.") Integer callDepthMax,
    @Setting("Bounds of a tenant's tasks, whatever their agents allow.") Map<String, TenantTaskLimits> tenants,
    @Setting("Memory of one partition for the state of tasks; what is not there is read from its story; 32MiB unless given.") ByteSize cache) {

  private static final Duration ASK_AGAIN_MAX = Duration.ofMinutes(10);
  private static final int TOOL_RESULT_CHARS_MAX = 16 << 10;

  public TasksConfig {
    retention = Check.between("retention", retention == null ? Duration.ofDays(7) : retention, Duration.ofSeconds(1), Duration.ofDays(365));
    commitInterval =
        Check.between("commit-interval", commitInterval == null ? Duration.ofMillis(20) : commitInterval, Duration.ofMillis(1), Duration.ofMinutes(1));
    askAgain = Check.between("ask-again", askAgain == null ? Duration.ofSeconds(30) : askAgain, Duration.ofSeconds(1), Duration.ofMinutes(10));
    cancelPatience =
        Check.between("cancel-patience", cancelPatience == null ? Duration.ofSeconds(30) : cancelPatience, Duration.ZERO, Duration.ofHours(1));
    callDepthMax = Check.between("call-depth-max", callDepthMax == null ? 8 : callDepthMax, 1, 32);
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    cache = Check.atLeast("cache", cache == null ? ByteSize.mebibytes(32) : cache, ByteSize.mebibytes(1));
  }

  public static TasksConfig defaults() {
    return new TasksConfig(null, null, null, null, null, null, null);
  }

  TaskSettings engine() {
    var limits = tenants.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, tenant -> tenant.getValue().limits()));
    return new TaskSettings(askAgain, ASK_AGAIN_MAX, cancelPatience, TOOL_RESULT_CHARS_MAX, callDepthMax, limits);
  }
}
