package io.forebay.cli;

import io.forebay.embedded.KafkaStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a broker and a registry to the tests that ask for a {@link SharedStack}: the same to all of a run, which tell their
 * topics apart by a prefix.
 */
record SharedStack(KafkaStack kafka) implements AutoCloseable {

  /** Starts the stack with the first test that asks and stops it after the last. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == SharedStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.create(SharedStack.class))
          .computeIfAbsent(SharedStack.class, _ -> new SharedStack(KafkaStack.forTests()), SharedStack.class);
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Runs a command that needs Kafka only. */
  CommandRun run(String prefix, String... arguments) {
    return CommandRun.of(with(arguments, "--kafka", bootstrapServers(), "--topic-prefix", prefix));
  }

  /** Runs a command that takes Kafka's and the registry's address. */
  CommandRun runWithRegistry(String prefix, String... arguments) {
    return run(prefix, with(arguments, "--registry", kafka.registryUrl().toString()));
  }

  @Override
  public void close() {
    kafka.close();
  }

  static String[] with(String[] arguments, String... more) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
