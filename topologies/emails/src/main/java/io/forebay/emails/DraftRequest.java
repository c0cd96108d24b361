package io.forebay.emails;

import io.forebay.schemas.AwaitedDraft;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.Lane;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a model is asked for a draft, and the action that asks it.
 *
 * <p>The id comes from the message and from what is asked, so that a replay asks for the same action, and other settings for another one.
 */
final class DraftRequest {
  static final String CAPABILITY = "llm.chat";
  static final String ORIGIN = "emails";

  /** After so long without an answer it is asked for again; then after twice as long, and so on. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  private static final int ID_DIGITS = 32;

  private final DraftSettings settings;
  private final DraftPrompt prompt;

  DraftRequest(DraftSettings settings) {
    this.settings = settings;
    this.prompt = new DraftPrompt(settings);
  }

  /** Where its requests queue; empty for a tenant whose name cannot have lanes. */
  static Optional<Lane> lane(DraftMail mail) {
    try {
      return Optional.of(Lane.of(mail.getTenant(), CAPABILITY));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // mail takes any name for a tenant, actions do not
    }
  }

  /** The first question about a message. */
  AwaitedDraft first(DraftMail mail, Instant now) {
    return AwaitedDraft.newBuilder()
        .setMail(mail)
        .setActionId("email-draft:" + Sha256.hex(mail.getEmailId() + '\n' + prompt.input(mail)).substring(0, ID_DIGITS))
        .setRequestedAt(now)
        .setLateAt(now.plus(settings.maxWait()))
        .setNextAt(earlier(now.plus(SILENCE), now.plus(settings.maxWait())))
        .setAsked(1)
        .build();
  }

  /** The same question once more. */
  static AwaitedDraft again(AwaitedDraft awaited, Instant now) {
    // At most one hour is waited, so the pause doubles eight times at most.
    Duration pause = SILENCE.multipliedBy(1L << Math.min(awaited.getAsked(), 10));
    return AwaitedDraft.newBuilder(awaited).setAsked(awaited.getAsked() + 1).setNextAt(earlier(now.plus(pause), awaited.getLateAt())).build();
  }

  RequestAction action(AwaitedDraft awaited, Lane lane) {
    DraftMail mail = awaited.getMail();
    String input = prompt.input(mail);
    Duration wait = Duration.between(awaited.getRequestedAt(), awaited.getLateAt());
    return RequestAction.newBuilder()
        .setActionId(awaited.getActionId())
        .setTenant(lane.tenant())
        .setCapability(CAPABILITY)
        .setLane(lane.name())
        .setOrigin(ORIGIN)
        .setReplyKey(mail.getEmailId())
        .setRequestedAt(awaited.getRequestedAt())
        .setInput(input)
        .setRepeatability(Repeatability.REPEATABLE)
        .setPriority(settings.priority())
        // What starts in the last quarter would mostly cost money and come too late.
        .setStartBy(awaited.getRequestedAt().plus(wait.multipliedBy(3).dividedBy(4)))
        .setDeadline(awaited.getLateAt())
        .setCacheKey("email-draft:" + Sha256.hex(input))
        .setEstimate(new Usage(settings.inputTokens().longValue(), settings.maxOutputTokens().longValue(), settings.costMicroUsd()))
        .build();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
