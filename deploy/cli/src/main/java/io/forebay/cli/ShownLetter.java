package io.forebay.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A dead letter as {@code dlq show} tells of it: every text of it bounded and safe for a terminal.
 *
 * @param topic the dead-letter topic
 * @param position {@code partition:offset} in the dead-letter topic
 * @param at time of the source record
 * @param redriven whether it was sent back
 * @param redrives how many times its record was sent back before it became this letter
 * @param errorCode null where the record has none
 * @param sourceTopic null where it came from no topic
 * @param key of the source record; {@code (none)} for null
 * @param headers of the source record, the first {@value #HEADERS_MAX}
 * @param valueBytes size of the value in the dead letter; -1 for null
 * @param cut whether the value was longer and cut
 * @param value the value's beginning; null where it is not asked for
 * @param stackTrace null where it is not asked for
 */
record ShownLetter(
    String topic,
    String position,
    Instant at,
    boolean redriven,
    long redrives,
    String errorCode,
    String exception,
    String message,
    String sourceTopic,
    Long sourcePartition,
    Long sourceOffset,
    String key,
    List<ShownHeader> headers,
    int valueBytes,
    boolean cut,
    Payload value,
    List<String> stackTrace) {

  private static final int HEADERS_MAX = 50;
  private static final int PAYLOAD_BYTES_MAX = 512;
  private static final int MESSAGE_MAX = 1024;
  private static final int STACK_LINES_MAX = 60;

  /** A header's name and value, safe for a terminal. */
  record ShownHeader(String name, String value) {}

  /**
   * The beginning of a value.
   *
   * @param base64 at most {@value #PAYLOAD_BYTES_MAX} bytes
   */
  record Payload(String base64) {
    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  static ShownLetter of(String topic, DeadLetter letter, boolean isRedriven, boolean withPayload, boolean withStackTrace) {
    byte[] value = letter.record().value();
    return new ShownLetter(
        topic,
        letter.position(),
        letter.at(),
        isRedriven,
        letter.redrives(),
        letter.code().map(SafeText::of).orElse(null),
        letter.exception().map(SafeText::of).orElse(null),
        letter.message().map(message -> SafeText.of(message, MESSAGE_MAX)).orElse(null),
        letter.sourceTopic().map(SafeText::of).orElse(null),
        letter.sourcePartition().isPresent() ? (long) letter.sourcePartition().getAsInt() : null,
        letter.sourceOffset().isPresent() ? letter.sourceOffset().getAsLong() : null,
        SafeText.of(letter.record().key()),
        letter.sourceHeaders().stream()
            .limit(HEADERS_MAX)
            .map(header -> new ShownHeader(SafeText.of(header.key()), SafeText.of(header.value())))
            .toList(),
        value == null ? -1 : value.length,
        letter.isCut(),
        withPayload && value != null ? payload(value) : null,
        withStackTrace ? letter.stackTrace().map(ShownLetter::lines).orElse(List.of()) : null);
  }

  String text() {
    var text = new StringBuilder();
    text.append(topic).append("  ").append(position).append("  ").append(at).append("  ").append(errorCode == null ? DeadLetterCount.NONE : errorCode);
    text.append(redriven ? "  redriven" : "").append(redrives > 0 ? "  sent back " + redrives + "× before" : "");
    line(text, "reason", (message == null ? "" : message) + (exception == null ? "" : " [" + exception + "]"));
    line(text, "source", sourceTopic == null ? DeadLetterCount.NONE : sourceTopic + source());
    line(text, "key", key);
    headers.forEach(header -> line(text, "header", header.name() + ": " + header.value()));
    line(text, "value", valueText());
    if (value != null) {
      text.append(System.lineSeparator()).append(SafeText.dump(value.bytes(), PAYLOAD_BYTES_MAX).indent(4).stripTrailing());
    }
    if (stackTrace != null) {
      stackTrace.forEach(frame -> text.append(System.lineSeparator()).append("    ").append(frame));
    }
    return text.toString();
  }

  private String source() {
    return (sourcePartition == null ? "" : " partition " + sourcePartition) + (sourceOffset == null ? "" : " offset " + sourceOffset);
  }

  private String valueText() {
    if (valueBytes < 0) {
      return DeadLetterCount.NONE;
    }
    return valueBytes
        + " bytes"
        + (cut ? ", cut" : "")
        + (value == null ? "; --payload shows them, which may be personal data" : valueBytes > PAYLOAD_BYTES_MAX ? ", the first " + PAYLOAD_BYTES_MAX + ":" : ":");
  }

  private static Payload payload(byte[] value) {
    return new Payload(Base64.getEncoder().encodeToString(Arrays.copyOf(value, Math.min(value.length, PAYLOAD_BYTES_MAX))));
  }

  private static List<String> lines(String stackTrace) {
    return stackTrace.lines().limit(STACK_LINES_MAX).map(line -> SafeText.of(line.strip())).toList();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(System.lineSeparator()).append("  %-7s ".formatted(name)).append(value);
  }
}
