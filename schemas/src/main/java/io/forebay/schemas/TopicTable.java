package io.forebay.schemas;

import java.util.stream.Collectors;

/** The topic catalogue as a Markdown table, for the README. */
public final class TopicTable {
  private TopicTable() {}

  /** Header, ruler and a row a topic; each line ends in a line feed. */
  public static String markdown(Topics topics) {
    return "| topic | key | value | partitions | kept | most sensitive data |\n|---|---|---|---|---|---|\n"
        + topics.all().stream().map(topic -> row(topic, bytes(topics, topic))).collect(Collectors.joining());
  }

  /** What a topic without a schema holds. */
  private static String bytes(Topics topics, TopicSpec topic) {
    return topic.equals(topics.deadLetters(topics.outboxApplication()))
        ? "JSON of a row, `__connect.errors.*` and `error-code` headers"
        : "raw bytes, `__streams.errors.*` and `error-code` headers";
  }

  private static String row(TopicSpec topic, String bytes) {
    return "| `%s` | %s | %s | %d | %s | %s |%n"
        .formatted(
            topic.name(),
            topic.key(),
            topic.value().map(Class::getSimpleName).orElse(bytes),
            topic.partitions(),
            topic.kept(),
            topic.classification().name().toLowerCase(java.util.Locale.ROOT))
        .replace(System.lineSeparator(), "\n");
  }
}
