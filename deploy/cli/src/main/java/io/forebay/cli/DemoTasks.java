package io.forebay.cli;

import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks of every kind for the demo: agents over mail, over texts, over a page and files, with a person's word, and one that fails and takes back what it did. */
final class DemoTasks {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAILS_MAX = 6;
  private static final String SIGN_OFF = "sign-off";
  private static final String UNDO = "/undo";

  private final String kafka;
  private final Topics topics;
  private final EventSerdes serdes;

  /** Kinds by task, in the order of asking. */
  private final Map<String, Kind> asked = new LinkedHashMap<>();

  private final Map<String, TaskFinished> results = new HashMap<>();
  private final List<TaskFinished> children = new ArrayList<>();
  private final List<String> takenBack = new ArrayList<>();
  private int resultsTooMany;

  /** What the demo shows of tasks. */
  private enum Kind {
    CREW("email-crew", "a mail each"),
    RESEARCH("research", "from a page and files"),
    FAN_OUT("fan-out-example", "a text each, and all together"),
    APPROVED("approval-example", "a manager agrees"),
    REJECTED("approval-example", "a manager does not"),
    SILENT("demo-hurry", "no answer in two seconds"),
    ORDER("demo-order", "fails, takes back what it did");

    private final String agent;
    private final String what;

    Kind(String agent, String what) {
      this.agent = agent;
      this.what = what;
    }
  }

  DemoTasks(String kafka, Topics topics, EventSerdes serdes) {
    this.kafka = kafka;
    this.topics = topics;
    this.serdes = serdes;
  }

  /**
   * Submits all of them, answers what they ask and waits for their results.
   *
   * @param mails that were triaged
   * @param page that research reads
   */
  DemoTasksReport run(List<EmailTriaged> mails, URI page) {
    try (var outbox = new DemoOutbox(kafka, topics, serdes);
        var events = new TopicReader<>(kafka, topics.tasksEvents(), serdes.of(TaskEvent.class).deserializer(), false);
        var finished = new TopicReader<>(kafka, topics.tasksResults(), serdes.of(TaskFinished.class).deserializer(), false)) {
      DemoAgents.apply(outbox, kafka, topics, serdes);
      submitAll(outbox, mails, page);
      await(outbox, events, finished);
    }
    return report();
  }

  private void submitAll(DemoOutbox outbox, List<EmailTriaged> mails, URI page) {
    List<EmailTriaged> some = mails.stream().filter(mail -> !mail.getText().isBlank()).limit(MAILS_MAX).toList();
    for (EmailTriaged mail : some) {
      submit(
          outbox,
          Kind.CREW,
          Map.of("emailId", mail.getEmailId(), "subject", mail.getSubject(), "text", mail.getText(), "language", mail.getLanguage().getCode()));
    }
    List<String> texts = some.isEmpty() ? List.of("There was no mail with a text.") : some.stream().map(EmailTriaged::getText).toList();
    submit(outbox, Kind.RESEARCH, Map.of("question", "Within how many days can a pump be returned, and what does its delivery cost? Begin with " + page));
    submit(outbox, Kind.FAN_OUT, Map.of("texts", texts));
    submit(outbox, Kind.APPROVED, Map.of("topic", "The pump in the cellar works again."));
    submit(outbox, Kind.REJECTED, Map.of("topic", "Everybody gets a pump."));
    submit(outbox, Kind.SILENT, Map.of("topic", "The pump of the year."));
    submit(outbox, Kind.ORDER, Map.of("item", "pump"));
    outbox.flush();
  }

  private void submit(DemoOutbox outbox, Kind kind, Map<String, Object> input) {
    String id = "demo-" + (asked.size() + 1);
    asked.put(id, kind);
    outbox.run(id, kind.agent, input);
  }

  private void await(DemoOutbox outbox, TopicReader<TaskEvent> events, TopicReader<TaskFinished> finished) {
    long startNanos = System.nanoTime();
    // What a task's children answered, and what it took back, is written before its result, but to other partitions.
    while ((results.size() < asked.size() || !finished.isAtEnd() || !events.isAtEnd()) && System.nanoTime() - startNanos < PATIENCE.toNanos()) {
      events.poll().forEach(record -> take(outbox, record.value()));
      finished.poll().forEach(record -> take(record.value()));
    }
  }

  /** A manager answers as soon as somebody asks: then the draft is made, and nothing runs. */
  private void take(DemoOutbox outbox, TaskEvent event) {
    Kind kind = asked.get(event.getTaskId());
    if (kind == null || event.getStep() == null) {
      return;
    }
    if (event.getType() == TaskEventType.STEP_STARTED && event.getStep().equals(SIGN_OFF)) {
      outbox.decide(event.getTaskId(), SIGN_OFF, kind == Kind.APPROVED ? TaskSignal.APPROVE : TaskSignal.REJECT);
    }
    if (event.getType() == TaskEventType.STEP_COMPLETED && event.getStep().endsWith(UNDO)) {
      takenBack.add(event.getStep().substring(0, event.getStep().length() - UNDO.length()));
    }
  }

  private void take(TaskFinished result) {
    if (!asked.containsKey(result.getTaskId())) {
      children.add(result);
    } else if (results.put(result.getTaskId(), result) != null) {
      resultsTooMany++;
    }
  }

  private DemoTasksReport report() {
    var kinds = asked.values().stream().distinct().map(this::line).toList();
    return new DemoTasksReport(asked.size(), kinds, children.size(), asked.size() - results.size(), resultsTooMany, List.copyOf(takenBack));
  }

  private DemoTasksReport.Line line(Kind kind) {
    var ids = asked.keySet().stream().filter(id -> asked.get(id) == kind).toList();
    var own = ids.stream().filter(results::containsKey).map(results::get).toList();
    long childSteps = children.stream().filter(child -> ids.contains(child.getParent())).mapToLong(TaskFinished::getSteps).sum();
    var millis = own.stream().mapToLong(result -> Duration.between(result.getRequestedAt(), result.getFinishedAt()).toMillis()).sorted().toArray();
    return new DemoTasksReport.Line(
        kind.agent,
        kind.what,
        ids.size(),
        own.stream().filter(result -> result.getStatus() == TaskStatus.COMPLETED).count(),
        own.stream().filter(result -> result.getStatus() != TaskStatus.COMPLETED).count(),
        own.stream().mapToLong(TaskFinished::getSteps).sum() + childSteps,
        own.stream().mapToLong(result -> result.getUsage().getInputTokens() + result.getUsage().getOutputTokens()).sum(),
        millis.length == 0 ? 0 : millis[millis.length / 2],
        own.stream().findFirst().map(DemoTasks::ending).orElse("no result"));
  }

  private static String ending(TaskFinished result) {
    return result.getStatus() == TaskStatus.COMPLETED ? String.valueOf(result.getOutput()) : result.getStatus() + ": " + result.getMessage();
  }
}
