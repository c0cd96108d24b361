package io.forebay.dispatch;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.DispatchNotice;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Hands records and time to the {@link Dispatcher} of its partition, and what that decides on to the topics. */
final class DispatchProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> implements Outbox {
  private static final Duration TICK = Duration.ofMillis(20);

  private final DispatchConfig config;
  private final Topics topics;
  private final DispatchMetrics metrics;
  private Dispatcher dispatcher;

  private DispatchProcessor(DispatchConfig config, Topics topics, DispatchMetrics metrics) {
    this.config = config;
    this.topics = topics;
    this.metrics = metrics;
  }

  record Supplier(DispatchConfig config, Topics topics, DispatchMetrics metrics)
      implements ProcessorSupplier<String, SpecificRecordBase, String, SpecificRecordBase> {
    @Override
    public Processor<String, SpecificRecordBase, String, SpecificRecordBase> get() {
      return new DispatchProcessor(config, topics, metrics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // In this order always, which Set.of would not keep: the topology's description shows it.
      return new LinkedHashSet<>(List.of(ActionStore.builder(), FinishedStore.builder(config), LedgerStore.builder()));
    }
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> context) {
    super.init(context);
    dispatcher =
        new Dispatcher(
            config,
            topics.allCapabilities(),
            new ActionStore(context.getStateStore(ActionStore.name())),
            new FinishedStore(context.getStateStore(FinishedStore.name()), config),
            new LedgerStore(context.getStateStore(LedgerStore.name())),
            this,
            topics.dispatchApplication(),
            context.taskId().partition(),
            topics.partitions());
    dispatcher.restore(nowMicros());
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> dispatcher.tick(nowMicros()));
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case RequestAction request -> dispatcher.request(request, headersOf(record), nowMicros());
      case ActionOutcome outcome -> {
        if (!dispatcher.outcome(outcome, nowMicros())) {
          metrics.stale();
        }
      }
      case ControlActions control -> dispatcher.control(control, nowMicros());
      case DispatchNotice notice -> take(notice, record);
      case ActionFinished refusal -> finished(refusal, headersOf(record));
      default -> throw new IllegalStateException("nothing to do with " + record.value().getSchema().getFullName());
    }
  }

  private void take(DispatchNotice notice, Record<String, SpecificRecordBase> record) {
    if (notice.getRequest() != null) {
      dispatcher.request(notice.getRequest(), headersOf(record), nowMicros());
    } else if (notice.getControl() != null) {
      dispatcher.control(notice.getControl(), nowMicros());
    } else if (notice.getHeartbeat() != null) {
      dispatcher.heartbeat(notice.getHeartbeat(), nowMicros());
    } else if (notice.getDemand() != null) {
      dispatcher.demand(Notices.demand(notice.getDemand()), nowMicros());
    } else if (notice.getShare() != null) {
      dispatcher.share(Notices.share(notice.getShare()), nowMicros());
    } else if (notice.getPattern() != null) {
      dispatcher.policy(notice.getPattern(), notice.getPolicy(), nowMicros());
    }
  }

  @Override
  public void ready(ReadyAction action, Map<String, String> headers) {
    metrics.attempt(action.getCapability());
    forward(action.getActionId(), action, headers);
  }

  @Override
  public void finished(ActionFinished result, Map<String, String> headers) {
    metrics.finished(result);
    forward(result.getReplyKey(), result, headers);
  }

  @Override
  public void signal(SignalRunner signal) {
    forward(signal.getActionId(), signal, Map.of());
  }

  @Override
  public void described(ActionDescribed description) {
    forward(description.getActionId(), description, Map.of());
  }

  @Override
  public void error(ErrorRaised error) {
    forward(error.getSource(), error, Map.of());
  }

  @Override
  public void lane(LaneStatus status) {
    metrics.lane(status);
    forward(status.getLane(), status, Map.of());
  }

  @Override
  public void laneForgotten(String lane) {
    metrics.laneForgotten(lane);
    forward(lane, null, Map.of());
  }

  @Override
  public void demand(CapabilityShares.Demand demand, int partition) {
    forward(Integer.toString(partition), Notices.of(demand), Map.of());
  }

  @Override
  public void share(CapabilityShares.Share share) {
    forward(Integer.toString(share.partition()), Notices.of(share), Map.of());
  }

  private void forward(String key, SpecificRecordBase value, Map<String, String> headers) {
    context().forward(new Record<>(key, value, context().currentSystemTimeMs(), headers(headers)));
  }

  private long nowMicros() {
    return context().currentSystemTimeMs() * 1000;
  }

  private static Map<String, String> headersOf(Record<String, SpecificRecordBase> record) {
    var kept = TraceHeaders.of(record.headers()).toArray();
    if (kept.length == 0) {
      return Map.of();
    }
    var headers = new HashMap<String, String>();
    for (var header : kept) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static Headers headers(Map<String, String> headers) {
    var all = new RecordHeaders();
    headers.forEach((name, value) -> all.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return all;
  }
}
