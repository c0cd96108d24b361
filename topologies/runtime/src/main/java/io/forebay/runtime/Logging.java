package io.forebay.runtime;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sets how a process logs: lines for people in a terminal, one JSON document a line elsewhere; always to standard error, since standard
 * output belongs to what a command answers.
 *
 * <p>Without a call the same is set at the first use of a logger, by {@link DefaultLogging}.
 */
public final class Logging {
  private static final String TERMINAL_LINE = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%replace( %kvp %mdc){'^\\s+$', ''}%n";

  /** Libraries that tell at INFO what only their authors want to know. */
  private static final List<String> CHATTY = List.of("org.apache.kafka", "kafka", "state.change.logger", "org.apache.avro", "io.apicurio", "io.modelcontextprotocol", "io.debezium", "org.eclipse.jetty");

  /** Loggers that tell as an error what is none: retries that succeed, schema ids that a dead letter tells of already, a database that a benchmark killed. */
  private static final List<String> MISLEADING =
      List.of(
          "kafka.server.ReplicaManager",
          "io.apicurio.registry.resolver.cache.ERCache",
          "org.apache.kafka.controller.QuorumController",
          "org.apache.kafka.clients.NetworkClient",
          "io.zonky.test.db.postgres.embedded.EmbeddedPostgres");

  private Logging() {}

  /**
   * Replaces what was set before.
   *
   * @param terminal whether a person reads along
   * @param level of Forebay's own loggers; Kafka's and the registry client's stay at WARN or above
   */
  public static void configure(boolean terminal, Level level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, terminal, level);
    }
  }

  static void configure(LoggerContext context, boolean terminal, Level level) {
    context.reset();
    Encoder<ILoggingEvent> encoder = terminal ? lines(context) : new JsonLogEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    root.addAppender(appender);
    Level chatter = level.toInt() > Level.WARN.toInt() ? level : Level.WARN;
    MISLEADING.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.OFF));
    // The registry's client also logs whole schemas, through the JDK's own logging.
    LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.WARNING);
    CHATTY.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(chatter)));
  }

  private static PatternLayoutEncoder lines(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(TERMINAL_LINE);
    return encoder;
  }
}
