package io.forebay.runtime;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.Console;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * How Forebay logs when nobody has said anything; Logback finds it as a service at the first use of a logger.
 *
 * <p>Steps back where an operator names a file with {@code -Dlogback.configurationFile}.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {
  private static final String FILE_PROPERTY = "logback.configurationFile";

  @Override
  public ExecutionStatus configure(LoggerContext loggerContext) {
    if (System.getProperty(FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Logging.configure(loggerContext, terminal, Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
