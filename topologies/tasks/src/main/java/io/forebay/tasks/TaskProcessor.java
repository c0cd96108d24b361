package io.forebay.tasks;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskMail;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Hands records and time to the {@link TaskDesk} of its partition, and what comes of it to the topics. */
final class TaskProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> implements Outbox {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final String TRACEPARENT = "traceparent";

  /** What a tick does at most; the rest waits for the next. */
  static final int WAKES_A_TICK_MAX = 500;

  static final int LISTED_A_TICK_MAX = 5_000;

  private final TasksConfig config;
  private final Topics topics;
  private final TasksMetrics metrics;
  private TaskDesk desk;
  private TaskQueries queries;

  private TaskProcessor(TasksConfig config, Topics topics, TasksMetrics metrics) {
    this.config = config;
    this.topics = topics;
    this.metrics = metrics;
  }

  record Supplier(TasksConfig config, Topics topics, TasksMetrics metrics)
      implements ProcessorSupplier<String, SpecificRecordBase, String, SpecificRecordBase> {
    @Override
    public Processor<String, SpecificRecordBase, String, SpecificRecordBase> get() {
      return new TaskProcessor(config, topics, metrics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // In this order always, which Set.of would not keep: the topology's description shows it.
      return new LinkedHashSet<>(List.of(HeadStore.builder(), StoryStore.builder(), TimerStore.builder()));
    }
  }

  /** Called again on the same instance after a transaction that failed, hence nothing of what was in memory stays. */
  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> context) {
    super.init(context);
    var agents = new AgentStore(context.getStateStore(AgentStore.name()), topics.allCapabilities());
    var heads = new HeadStore(context.getStateStore(HeadStore.name()));
    var stories = new StoryStore(context.getStateStore(StoryStore.name()));
    var timers = new TimerStore(context.getStateStore(TimerStore.name()));
    desk = new TaskDesk(new TaskEngine(agents, config.engine()), config, heads, stories, timers, this, metrics);
    queries = new TaskQueries(context.taskId().partition(), agents, desk, heads, stories, this);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
  }

  private void tick() {
    desk.wake(now(), WAKES_A_TICK_MAX);
    queries.proceed(LISTED_A_TICK_MAX, now());
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case null -> {} // a tombstone asks for nothing
      case RunTask request -> desk.begin(new TaskCommand.Begin(request, null, 0), traceparent(record), now());
      case SignalTask signal -> signal(signal);
      case ActionFinished result -> {
        if (!desk.tell(result.getReplyKey(), new TaskCommand.Finished(result), now())) {
          metrics.dropped();
        }
      }
      case TaskMail mail -> take(record, mail);
      case QueryTasks query -> queries.take(query, now());
      default -> throw new IllegalStateException("nothing to do with " + record.value().getSchema().getFullName());
    }
  }

  private void take(Record<String, SpecificRecordBase> record, TaskMail mail) {
    if (mail.getRun() != null) {
      desk.begin(new TaskCommand.Begin(mail.getRun(), mail.getStep(), mail.getDepth()), traceparent(record), now());
    } else if (mail.getFinished() != null) {
      desk.tell(record.key(), new TaskCommand.ChildFinished(mail.getFinished(), mail.getStep()), now());
    } else if (mail.getSignal() != null) {
      signal(mail.getSignal());
    }
  }

  private void signal(SignalTask signal) {
    if (!desk.tell(signal.getTaskId(), new TaskCommand.Signal(signal), now())) {
      throw new RejectedRecordException(ErrorCode.TASK_UNKNOWN, "There is no task " + signal.getTaskId() + ", or no longer; its request must come before its signals.");
    }
  }

  @Override
  public void send(String key, SpecificRecordBase value, String traceparent) {
    var headers = new RecordHeaders();
    if (traceparent != null) {
      headers.add(TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }
    context().forward(new Record<>(key, value, context().currentSystemTimeMs(), headers));
  }

  private static String traceparent(Record<String, SpecificRecordBase> record) {
    Header header = record.headers().lastHeader(TRACEPARENT);
    return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }
}
