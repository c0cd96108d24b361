package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionCall;
import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call as a runner makes it; remembers what progress it is told. */
record TestCall(JsonNode input, Duration remaining, String tenant, List<JsonNode> told) implements ActionCall {
  static TestCall of(String input) {
    return new TestCall(TestRunner.json(input), Duration.ofSeconds(30), "acme", new CopyOnWriteArrayList<>());
  }

  TestCall within(Duration time) {
    return new TestCall(input, time, tenant, told);
  }

  TestCall of(JsonNode other, String otherTenant) {
    return new TestCall(other, remaining, otherTenant, told);
  }

  TestCall by(String otherTenant) {
    return of(input, otherTenant);
  }

  @Override
  public String actionId() {
    return "action-1";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public String idempotencyKey() {
    return "key-1";
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void progress(JsonNode progress) {
    told.add(progress);
  }
}
