package io.forebay.runners;

import io.forebay.schemas.Repeatability;

/** {@code core.echo}: answers what it was given. */
public final class EchoHandler implements ActionHandler {
  @Override
  public String capability() {
    return "core.echo";
  }

  @Override
  public String inputSchema() {
    return "true";
  }

  @Override
  public String outputSchema() {
    return "true";
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public ActionResult handle(ActionCall call) {
    return ActionResult.of(call.input());
  }
}
