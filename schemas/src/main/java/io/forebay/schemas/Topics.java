package io.forebay.schemas;

import io.forebay.schemas.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topic catalogue: every topic that users and applications share, in one place.
 *
 * <p>Whatever creates, reads, documents or secures a topic asks here. Topics that Kafka Streams makes for itself
 * (repartition, changelog) are not part of the contract and not listed.
 *
 * @param prefix put before every topic name and application id, for clusters that several installations share; empty
 *     or ending in a dot
 * @param partitions of every event topic
 */
public record Topics(String prefix, int partitions) {
  private static final Pattern PREFIX = Pattern.compile("([a-z0-9-]+\\.)*");

  public Topics {
    if (!PREFIX.matcher(prefix).matches() || prefix.length() > 100) {
      throw new IllegalArgumentException(
          "topics.prefix must be empty or lower-case words that each end in a dot, at most 100 characters, got " + prefix);
    }
    if (partitions < 1 || partitions > 1000) {
      throw new IllegalArgumentException("topics.partitions must be from 1 to 1000, got " + partitions);
    }
  }

  /** Without prefix, four partitions each. */
  public static Topics defaults() {
    return new Topics("", 4);
  }

  public TopicSpec emailsInbound() {
    return events("emails.inbound", "email id", InboundEmail.class, 7, Classification.RESTRICTED);
  }

  public TopicSpec emailsTriaged() {
    return events("emails.triaged", "email id", EmailTriaged.class, 30, Classification.CONFIDENTIAL);
  }

  public TopicSpec emailsFeedback() {
    return new TopicSpec(
        prefix + "emails.feedback",
        "email id",
        Optional.of(TriageFeedback.class),
        partitions,
        Cleanup.COMPACT,
        Duration.ZERO,
        Classification.INTERNAL);
  }

  /** Application id of the e-mail triage topology. */
  public String emailsApplication() {
    return prefix + "forebay-emails";
  }

  /** Where an application puts records that it cannot read or process, as they came. */
  public TopicSpec deadLetters(String applicationId) {
    return new TopicSpec(
        applicationId + ".dlq",
        "as it came",
        Optional.empty(),
        1,
        Cleanup.DELETE,
        Duration.ofDays(30),
        Classification.RESTRICTED);
  }

  /** Every topic, in the order of the documentation. */
  public List<TopicSpec> all() {
    return List.of(emailsInbound(), emailsTriaged(), emailsFeedback(), deadLetters(emailsApplication()));
  }

  private TopicSpec events(String name, String key, Class<?> value, int days, Classification classification) {
    return new TopicSpec(
        prefix + name, key, Optional.of(value), partitions, Cleanup.DELETE, Duration.ofDays(days), classification);
  }
}
