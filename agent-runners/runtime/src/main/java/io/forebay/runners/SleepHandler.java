package io.forebay.runners;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.schemas.Repeatability;
import java.time.Duration;

/** {@code core.sleep}: takes its time, tells how far it is about every second, and answers how long it took. */
public final class SleepHandler implements ActionHandler {
  private static final long STEP_MS = 1_000;

  @Override
  public String capability() {
    return "core.sleep";
  }

  @Override
  public String inputSchema() {
    return """
        {"type": "object", "required": ["ms"], "additionalProperties": false,
         "properties": {"ms": {"type": "integer", "minimum": 0, "maximum": 86400000}}}""";
  }

  @Override
  public String outputSchema() {
    return """
        {"type": "object", "required": ["sleptMs"], "properties": {"sleptMs": {"type": "integer"}}}""";
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public ActionResult handle(ActionCall call) throws InterruptedException {
    long ms = call.input().get("ms").longValue();
    long slept = 0;
    while (slept < ms) {
      long step = Math.min(ms - slept, STEP_MS);
      Thread.sleep(Duration.ofMillis(step));
      slept += step;
      if (slept < ms) {
        call.progress(JsonNodeFactory.instance.objectNode().put("sleptMs", slept));
      }
    }
    return ActionResult.of(JsonNodeFactory.instance.objectNode().put("sleptMs", slept));
  }
}
