package io.forebay.emails;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings, a message, and answers of a model about it. */
final class DraftsFixture {
  static final String SUMMARY = "Ada asks Charles to send her the figures by Tuesday.";
  static final String REPLY = "Dear Ada,\n\nthank you for your message. I will look at the figures and come back to you: […]\n\nKind regards";

  static {
    // Avro trusts the generated classes as soon as this class has said that it may.
    var _ = EventSchemas.published(RequestAction.class);
  }

  private static final JsonMapper JSON = new JsonMapper();

  private DraftsFixture() {}

  static DraftSettings on() {
    return new DraftSettings(true, Optional.of("small-1"), List.of(), 0, Duration.ofMinutes(2), null, null, null, null, null);
  }

  static DraftSettings onFor(int maxAwaited) {
    return new DraftSettings(true, Optional.empty(), List.of(), 0, Duration.ofMinutes(2), null, null, null, null, maxAwaited);
  }

  static EmailsConfig config(DraftSettings drafts) {
    return new EmailsConfig(null, null, null, drafts);
  }

  static DraftMail.Builder mail() {
    return DraftMail.newBuilder()
        .setEmailId("mail-1")
        .setTenant("acme")
        .setContentHash("0".repeat(64))
        .setSubject("Figures for Thursday")
        .setText("Dear Charles,\n\ncould you please send me the figures by Tuesday? See https://example.com/figures or call [PHONE_NUMBER].\n\nRegards,\nAda")
        .setLanguage("en")
        .setSpeechAct("REQUEST")
        .setTone("FORMAL");
  }

  /** As {@code llm.chat} answers. */
  static String output(String summary, String reply) {
    var output = JSON.createObjectNode().put("text", "").put("finishReason", "stop").put("model", "small-1-2026");
    output.putObject("json").put("summary", summary).put("reply", reply);
    return output.toString();
  }

  static ActionFinished.Builder finished(RequestAction request, ActionStatus status) {
    return ActionFinished.newBuilder()
        .setActionId(request.getActionId())
        .setTenant(request.getTenant())
        .setCapability(request.getCapability())
        .setLane(request.getLane())
        .setOrigin(request.getOrigin())
        .setReplyKey(request.getReplyKey())
        .setStatus(status)
        .setAttempts(1)
        .setUsage(new Usage(900L, 80L, 12L))
        .setRequestedAt(request.getRequestedAt())
        .setFinishedAt(request.getRequestedAt().plusSeconds(1));
  }

  static ActionFinished answered(RequestAction request, String summary, String reply) {
    return finished(request, ActionStatus.SUCCEEDED).setOutput(output(summary, reply)).build();
  }

  static ActionFinished ended(RequestAction request, ActionStatus status, String reason) {
    return finished(request, status).setReason(reason).build();
  }
}
