package io.forebay.runtime;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.forebay.runtime.Health.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process is: the worst of its parts, and each part.
 *
 * @param status UP where all parts are up, otherwise DOWN where one is, otherwise STARTING
 * @param alive false where a part needs a new process
 */
record HealthReport(Status status, @JsonIgnore boolean alive, List<Part> parts) {
  private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);

  record Part(String name, Status status, Map<String, Object> details) {}

  /** Asks all checks at once; the answer comes within the limit whatever they do. */
  static HealthReport of(List<HealthCheck> checks, Duration limit) {
    List<FutureTask<Health>> asked = new ArrayList<>();
    for (HealthCheck check : checks) {
      FutureTask<Health> task = new FutureTask<>(check::check);
      Thread.ofVirtual().name("health-" + check.name()).start(task);
      asked.add(task);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    Status worst = Status.UP;
    boolean alive = true;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      Health health = answer(checks.get(i), asked.get(i), deadline, limit);
      worst = worst.compareTo(health.status()) >= 0 ? worst : health.status();
      alive &= !health.restartHelps();
      parts.add(new Part(checks.get(i).name(), health.status(), new TreeMap<>(health.details())));
    }
    return new HealthReport(worst, alive, parts);
  }

  private static Health answer(HealthCheck check, FutureTask<Health> asked, long deadline, Duration limit) {
    try {
      return asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      asked.cancel(true);
      return Health.down("did not answer within " + limit, Map.of());
    } catch (ExecutionException e) {
      LOG.warn("The health check {} failed", check.name(), e.getCause());
      return Health.down("the check failed with " + e.getCause().getClass().getSimpleName(), Map.of());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Health.down("the process is stopping", Map.of());
    }
  }
}
