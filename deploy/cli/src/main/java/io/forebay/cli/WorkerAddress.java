package io.forebay.cli;

import io.forebay.connect.worker.WorkerRest;
import io.forebay.runtime.Logging;
import java.net.URI;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;

/** The option of every command that asks a Connect worker; the default is where {@code forebay dev --connect} has it. */
final class WorkerAddress {
  /** Connect's own default. */
  static final String PORT = "8083";

  @Option(
      names = "--worker",
      paramLabel = "URL",
      defaultValue = "${env:FOREBAY_CONNECT_WORKER:-http://127.0.0.1:" + PORT + "}",
      description = "REST interface of a Connect worker, any 3.x or 4.x; default: ${DEFAULT-VALUE}.")
  private URI url;

  /** Close it. */
  WorkerRest open() {
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    return WorkerRest.at(url);
  }
}
