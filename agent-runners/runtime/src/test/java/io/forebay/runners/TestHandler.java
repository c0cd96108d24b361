package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.schemas.Repeatability;

/** A handler that does what a test says. */
final class TestHandler implements ActionHandler {
  static final JsonNode DONE = JsonNodeFactory.instance.objectNode().put("done", true);

  private final String capability;
  private final Repeatability repeatability;
  private final Work work;

  /** What it does. */
  interface Work {
    JsonNode on(ActionCall call) throws Exception;
  }

  TestHandler(String capability, Repeatability repeatability, Work work) {
    this.capability = capability;
    this.repeatability = repeatability;
    this.work = work;
  }

  /** Stands for a capability that has a topic. */
  static TestHandler doing(Work work) {
    return new TestHandler("core.sleep", Repeatability.REPEATABLE, work);
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public String inputSchema() {
    return "{\"type\": \"object\"}";
  }

  @Override
  public String outputSchema() {
    return "{\"type\": \"object\", \"maxProperties\": 3}";
  }

  @Override
  public Repeatability repeatability() {
    return repeatability;
  }

  @Override
  public ActionResult handle(ActionCall call) throws Exception {
    return ActionResult.of(work.on(call));
  }
}
