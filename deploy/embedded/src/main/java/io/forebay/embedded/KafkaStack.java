package io.forebay.embedded;

import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * A running broker and registry for one machine.
 *
 * <p>Both are ready when a factory method returns; a factory method that throws {@link StackStartException} has left
 * nothing running.
 */
public interface KafkaStack extends AutoCloseable {
  /** Chooses what {@link #forTests()} starts: {@code embedded} (the default) or {@code testcontainers}. */
  String STACK_PROPERTY = "forebay.stack";

  /**
   * Starts a throw-away stack of the kind that {@value #STACK_PROPERTY} names.
   *
   * @throws StackStartException when it does not start, in one sentence
   */
  static KafkaStack forTests() {
    return StackKind.fromSystemProperty().startThrowAway();
  }

  /**
   * Starts an embedded stack.
   *
   * @throws StackStartException when it does not start, in one sentence; the data directory is as it was
   */
  static KafkaStack start(StackOptions options) {
    return EmbeddedStack.start(options);
  }

  /** One {@code host:port} that any Kafka client reaches. */
  String bootstrapServers();

  /**
   * The registry's base, for instance {@code http://127.0.0.1:8081}: the native API is below {@code /apis/registry/v3},
   * the Confluent-compatible one below {@code /apis/ccompat/v7}.
   *
   * @throws IllegalStateException when the stack was started without a registry
   */
  URI registryUrl();

  /** The registry's process, where it is one of this machine's. */
  OptionalLong registryPid();

  /** Completes with one sentence when the broker or the registry stops by itself; never after {@link #close()}. */
  CompletionStage<String> failure();

  /** Stops broker and registry and waits until they are gone; does nothing the second time. */
  @Override
  void close();
}
