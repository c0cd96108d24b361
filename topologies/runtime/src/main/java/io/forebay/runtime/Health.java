package io.forebay.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one part of a process is.
 *
 * @param status whether the part does its work
 * @param restartHelps whether only a new process can bring it back; false while it waits for something outside, such as a broker, because
 *     a restart would only lose what is warm
 * @param details what a person wants to know, by name: strings, numbers, booleans, or maps and lists of them; a {@code reason} where it is not up
 */
public record Health(Status status, boolean restartHelps, Map<String, Object> details) {
  /** Whether a part does its work. */
  public enum Status {
    UP,
    STARTING,
    DOWN
  }

  public Health {
    details = Map.copyOf(details);
  }

  public static Health up(Map<String, Object> details) {
    return new Health(Status.UP, false, details);
  }

  public static Health starting(String reason, Map<String, Object> details) {
    return new Health(Status.STARTING, false, withReason(reason, details));
  }

  /** Does not work now and comes back by itself when its cause is gone. */
  public static Health down(String reason, Map<String, Object> details) {
    return new Health(Status.DOWN, false, withReason(reason, details));
  }

  /** Does not work and will not again in this process. */
  public static Health failed(String reason, Map<String, Object> details) {
    return new Health(Status.DOWN, true, withReason(reason, details));
  }

  private static Map<String, Object> withReason(String reason, Map<String, Object> details) {
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.put("reason", reason);
    return all;
  }
}
