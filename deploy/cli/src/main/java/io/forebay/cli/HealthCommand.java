package io.forebay.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what is up, what lags and what failed. */
@Command(
    name = "health",
    description = {
      "Tell what is up, what lags and what failed: the process, Kafka, the applications' groups and dead letters, the schemas.",
      "Exits with 1 if a part is down."
    },
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9404",
      description = "Where the process serves /health/ready; default: ${DEFAULT-VALUE}.")
  private URI url;

  @Option(
      names = "--application",
      paramLabel = "ID",
      description = "Only the groups and dead letters of this application, may be repeated; default: of every one in the catalogue.")
  private List<String> applications = List.of();

  /**
   * The answer.
   *
   * @param up whether all parts are
   */
  record Report(boolean up, List<HealthPart> parts) {}

  @Override
  public Integer call() {
    var chosen = chosen();
    var parts = new ArrayList<>(ProcessHealth.ask(url));
    parts.addAll(kafka(chosen));
    parts.add(schemas());
    var down = parts.stream().filter(part -> !part.up()).map(HealthPart::name).toList();
    output.answer(new Report(down.isEmpty(), parts), () -> text(parts));
    if (!down.isEmpty()) {
      throw new CommandFailedException("%d of %d parts are down: %s.".formatted(down.size(), parts.size(), String.join(", ", down)));
    }
    return 0;
  }

  private List<String> chosen() {
    return applications.isEmpty() ? connection.topics().applications() : applications.stream().map(connection::application).toList();
  }

  private List<HealthPart> kafka(List<String> chosen) {
    try (var admin = connection.admin()) {
      return new KafkaHealth(admin, connection.kafka(), connection.topics()).ask(chosen);
    } catch (CommandFailedException e) {
      return List.of(HealthPart.down("kafka", e.getMessage()));
    }
  }

  private HealthPart schemas() {
    try {
      var found = new SchemaSetup(connection.registry()).look(connection.topics());
      var problems = found.stream().map(SchemaSetup.Found::problem).filter(problem -> !problem.isEmpty()).toList();
      return problems.isEmpty()
          ? HealthPart.up("registry", connection.registry() + ", all " + found.size() + " schemas", Map.of("schemas", found.size()))
          : HealthPart.down("registry", String.join(" ", problems));
    } catch (CommandFailedException e) {
      return HealthPart.down("registry", e.getMessage());
    }
  }

  private static String text(List<HealthPart> parts) {
    int width = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
    return parts.stream()
        .map(part -> ("%-4s  %-" + width + "s  %s").formatted(part.up() ? "up" : "DOWN", part.name(), part.reason()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
