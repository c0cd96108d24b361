package io.forebay.cli;

import io.forebay.schemas.Lane;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that name the lane of an action. */
final class LaneChoice {
  @Option(names = "--tenant", defaultValue = "default", description = "Whose work it is; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @ArgGroup(multiplicity = "1")
  private Place place;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** One of these. */
  static final class Place {
    @Option(names = "--capability", paramLabel = "C", required = true, description = "What was asked for, for example llm.chat.")
    private String capability;

    @Option(names = "--lane", paramLabel = "LANE", required = true, description = "The lane, where it is not tenant/capability.")
    private String lane;
  }

  Lane lane() {
    return place.lane != null ? lane(command, place.lane) : lane(command, tenant + "/" + place.capability);
  }

  /**
   * Reads a lane's name.
   *
   * @throws ParameterException where it is none
   */
  static Lane lane(CommandSpec command, String name) {
    try {
      return Lane.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
