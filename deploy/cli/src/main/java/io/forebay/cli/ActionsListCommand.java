package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionPhase;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists actions that dispatch has told of. */
@Command(
    name = "list",
    description = {
      "List the actions that dispatch has told of in the last day, the oldest first: those in doubt, and those that someone asked about.",
      "Each as it stood when dispatch said so; how many wait altogether is in forebay lanes list."
    },
    mixinStandardHelpOptions = true)
final class ActionsListCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @ArgGroup private Standing standing;

  /** One of these. */
  static final class Standing {
    @Option(names = "--in-doubt", description = "Only those whose runner vanished and that must not run twice; see forebay actions resolve.")
    private boolean inDoubt;

    @Option(names = "--phase", paramLabel = "PHASE", description = "Only those in this phase: ${COMPLETION-CANDIDATES}.")
    private ActionPhase phase;
  }

  @Option(names = "--tenant", description = "Only this tenant's.")
  private String tenant;

  @Override
  public Integer call() {
    List<ActionDescribed> actions;
    try (var _ = connection.admin()) {
      var latest = Latest.read(connection.kafka(), connection.serdes(), connection.topics().actionsStates(), ActionDescribed.class, Optional.empty());
      actions = latest.values().values().stream().filter(this::isWanted).sorted(Comparator.comparing(ActionDescribed::getAt)).toList();
    }
    if (output.isJson()) {
      actions.forEach(action -> output.answer(AvroJson.of(action), () -> ""));
    } else {
      output.answer(actions, () -> text(actions));
    }
    return 0;
  }

  private boolean isWanted(ActionDescribed action) {
    ActionPhase phase = standing == null ? null : standing.inDoubt ? ActionPhase.IN_DOUBT : standing.phase;
    return (phase == null || action.getPhase() == phase) && (tenant == null || tenant.equals(action.getTenant()));
  }

  private static String text(List<ActionDescribed> actions) {
    if (actions.isEmpty()) {
      return "Dispatch has told of no such actions.";
    }
    var table = new TextTable("action", "lane", "phase", "attempt", "told");
    for (ActionDescribed action : actions) {
      table.add(
          SafeText.of(action.getActionId()),
          SafeText.of(action.getLane()),
          action.getPhase() + (action.getPaused() ? " paused" : "") + (action.getResult() == null ? "" : " " + action.getResult().getStatus()),
          action.getAttempt(),
          action.getAt().truncatedTo(ChronoUnit.SECONDS));
    }
    return table.toString();
  }
}
