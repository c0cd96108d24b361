package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.Repeatability;
import java.time.Duration;

/** {@code core.fail}: fails as it is told, always or in the first attempts only. */
public final class FailHandler implements ActionHandler {
  @Override
  public String capability() {
    return "core.fail";
  }

  @Override
  public String inputSchema() {
    return """
        {"type": "object", "additionalProperties": false,
         "properties": {
           "code": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,63}$", "description": "Class of the error; TOLD_TO_FAIL unless given."},
           "message": {"type": "string", "maxLength": 2000},
           "retryable": {"type": "boolean", "description": "Whether another attempt may succeed; true unless given."},
           "retryAfterMs": {"type": "integer", "minimum": 0, "maximum": 86400000},
           "inDoubt": {"type": "boolean"},
           "times": {"type": "integer", "minimum": 0, "description": "Fails only in so many attempts; in all of them unless given."}}}""";
  }

  @Override
  public String outputSchema() {
    return """
        {"type": "object"}""";
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public ActionResult handle(ActionCall call) throws ActionFailedException {
    JsonNode input = call.input();
    if (call.attempt() > input.path("times").asInt(Integer.MAX_VALUE)) {
      return ActionResult.of(input);
    }
    String code = input.path("code").asText("TOLD_TO_FAIL");
    String message = input.path("message").asText("The action was told to fail.");
    ActionFailedException failure =
        input.path("retryable").asBoolean(true) ? ActionFailedException.retryable(code, message) : ActionFailedException.permanent(code, message);
    if (input.has("retryAfterMs")) {
      failure = failure.after(Duration.ofMillis(input.get("retryAfterMs").longValue()));
    }
    throw input.path("inDoubt").asBoolean(false) ? failure.inDoubt() : failure;
  }
}
