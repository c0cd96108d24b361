package io.forebay.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The unpacked registry. */
record RegistryHome(Path path) {
  private static final LocalDateTime JAR_ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
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

  /** Where the JVM keeps the classes of an earlier run, which makes the next start cheaper; written when a run ends. */
  Path classArchive() {
    return path.resolve("classes.jsa");
  }

  /**
   * A jar of {@link RegistryChild} alone, so that nothing else of this class path reaches the child's.
   *
   * <p>It is written once: the class archive is good for an unchanged class path only.
   */
  Path childJar() throws IOException {
    Path jar = path.resolve("registry-child.jar");
    byte[] bytes = childJarBytes();
    if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), bytes)) {
      Path fresh = Files.createTempFile(path, "registry-child", ".new");
      Files.write(fresh, bytes);
      Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }

  private static byte[] childJarBytes() throws IOException {
    String name = RegistryChild.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream code = RegistryChild.class.getResourceAsStream("/" + name);
        JarOutputStream jar = new JarOutputStream(bytes)) {
      JarEntry entry = new JarEntry(name);
      entry.setTimeLocal(JAR_ENTRY_TIME);
      jar.putNextEntry(entry);
      code.transferTo(jar);
    }
    return bytes.toByteArray();
  }
}
