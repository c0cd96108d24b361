package io.forebay.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The command line of the registry's process: a small JVM, everything on loopback, nothing taken from the caller's environment. */
final class RegistryCommand {
  private static final String MAIN_CLASS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
  private static final Set<String> ENVIRONMENT_KEPT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");
  private static final List<String> JVM =
      List.of(
          "-Xmx192m",
          "-Xms48m",
          "-Xmn16m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+AutoCreateSharedArchive",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private RegistryCommand() {}

  static ProcessBuilder of(RegistryHome home, RegistryOptions options, Path directory, boolean inMemory) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("-XX:SharedArchiveFile=" + home.classArchive());
    command.add("-Djava.io.tmpdir=" + temporary);
    settings(options, temporary, inMemory).forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-cp");
    command.add(home.childJar() + File.pathSeparator + home.entryJar());
    command.add(RegistryChild.class.getName());
    command.add(MAIN_CLASS);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(ENVIRONMENT_KEPT);
    return builder;
  }

  static Map<String, String> settings(RegistryOptions options, Path temporary, boolean inMemory) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.host", Loopback.HOST);
    settings.put("quarkus.http.port", Integer.toString(options.port()));
    settings.put("quarkus.management.host", Loopback.HOST);
    settings.put("quarkus.management.port", Integer.toString(options.managementPort()));
    settings.put("quarkus.http.access-log.enabled", "false");
    settings.put("quarkus.banner.enabled", "false");
    settings.put("quarkus.log.category.\"io.quarkus\".level", "INFO");
    settings.put("quarkus.log.console.format", "%d{yyyy-MM-dd HH:mm:ss} %p [%c] %s%e%n");
    settings.put("apicurio.storage.kind", "sql");
    settings.put("apicurio.storage.sql.kind", "h2");
    settings.put("apicurio.datasource.url", inMemory ? "jdbc:h2:mem:registry" : "jdbc:h2:file:./registry;WRITE_DELAY=0");
    settings.put("apicurio.datasource.jdbc.initial-size", "1");
    settings.put("apicurio.datasource.jdbc.min-size", "1");
    settings.put("apicurio.datasource.jdbc.max-size", "10");
    settings.put("apicurio.storage.connection.retry.enabled", "false");
    settings.put("apicurio.storage.snapshot.location", temporary.toString());
    settings.put("apicurio.import.work-dir", temporary.toString());
    return settings;
  }
}
