package io.forebay.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The unpacked registry. */
record RegistryHome(Path path) {
  private static final String ENTRY = "quarkus-run.jar";
  private static final String REMEDY =
      "let \"mvn process-resources -pl deploy/embedded\" unpack it to deploy/embedded/target/registry and set the property to"
          + " that folder, or start without a registry";

  /**
   * Checks that a registry is there.
   *
   * @throws StackStartException when it is not, or was never named
   */
  static RegistryHome of(Optional<Path> home) {
    Path path =
        home.orElseThrow(
                () ->
                    new StackStartException(
                        "System property %s does not name the registry: %s.".formatted(RegistryOptions.HOME_PROPERTY, REMEDY)))
            .toAbsolutePath()
            .normalize();
    if (!Files.isRegularFile(path.resolve(ENTRY))) {
      throw new StackStartException(
          "There is no registry in %s, which system property %s names: %s."
              .formatted(path, RegistryOptions.HOME_PROPERTY, REMEDY));
    }
    return new RegistryHome(path);
  }

  Path entryJar() {
    return path.resolve(ENTRY);
  }
}
