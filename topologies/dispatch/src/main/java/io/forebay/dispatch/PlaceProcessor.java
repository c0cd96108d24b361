package io.forebay.dispatch;

import io.forebay.dispatch.Finisher.End;
import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.Lane;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Topics;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets in what the contract allows: a good request or control of this partition as it is, one of another partition as a notice to it, and
 * a request that came on the wrong topic as its refusal.
 */
final class PlaceProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> {
  private final Topics topics;
  private final boolean committed;

  /**
   * @param committed whether what comes in was read committed
   */
  PlaceProcessor(Topics topics, boolean committed) {
    this.topics = topics;
    this.committed = committed;
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case RequestAction request -> place(record, request);
      case ControlActions control -> place(record, control);
      default -> throw new IllegalStateException("no place for " + record.value().getSchema().getFullName());
    }
  }

  private void place(Record<String, SpecificRecordBase> record, RequestAction request) {
    refuse(Requests.problem(request));
    if (!topics.allOrigins().contains(request.getOrigin())) {
      refuse("origin must be one of " + String.join(", ", topics.allOrigins()) + "; others are made known by topics.origins");
    }
    if (!committed && request.getRepeatability() == Repeatability.ONCE) {
      var end =
          End.refused(
              OutcomeReason.WRONG_TOPIC, "A ONCE action must be asked for on " + topics.actionsRequestsOnce().name() + ", in a transaction.", null);
      forward(record, Finisher.result(request, end, 0, Finisher.NOTHING, context().currentSystemTimeMs() * 1000));
    } else if (isHere(request.getLane())) {
      forward(record, request);
    } else {
      forward(record, Notices.of(request));
    }
  }

  private void place(Record<String, SpecificRecordBase> record, ControlActions control) {
    refuse(Requests.problem(control));
    forward(record, isHere(control.getLane()) ? control : Notices.of(control));
  }

  private void forward(Record<String, SpecificRecordBase> record, SpecificRecordBase value) {
    context().forward(record.withValue(value).withHeaders(TraceHeaders.of(record.headers())));
  }

  private boolean isHere(String lane) {
    return Lane.of(lane).partition(topics.partitions()) == context().taskId().partition();
  }

  private static void refuse(String problem) {
    if (problem != null) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, problem);
    }
  }
}
