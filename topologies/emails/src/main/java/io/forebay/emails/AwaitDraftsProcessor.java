package io.forebay.emails;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.AwaitedDraft;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Asks a model for drafts, asks again after silence, and tells what came of it: one {@link EmailDrafted} for each message that it is given. */
final class AwaitDraftsProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> {
  static final Duration TICK = Duration.ofSeconds(1);

  /** What a tick does at most; the rest waits for the next. */
  static final int DUE_A_TICK_MAX = 500;

  private final DraftSettings settings;
  private final DraftRequest requests;
  private final DraftOutcome outcomes;
  private final DraftMetrics metrics;
  private AwaitedDraftStore drafts;

  private AwaitDraftsProcessor(DraftSettings settings, EmailSteps steps) {
    this.settings = settings;
    requests = new DraftRequest(settings);
    outcomes = new DraftOutcome(new DraftCheck(steps.pii()));
    metrics = steps.metrics().drafts();
  }

  record Supplier(DraftSettings settings, EmailSteps steps)
      implements ProcessorSupplier<String, SpecificRecordBase, String, SpecificRecordBase> {
    @Override
    public Processor<String, SpecificRecordBase, String, SpecificRecordBase> get() {
      return new AwaitDraftsProcessor(settings, steps);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(AwaitedDraftStore.builder());
    }
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> context) {
    super.init(context);
    drafts = new AwaitedDraftStore(context.getStateStore(AwaitedDraftStore.name()));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, millis -> lookForSilence(Instant.ofEpochMilli(millis)));
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    switch (record.value()) {
      case null -> {} // a tombstone on the results asks for nothing
      case DraftMail mail -> await(mail, record.headers(), now);
      case ActionFinished finished -> take(finished, now);
      default -> throw new IllegalStateException("no handler for " + record.value().getSchema().getFullName());
    }
  }

  private void await(DraftMail mail, Headers headers, Instant now) {
    Optional<Lane> lane = DraftRequest.lane(mail);
    Optional<AwaitedDraft> known = drafts.find(mail.getEmailId());
    AwaitedDraft first = traced(requests.first(mail, now), headers);
    if (known.filter(draft -> draft.getActionId().equals(first.getActionId())).isPresent()) {
      return; // the message came twice, and its draft is on its way
    }
    if (lane.isEmpty() || (known.isEmpty() && drafts.size() >= settings.maxAwaited())) {
      tell(first, DraftOutcome.fallback(mail, DraftOutcome.REFUSED, now), now);
      return;
    }
    drafts.put(first);
    metrics.countAsked();
    ask(first, lane.get(), now);
  }

  private void take(ActionFinished finished, Instant now) {
    Optional<AwaitedDraft> awaited = drafts.find(finished.getReplyKey()).filter(draft -> draft.getActionId().equals(finished.getActionId()));
    if (awaited.isEmpty()) {
      metrics.countDropped();
      return;
    }
    AwaitedDraft draft = awaited.get();
    drafts.remove(finished.getReplyKey());
    metrics.countAnswered(Duration.between(draft.getRequestedAt(), now));
    tell(draft, outcomes.of(draft.getMail(), finished, now), now);
  }

  private void lookForSilence(Instant now) {
    for (AwaitedDraft draft : drafts.due(now, DUE_A_TICK_MAX)) {
      DraftMail mail = draft.getMail();
      if (!now.isBefore(draft.getLateAt())) {
        drafts.remove(mail.getEmailId());
        tell(draft, DraftOutcome.fallback(mail, DraftOutcome.LATE, now), now);
      } else {
        AwaitedDraft again = DraftRequest.again(draft, now);
        drafts.put(again);
        metrics.countAskedAgain();
        ask(again, DraftRequest.lane(mail).orElseThrow(), now);
      }
    }
  }

  private void ask(AwaitedDraft draft, Lane lane, Instant now) {
    context().forward(new Record<>(lane.name(), requests.action(draft, lane), now.toEpochMilli(), headers(draft)));
  }

  private void tell(AwaitedDraft draft, EmailDrafted drafted, Instant now) {
    metrics.count(drafted);
    context().forward(new Record<>(drafted.getEmailId(), drafted, now.toEpochMilli(), headers(draft)));
  }

  private static AwaitedDraft traced(AwaitedDraft draft, Headers headers) {
    Headers trace = TraceHeaders.of(headers);
    draft.setTraceparent(text(trace.lastHeader("traceparent")));
    draft.setTracestate(text(trace.lastHeader("tracestate")));
    return draft;
  }

  private static String text(Header header) {
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static Headers headers(AwaitedDraft draft) {
    var headers = new RecordHeaders();
    if (draft.getTraceparent() != null) {
      headers.add("traceparent", draft.getTraceparent().getBytes(StandardCharsets.UTF_8));
    }
    if (draft.getTracestate() != null) {
      headers.add("tracestate", draft.getTracestate().getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }
}
