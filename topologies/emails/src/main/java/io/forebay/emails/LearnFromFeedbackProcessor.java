package io.forebay.emails;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.TriageFeedback;
import io.forebay.schemas.TriageLesson;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Joins feedback with what is remembered of its message and makes a lesson of both. */
final class LearnFromFeedbackProcessor extends ContextualProcessor<String, TriageFeedback, String, TriageLesson> {
  private static final int PRIORITY_MAX = 10;

  private final EmailsConfig config;
  private MemoryStore memories;

  LearnFromFeedbackProcessor(EmailsConfig config) {
    this.config = config;
  }

  @Override
  public void init(ProcessorContext<String, TriageLesson> context) {
    super.init(context);
    memories = new MemoryStore(context.getStateStore(MemoryStore.name()), config.feedbackWindow());
  }

  @Override
  public void process(Record<String, TriageFeedback> record) {
    TriageFeedback feedback = record.value();
    if (feedback == null) {
      return; // a tombstone: the feedback is forgotten, what was learnt stays
    }
    Integer priority = feedback.getPriority();
    if (priority != null && (priority < 0 || priority > PRIORITY_MAX)) {
      throw new RejectedRecordException(
          ErrorCode.INVALID_EVENT, "TriageFeedback.priority must be from 0 to 10, got " + priority + ".");
    }
    String category = feedback.getCategory();
    if (category != null && !config.tenant(feedback.getTenant()).categories().contains(category)) {
      throw new RejectedRecordException(
          ErrorCode.INVALID_EVENT,
          "TriageFeedback.category must be one of " + config.tenant(feedback.getTenant()).categories() + ".");
    }
    RememberedEmail email =
        memories
            .find(feedback.getEmailId(), Instant.ofEpochMilli(context().currentSystemTimeMs()))
            .orElseThrow(
                () ->
                    new RejectedRecordException(
                        ErrorCode.FEEDBACK_UNKNOWN_EMAIL,
                        "No e-mail with this id was triaged in the last " + config.feedbackWindow().toDays() + " days."));
    if (!email.getTenant().equals(feedback.getTenant())) {
      throw new RejectedRecordException(
          ErrorCode.FEEDBACK_WRONG_TENANT, "The e-mail does not belong to the tenant that the feedback names.");
    }
    context()
        .forward(
            record
                .withKey(email.getTenant())
                .withValue(new TriageLesson(email, feedback))
                .withHeaders(TraceHeaders.of(record.headers())));
  }
}
