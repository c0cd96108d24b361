package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Lane;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say what an action is to be like. */
final class ActionRequestOptions {
  private static final int PRIORITY_MAX = 9;
  private static final int ID_MAX = 256;

  @Option(
      names = "--input",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "What the handler is given: JSON, @FILE, or - for standard input; default: ${DEFAULT-VALUE}.")
  private String input;

  @Option(names = "--tenant", description = "Whose work it is; default: the lane's, or default.")
  private String tenant;

  @Option(names = "--lane", paramLabel = "LANE", description = "Where it waits: tenant/capability, or finer with more segments; default: TENANT/CAPABILITY.")
  private String lane;

  @Option(names = "--priority", paramLabel = "N", defaultValue = "5", description = "0 to 9, higher goes first; default: ${DEFAULT-VALUE}.")
  private int priority;

  @Option(
      names = "--repeatability",
      paramLabel = "R",
      defaultValue = "IDEMPOTENT",
      description = "${COMPLETION-CANDIDATES}: whether it may run any number of times, again under the same key, or must not start twice; default: ${DEFAULT-VALUE}.")
  private Repeatability repeatability;

  @Option(names = "--not-before", paramLabel = "TIME", converter = MomentConverter.class, description = "Do not start it before: from now (5m) or a time (2027-01-31T09:00:00Z).")
  private Instant notBefore;

  @Option(names = "--start-by", paramLabel = "TIME", converter = MomentConverter.class, description = "It expires if it has not started by then.")
  private Instant startBy;

  @Option(names = "--deadline", paramLabel = "TIME", converter = MomentConverter.class, description = "It expires if it has not ended by then, all attempts together.")
  private Instant deadline;

  @Option(names = "--attempt-timeout", paramLabel = "DURATION", converter = DurationConverter.class, description = "Longest time of one attempt; default: as the policy says.")
  private Duration attemptTimeout;

  @Option(names = "--endpoint", paramLabel = "E", description = "What it talks to, for example a host; the circuit breaker is one for each.")
  private String endpoint;

  @Option(names = "--cache-key", paramLabel = "KEY", description = "Answer from the cache of the same tenant, capability and key, where the policy has one.")
  private String cacheKey;

  @Option(names = "--estimate-tokens", paramLabel = "N", defaultValue = "0", description = "Tokens that it will use at most; reserved from the budget while it runs.")
  private long estimateTokens;

  @Option(
      names = "--estimate-cost-micro-usd",
      paramLabel = "N",
      defaultValue = "0",
      description = "Millionths of a US dollar that it will cost at most; reserved from the budget while it runs.")
  private long estimateCostMicroUsd;

  @Option(names = "--id", paramLabel = "ID", description = "The action's id: the same id is the same action; default: a new one.")
  private String id;

  @Option(names = "--origin", paramLabel = "O", defaultValue = "users", description = "Who asks; names the topic of the result; default: ${DEFAULT-VALUE}.")
  private String origin;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The request, of now.
   *
   * @throws ParameterException for what no action may be
   * @throws CommandFailedException if the input cannot be read
   */
  RequestAction request(String capability) {
    EventSchemas.published(RequestAction.class); // Avro's builders work only once it is initialised
    Lane where = lane(capability);
    requireBounds();
    Instant now = Instant.now();
    String actionId = id == null ? TimeOrderedId.at(now, ThreadLocalRandom.current()) : id;
    return RequestAction.newBuilder()
        .setActionId(actionId)
        .setTenant(where.tenant())
        .setCapability(capability)
        .setLane(where.name())
        .setOrigin(origin)
        .setReplyKey(actionId)
        .setRequestedAt(now)
        .setInput(JsonInput.read("--input", input, System.in))
        .setRepeatability(repeatability)
        .setPriority(priority)
        .setNotBefore(notBefore)
        .setStartBy(startBy)
        .setDeadline(deadline)
        .setAttemptTimeoutMs(attemptTimeout == null ? null : attemptTimeout.toMillis())
        .setEndpoint(endpoint)
        .setCacheKey(cacheKey)
        .setEstimate(estimateTokens == 0 && estimateCostMicroUsd == 0 ? null : new Usage(estimateTokens, 0L, estimateCostMicroUsd))
        .build();
  }

  private Lane lane(String capability) {
    String owner = tenant != null ? tenant : lane != null && lane.indexOf('/') > 0 ? lane.substring(0, lane.indexOf('/')) : "default";
    Lane found = LaneChoice.lane(command, lane != null ? lane : owner + "/" + capability);
    require(found.tenant().equals(owner) && found.capability().equals(capability), "--lane must begin with " + owner + "/" + capability + ", got " + lane);
    return found;
  }

  private void requireBounds() {
    require(priority >= 0 && priority <= PRIORITY_MAX, "--priority must be from 0 to " + PRIORITY_MAX + ", got " + priority);
    require(estimateTokens >= 0, "--estimate-tokens must be at least 0, got " + estimateTokens);
    require(estimateCostMicroUsd >= 0, "--estimate-cost-micro-usd must be at least 0, got " + estimateCostMicroUsd);
    require(id == null || !id.isBlank() && id.length() <= ID_MAX, "--id must have 1 to " + ID_MAX + " characters");
    require(attemptTimeout == null || attemptTimeout.toMillis() >= 1, "--attempt-timeout must be at least 1ms, got " + attemptTimeout);
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), sentence + ".");
    }
  }
}
