package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.Lane;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that name one action, and how long to wait for what dispatch says of it. */
final class ActionChoice {
  @Mixin private Connection connection;
  @Mixin private LaneChoice place;

  @Parameters(paramLabel = "ID", description = "The action, as submit printed it.")
  private String id;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "Give up when dispatch has not answered for so long; default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  String id() {
    return id;
  }

  Lane lane() {
    return place.lane();
  }

  ActionControls open() {
    return ActionControls.open(connection);
  }

  /**
   * How the action stands.
   *
   * @throws CommandFailedException if dispatch does not know it, or does not answer
   */
  ActionDescribed describe(ActionControls controls) {
    Lane lane = lane();
    var described = controls.describe(lane, id, timeout);
    if (described.getPhase() == ActionPhase.UNKNOWN) {
      throw new CommandFailedException(
          "Dispatch knows no action %s of %s, or no longer: what has ended is remembered for a while only.".formatted(SafeText.of(id), lane.tenant()));
    }
    return described;
  }
}
