package io.forebay.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an embedded stack consists of and where it keeps its state.
 *
 * @param dataDirectory survives the stack; absent: a temporary folder that goes with it
 * @param brokerPort on 127.0.0.1, 0 to 65535; 0 takes any free one
 * @param registry absent: no registry is started
 */
public record StackOptions(Optional<Path> dataDirectory, int brokerPort, Optional<RegistryOptions> registry) {
  public StackOptions {
    requirePort("broker port", brokerPort);
  }

  /** A broker and a registry on free ports in a temporary folder. */
  public static StackOptions throwAway() {
    return new StackOptions(Optional.empty(), 0, Optional.of(RegistryOptions.fromSystemProperty()));
  }

  public StackOptions withDataDirectory(Path directory) {
    return new StackOptions(Optional.of(directory), brokerPort, registry);
  }

  public StackOptions withBrokerPort(int port) {
    return new StackOptions(dataDirectory, port, registry);
  }

  public StackOptions withRegistry(RegistryOptions options) {
    return new StackOptions(dataDirectory, brokerPort, Optional.of(options));
  }

  public StackOptions withoutRegistry() {
    return new StackOptions(dataDirectory, brokerPort, Optional.empty());
  }

  static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, got " + port);
    }
  }
}
