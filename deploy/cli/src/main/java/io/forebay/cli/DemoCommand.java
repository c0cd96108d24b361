package io.forebay.cli;

import io.forebay.connect.worker.ConnectWorker;
import io.forebay.connect.worker.WorkerSettings;
import io.forebay.runtime.Logging;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Triages a mailbox and runs actions and tasks with everything in one process, shows what came of it, and leaves nothing behind. */
@Command(
    name = "demo",
    description = "Start everything in one process, triage a mailbox, run actions and tasks, show what came of it, end.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 60;
  private static final Duration SILENCE_MAX = Duration.ofMinutes(1);
  private static final String TENANT = "demo";
  private static final StateSerde<ParsedEmail> PARSED = StateSerde.of(ParsedEmail.class);

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--mail",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Triage this mail instead of the bundled mailbox: .eml files, mbox files, Maildirs, folders of messages.")
  private List<Path> mail;

  private final Set<String> inbound = new HashSet<>();
  private final Map<String, EmailTriaged> triaged = new HashMap<>();
  private final Set<String> dead = new HashSet<>();

  @Override
  public Integer call() {
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    say("Starting Kafka, the schema registry, the e-mail triage, tasks, intents, dispatch, a runner and a Connect worker in a throw-away folder ...");
    try (var library = DemoLibrary.open();
        var mailbox = DemoMail.layOut(this::forEachMessage);
        var stack = DevStack.start(options(library))) {
      var topics = Topics.defaults();
      var serdes = EventSerdes.connect(stack.registry(), false);
      var report = triage(stack, mailbox);
      say("Running actions ...");
      var actions = new DemoActions(stack.bootstrapServers(), topics, serdes).run();
      stack.scriptedModel().ifPresent(_ -> say("llm.chat is answered by a script; set FOREBAY_LLM_BASE_URL and FOREBAY_LLM_MODEL for a real model."));
      say("Running tasks ...");
      var tasks = new DemoTasks(stack.bootstrapServers(), topics, serdes).run(mostUrgentFirst(), library.page());
      say("People cross a square, and a robot with them ...");
      var intents = new DemoIntents(stack.bootstrapServers(), topics, serdes).run(output.isJson() ? _ -> {} : spec.commandLine().getOut()::println);
      show(report, actions, tasks, intents);
      if (intents.unaccounted() != 0) {
        throw new CommandFailedException(intents.unaccounted() + " of the people and robots in the square have no decision on where they were seen last.");
      }
      if (tasks.unaccounted() != 0 || tasks.resultsTooMany() != 0) {
        throw new CommandFailedException(
            tasks.unaccounted() + " of " + tasks.asked() + " tasks have no result, and " + tasks.resultsTooMany() + " results came twice.");
      }
      if (actions.unaccounted() != 0) {
        throw new CommandFailedException(actions.unaccounted() + " of " + actions.asked() + " actions have no result.");
      }
      if (report.unaccounted() != 0) {
        throw new CommandFailedException(
            report.unaccounted() + " of " + report.messages() + " messages have neither a result nor a dead letter.");
      }
      return 0;
    }
  }

  private static DevStack.Options options(DemoLibrary library) {
    var worker = new DevConnect.Options(WorkerSettings.of(""), List.of()); // where Kafka is, the stack knows
    return DevStack.Options.throwAway().withHandlers(library.handlers(ForebayVariables.of(System.getenv()))).withConnect(worker);
  }

  private DemoReport triage(DevStack stack, DemoMail mailbox) {
    var serdes = EventSerdes.connect(stack.registry(), false);
    ConnectWorker worker = stack.connect().orElseThrow();
    long startNanos = System.nanoTime();
    worker.create(DemoMail.CONNECTOR, mailbox.connector(stack.registry(), TENANT));
    collect(stack, Topics.defaults(), serdes, mailbox.count());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (accounted() < mailbox.count() && inbound.size() < mailbox.count()) {
      throw new CommandFailedException(
          "The mail connector brought in %d of %d messages: %s.".formatted(inbound.size(), mailbox.count(), worker.status(DemoMail.CONNECTOR).orElse(null)));
    }
    return DemoReport.of(
        mailbox.count(),
        List.copyOf(triaged.values()),
        dead.size(),
        seconds,
        PeakMemory.bytes(ProcessHandle.current().pid()),
        stack.registryPid().isPresent() ? PeakMemory.bytes(stack.registryPid().getAsLong()) : OptionalLong.empty());
  }

  /** Reads what comes in, results and dead letters until every message is accounted for, or nothing has come for a minute. */
  private void collect(DevStack stack, Topics topics, EventSerdes serdes, int messages) {
    String kafka = stack.bootstrapServers();
    var letters = topics.deadLetters(topics.emailsApplication());
    try (var emails = new TopicReader<>(kafka, topics.emailsInbound(), new ByteArrayDeserializer(), true);
        var results = new TopicReader<>(kafka, topics.emailsTriaged(), serdes.of(EmailTriaged.class).deserializer(), true);
        var refused = new TopicReader<>(kafka, letters, new ByteArrayDeserializer(), true);
        var progress = Progress.of("messages triaged", messages, output)) {
      long lastNanos = System.nanoTime();
      while (accounted() < messages && System.nanoTime() - lastNanos < SILENCE_MAX.toNanos()) {
        int before = inbound.size() + accounted();
        emails.poll(Duration.ZERO).forEach(record -> inbound.add(new String(record.key(), StandardCharsets.UTF_8)));
        results.poll().forEach(record -> triaged.put(record.value().getEmailId(), record.value()));
        refused.poll(Duration.ZERO).forEach(record -> dead.add(emailId(record)));
        if (inbound.size() + accounted() > before) {
          lastNanos = System.nanoTime();
        }
        progress.set(accounted());
      }
    }
  }

  private int accounted() {
    return triaged.size() + dead.size();
  }

  /** Behind the parse step a message travels under its content's key; what it carries still names it. */
  private String emailId(ConsumerRecord<byte[], byte[]> letter) {
    var source = letter.headers().lastHeader(ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME);
    boolean parsed = source != null && new String(source.value(), StandardCharsets.UTF_8).endsWith("-repartition");
    return parsed
        ? PARSED.deserializer().deserialize(letter.topic(), letter.value()).getEmailId()
        : new String(letter.key(), StandardCharsets.UTF_8);
  }

  /**
   * What the demo answers.
   *
   * @param emails what came of the mail
   * @param actions what came of the actions
   * @param tasks what came of the tasks
   * @param intents what was decided in the square
   */
  record Answer(DemoReport emails, DemoActions.Report actions, DemoTasksReport tasks, DemoIntents.Report intents) {}

  private List<EmailTriaged> mostUrgentFirst() {
    return triaged.values().stream().sorted(Comparator.comparingInt(EmailTriaged::getPriority).reversed().thenComparing(EmailTriaged::getEmailId)).toList();
  }

  private void show(DemoReport report, DemoActions.Report actions, DemoTasksReport tasks, DemoIntents.Report intents) {
    if (!output.isJson() && triaged.size() <= SHOWN_MAX) {
      mostUrgentFirst().forEach(email -> spec.commandLine().getOut().println(TriagedText.of(email)));
      spec.commandLine().getOut().println();
    }
    output.answer(new Answer(report, actions, tasks, intents), () -> report.text() + "\n\n" + actions.text() + "\n\n" + tasks.text() + "\n\n" + intents.text());
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }

  private void forEachMessage(Consumer<MailMessage> sink) {
    if (mail == null) {
      BundledMailbox.forEach(sink);
    } else {
      MailSource.of(mail, System.in).forEach(sink);
    }
  }
}
