package io.forebay.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says in one sentence what went wrong with Kafka, where, and what to do. */
final class KafkaFailures {
  private KafkaFailures() {}

  /**
   * Waits for an answer; the clients' own timeouts bound how long.
   *
   * @param kafka the address asked, for the sentence
   * @throws CommandFailedException with what Kafka threw as its cause
   */
  static <T> T await(String kafka, Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw sentence(kafka, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while waiting for Kafka at " + kafka + ".", e);
    }
  }

  static CommandFailedException sentence(String kafka, Throwable e) {
    return new CommandFailedException(
        switch (e) {
          case TimeoutException _ ->
              "Kafka at " + kafka + " does not answer; start it (forebay dev) or give its address with --kafka.";
          case AuthenticationException _ -> "Kafka at " + kafka + " does not let us in: " + plain(e) + ".";
          case AuthorizationException _ -> "Kafka at " + kafka + " does not allow this: " + plain(e) + ".";
          case UnsupportedVersionException _ -> "Kafka at " + kafka + " is too old for this: " + plain(e) + ".";
          case InterruptException _ -> "Interrupted while waiting for Kafka at " + kafka + ".";
          case ConfigException _ -> "There is no Kafka to be found at " + kafka + " (" + plain(e) + "); give HOST:PORT with --kafka.";
          default ->
              e.getCause() instanceof ConfigException cause
                  ? sentence(kafka, cause).getMessage()
                  : "Kafka at " + kafka + " refused: " + plain(e) + ".";
        },
        e);
  }

  /** The message without its full stop. */
  private static String plain(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
