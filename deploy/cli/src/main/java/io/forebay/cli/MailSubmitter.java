package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends mail to {@code emails.inbound}. One thread at a time. */
final class MailSubmitter implements AutoCloseable {
  private static final int ID_BYTES = 16;

  private final KafkaProducer<String, InboundEmail> producer;
  private final String topic;
  private final String kafka;
  private final String tenant;
  private final String region;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param region of the addressee; null if unknown
   */
  MailSubmitter(String kafka, EventSerdes serdes, Topics topics, String tenant, String region) {
    this.kafka = kafka;
    this.tenant = tenant;
    this.region = region;
    topic = topics.emailsInbound().name();
    producer =
        new KafkaProducer<>(KafkaClients.producer(kafka), new StringSerializer(), serdes.of(InboundEmail.class).serializer());
  }

  /**
   * Sends a message; it has arrived for certain when {@link #close()} returns.
   *
   * @return its e-mail id: the same for the same bytes under the same name
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
  String submit(MailMessage message) {
    String emailId = emailId(message);
    var email = message.toInbound(emailId, tenant, Instant.now(), "cli");
    email.setRegion(region);
    try {
      producer.send(
          new ProducerRecord<>(topic, emailId, email),
          (metadata, e) -> {
            if (e != null) {
              failure.compareAndSet(null, e);
            }
          });
    } catch (KafkaException e) {
      throw failed(e);
    }
    throwIfFailed();
    return emailId;
  }

  /**
   * Waits until everything has arrived.
   *
   * @throws CommandFailedException if something has not
   */
  @Override
  public void close() {
    producer.close();
    throwIfFailed();
  }

  private void throwIfFailed() {
    if (failure.get() != null) {
      throw failed(failure.get());
    }
  }

  private CommandFailedException failed(Exception e) {
    return new CommandFailedException(
        "Cannot send to " + topic + " at " + kafka + ": " + e.getMessage() + "; is Kafka there, and has forebay topics apply been run?", e);
  }

  private static String emailId(MailMessage message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(message.name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(message.raw().duplicate());
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
