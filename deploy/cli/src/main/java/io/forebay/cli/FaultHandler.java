package io.forebay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.cli.FaultLedger.Mark;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.Reconciliation;
import io.forebay.schemas.Repeatability;
import java.io.IOException;
import java.nio.file.Path;

/** Works for as long as it is told and keeps a ledger, in which it also looks when it is asked what became of an attempt. */
final class FaultHandler implements ActionHandler {
  static final String CAPABILITY = "bench.fault";

  private final Path folder;
  private final FaultLedger ledger;

  FaultHandler(Path folder) throws IOException {
    this.folder = folder;
    ledger = FaultLedger.open(folder);
  }

  @Override
  public String capability() {
    return CAPABILITY;
  }

  @Override
  public String inputSchema() {
    return """
        {"type": "object", "required": ["ms"], "properties": {"ms": {"type": "integer", "minimum": 0, "maximum": 60000}}}""";
  }

  @Override
  public String outputSchema() {
    return "{\"type\": \"object\"}";
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public ActionResult handle(ActionCall call) throws IOException, InterruptedException {
    ledger.write(Mark.BEGAN, call.actionId(), call.attempt(), call.idempotencyKey());
    Thread.sleep(call.input().get("ms").asLong());
    ledger.write(Mark.ENDED, call.actionId(), call.attempt(), call.idempotencyKey());
    return ActionResult.of(JsonNodeFactory.instance.objectNode());
  }

  @Override
  public boolean reconciles() {
    return true;
  }

  @Override
  public Reconciliation reconcile(ActionCall call) throws IOException {
    boolean began = false;
    for (var line : FaultLedger.read(folder)) {
      if (line.actionId().equals(call.actionId())) {
        if (line.mark() == Mark.ENDED) {
          return new Reconciliation.Done(JsonNodeFactory.instance.objectNode());
        }
        began = true;
      }
    }
    return began ? new Reconciliation.Unknown() : new Reconciliation.NotDone();
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
