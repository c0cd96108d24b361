package io.forebay.dispatch;

import io.forebay.schemas.RunnerHeartbeat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The runners that are alive, as far as this partition has heard. */
final class Fleet {
  /** Three heartbeats and a bit. */
  private static final long SILENCE_MICROS = 5_000_000;

  private static final int RUNNERS_MAX = 100_000;

  private record Runner(long heardMicros, Set<String> capabilities, Set<String> reconciles) {}

  private final Map<String, Runner> runners = new HashMap<>();

  void heard(RunnerHeartbeat heartbeat, long nowMicros) {
    if (heartbeat.getStopping()) {
      runners.remove(heartbeat.getRunner());
    } else if (runners.size() < RUNNERS_MAX || runners.containsKey(heartbeat.getRunner())) {
      runners.put(
          heartbeat.getRunner(), new Runner(nowMicros, new HashSet<>(heartbeat.getCapabilities()), new HashSet<>(heartbeat.getReconciles())));
    }
  }

  /** Whether some runner does this. */
  boolean serves(String capability, long nowMicros) {
    return runners.values().stream().anyMatch(runner -> isAlive(runner, nowMicros) && runner.capabilities().contains(capability));
  }

  /** Whether some runner can find out what became of a vanished attempt. */
  boolean reconciles(String capability, long nowMicros) {
    return runners.values().stream().anyMatch(runner -> isAlive(runner, nowMicros) && runner.reconciles().contains(capability));
  }

  void forgetSilent(long nowMicros) {
    runners.values().removeIf(runner -> !isAlive(runner, nowMicros));
  }

  private static boolean isAlive(Runner runner, long nowMicros) {
    return nowMicros - runner.heardMicros() <= SILENCE_MICROS;
  }
}
