package io.forebay.runners;

import io.forebay.runtime.Health;
import io.forebay.runtime.HealthCheck;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a runner is: whether it takes actions, and how many it has. */
public final class RunnerHealth implements HealthCheck {
  private final RunnerApp app;

  RunnerHealth(RunnerApp app) {
    this.app = app;
  }

  @Override
  public String name() {
    return "runner";
  }

  @Override
  public Health check() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("runner", app.id());
    details.put("capabilities", app.capabilities());
    details.put("inFlight", app.inFlight());
    details.put("stuck", app.stuck());
    Throwable failure = app.failure();
    if (failure != null) {
      return Health.failed("stopped after " + failure.getClass().getSimpleName(), details);
    }
    return app.isStopping() ? Health.down("is shutting down", details) : Health.up(details);
  }
}
