package io.forebay.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionCall;
import io.forebay.schemas.Repeatability;
import java.time.Duration;

/** A call as a runner makes it. */
record TestCall(JsonNode input, Repeatability repeatability, Duration remaining, String idempotencyKey) implements ActionCall {
  static TestCall of(JsonNode input) {
    return new TestCall(input, Repeatability.REPEATABLE, Duration.ofSeconds(30), "key-1");
  }

  TestCall as(Repeatability other) {
    return new TestCall(input, other, remaining, idempotencyKey);
  }

  TestCall within(Duration other) {
    return new TestCall(input, repeatability, other, idempotencyKey);
  }

  TestCall keyed(String other) {
    return new TestCall(input, repeatability, remaining, other);
  }

  @Override
  public String actionId() {
    return "action-1";
  }

  @Override
  public String tenant() {
    return "acme";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void progress(JsonNode progress) {}
}
