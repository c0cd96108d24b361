package io.forebay.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the embedded registry is started.
 *
 * @param home the unpacked registry; absent where {@link #HOME_PROPERTY} is not set, which the start then refuses
 * @param port of the API on 127.0.0.1, 0 to 65535; 0 takes any free one
 * @param managementPort of health and metrics on 127.0.0.1, 0 to 65535; 0 takes any free one
 */
public record RegistryOptions(Optional<Path> home, int port, int managementPort) {
  /** Names the folder that {@code deploy/embedded}'s build unpacks the registry into. */
  public static final String HOME_PROPERTY = "forebay.registry.home";

  public RegistryOptions {
    StackOptions.requirePort("registry port", port);
    StackOptions.requirePort("registry management port", managementPort);
  }

  /** The registry of {@link #HOME_PROPERTY} on free ports. */
  public static RegistryOptions fromSystemProperty() {
    return new RegistryOptions(Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of), 0, 0);
  }

  public RegistryOptions withPort(int newPort) {
    return new RegistryOptions(home, newPort, managementPort);
  }

  public RegistryOptions withManagementPort(int newPort) {
    return new RegistryOptions(home, port, newPort);
  }
}
