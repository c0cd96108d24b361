package io.forebay.emails;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether, and how, a model is asked for summaries and reply drafts.
 *
 * @param enabled whether a model is asked at all
 * @param model name of the model as its server knows it; empty: the one that the runner's endpoint is set to
 * @param tenants whose mail a model may read; empty: everybody's
 * @param minPriority from 0 to 10; mail below it is not sent to a model
 * @param maxWait after which the triage's own summary and draft stand
 * @param priority of the action, from 0 to 9
 * @param maxOutputTokens bound of an answer
 * @param inputTokens what a question costs at most, reserved from the budget
 * @param costMicroUsd what question and answer cost at most in millionths of a US dollar, reserved from the budget
 * @param maxAwaited drafts that a partition waits for at the same time
 */
public record DraftSettings(
    @Setting("Whether llm.chat is asked for summaries and reply drafts, told on emails.drafted; false unless given.") Boolean enabled,
    @Setting("Name of the model; the one that the runner's endpoint is set to unless given.") Optional<String> model,
    @Setting("Tenants whose redacted mail a model may read; all unless given.") List<String> tenants,
    @Setting("Mail of a lower priority is not sent to a model; 3 unless given.") Integer minPriority,
    @Setting("How long an answer is waited for; PT2M unless given.") Duration maxWait,
    @Setting("Priority of the action, 0 to 9; 3 unless given.") Integer priority,
    @Setting("Longest answer in tokens, reserved from the budget; 1000 unless given.") Integer maxOutputTokens,
    @Setting("Tokens of a question that are reserved from the budget; 3000 unless given.") Integer inputTokens,
    @Setting("Millionths of a US dollar that are reserved from the budget for a draft; 0 unless given.") Long costMicroUsd,
    @Setting("Drafts that a partition waits for at the same time; one more is refused at once; 2000 unless given.") Integer maxAwaited) {
  private static final int MODEL_LENGTH_MAX = 200;
  private static final int TOKENS_MAX = 1_000_000;

  public DraftSettings {
    enabled = enabled != null && enabled;
    model = model == null ? Optional.empty() : model;
    model.ifPresent(name -> Check.that("model", name, !name.isBlank() && name.length() <= MODEL_LENGTH_MAX, "a name of 1 to " + MODEL_LENGTH_MAX + " characters"));
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    minPriority = Check.between("min-priority", minPriority == null ? 3 : minPriority, 0, 10);
    maxWait = Check.between("max-wait", maxWait == null ? Duration.ofMinutes(2) : maxWait, Duration.ofSeconds(1), Duration.ofHours(1));
    priority = Check.between("priority", priority == null ? 3 : priority, 0, 9);
    maxOutputTokens = Check.between("max-output-tokens", maxOutputTokens == null ? 1_000 : maxOutputTokens, 1, TOKENS_MAX);
    inputTokens = Check.between("input-tokens", inputTokens == null ? 3_000 : inputTokens, 0, TOKENS_MAX);
    costMicroUsd = Check.between("cost-micro-usd", costMicroUsd == null ? 0L : costMicroUsd, 0L, 1_000_000_000L);
    maxAwaited = Check.between("max-awaited", maxAwaited == null ? 2_000 : maxAwaited, 1, 100_000);
  }

  /** Off. */
  public static DraftSettings defaults() {
    return new DraftSettings(null, Optional.empty(), null, null, null, null, null, null, null, null);
  }

  boolean includes(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }
}
