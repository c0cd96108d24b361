package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("io.forebay.emails.Triage");

  private LoggingEvent event(String message, Throwable error) {
    LoggingEvent event = new LoggingEvent("", logger, ch.qos.logback.classic.Level.WARN, message, error, null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    event.setThreadName("main");
    event.setMDCPropertyMap(Map.of(LogKeys.APPLICATION_ID, "emails", "level", "faked"));
    event.addKeyValuePair(new KeyValuePair(LogKeys.PARTITION, 3));
    event.addKeyValuePair(new KeyValuePair(LogKeys.TOPIC, "emails.inbound"));
    return event;
  }

  private static String encode(LoggingEvent event) {
    return new String(new JsonLogEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void writesOneDocumentALineWithTheKeysAtTheTop() {
    assertThat(encode(event("two\nlines \"quoted\"", null)))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\",\"logger\":\"io.forebay.emails.Triage\",\"thread\":\"main\","
                + "\"message\":\"two\\nlines \\\"quoted\\\"\",\"partition\":3,\"topic\":\"emails.inbound\",\"applicationId\":\"emails\"}\n");
  }

  @Test
  void writesTheStackTraceAsOneField() throws IOException {
    JsonNode line = JsonMapper.builder().build().readTree(encode(event("failed", new IllegalStateException("broken"))));

    assertThat(line.get("error").asText()).startsWith("java.lang.IllegalStateException: broken").contains("at io.forebay.runtime.LoggingTest");
  }

  @Test
  void keepsKafkaQuietUnlessEverythingIsQuieter() {
    Logging.configure(context, true, Level.DEBUG);
    assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel()).isEqualTo(ch.qos.logback.classic.Level.WARN);
    assertThat(context.getLogger("io.debezium.jdbc.JdbcConnection").getEffectiveLevel()).isEqualTo(ch.qos.logback.classic.Level.WARN);
    assertThat(logger.getEffectiveLevel()).isEqualTo(ch.qos.logback.classic.Level.DEBUG);

    Logging.configure(context, false, Level.ERROR);
    assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel()).isEqualTo(ch.qos.logback.classic.Level.ERROR);
  }

  @Test
  void replacesWhatWasSetBefore() {
    Logging.configure(context, true, Level.INFO);
    Logging.configure(context, false, Level.INFO);

    assertThat(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).toIterable().hasSize(1);
  }
}
