package io.forebay.cli;

import io.forebay.schemas.TriageFeedback;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a message really was; the tenant's model learns from it. */
@Command(
    name = "feedback",
    description = "Say what a message really was; the tenant's model learns from it with the next commit.",
    mixinStandardHelpOptions = true)
final class FeedbackCommand implements Callable<Integer> {
  private static final int PRIORITY_MAX = 10;

  @Mixin private Output output;
  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EMAIL_ID", description = "The message, as forebay emails tail shows it.")
  private String emailId;

  @Option(names = "--tenant", defaultValue = "default", description = "Whose mail it is; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Judgement judgement;

  /** At least one of these. */
  static final class Judgement {
    @Option(names = "--category", paramLabel = "C", description = "It belongs into this category.")
    private String category;

    @ArgGroup private SpamJudgement spam;

    @Option(names = "--priority", paramLabel = "N", description = "It has this priority, 0 (never look) to 10 (now).")
    private Integer priority;
  }

  /** One of these. */
  static final class SpamJudgement {
    @Option(names = "--spam", required = true, description = "It is spam.")
    private boolean spam;

    @SuppressWarnings("UnusedVariable") // that it was given says what spam says when it was not
    @Option(names = "--not-spam", required = true, description = "It is not spam.")
    private boolean notSpam;
  }

  @Override
  public Integer call() {
    if (judgement.priority != null && (judgement.priority < 0 || judgement.priority > PRIORITY_MAX)) {
      throw new ParameterException(spec.commandLine(), "--priority must be from 0 to 10, got " + judgement.priority);
    }
    var feedback =
        TriageFeedback.newBuilder()
            .setEmailId(emailId)
            .setTenant(tenant)
            .setGivenAt(Instant.now())
            .setGivenBy(System.getProperty("user.name", ""))
            .setCategory(judgement.category)
            .setSpam(judgement.spam == null ? null : judgement.spam.spam)
            .setPriority(judgement.priority)
            .build();
    send(feedback);
    output.answer(AvroJson.of(feedback), () -> "Feedback on " + emailId + " sent; a refusal would show in forebay dlq list");
    return 0;
  }

  private void send(TriageFeedback feedback) {
    String topic = connection.topics().emailsFeedback().name();
    var serializer = connection.serdes().of(TriageFeedback.class).serializer();
    try (var producer = new KafkaProducer<>(KafkaClients.producer(connection.kafka()), new StringSerializer(), serializer)) {
      producer.send(new ProducerRecord<>(topic, emailId, feedback)).get();
    } catch (ExecutionException | KafkaException e) {
      throw new CommandFailedException(
          "Cannot send feedback to " + topic + " at " + connection.kafka() + ": " + e.getMessage() + "; is Kafka there?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while sending feedback", e);
    }
  }
}
