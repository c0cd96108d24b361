package io.forebay.cli;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.event.Level;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a running Kafka; the defaults are where {@code forebay dev} listens. */
final class Connection {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:FOREBAY_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
      description = "Kafka's bootstrap servers; default: ${DEFAULT-VALUE}.")
  private String kafka;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "${env:FOREBAY_KAFKA_REGISTRY:-http://127.0.0.1:8081}",
      description = "Schema registry; default: ${DEFAULT-VALUE}.")
  private URI registry;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:FOREBAY_TOPICS_PREFIX:-}",
      description = "Prefix of all topics, for shared clusters.")
  private String prefix;

  @Option(
      names = "--topic-capabilities",
      paramLabel = "C",
      split = ",",
      defaultValue = "${env:FOREBAY_TOPICS_CAPABILITIES:-}",
      description = "Capabilities of your own handlers, with commas between; each has a topic.")
  private List<String> capabilities;

  @Option(
      names = "--topic-origins",
      paramLabel = "O",
      split = ",",
      defaultValue = "${env:FOREBAY_TOPICS_ORIGINS:-}",
      description = "Who asks for actions beyond what ships, with commas between; each has a topic of results.")
  private List<String> origins;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private EventSerdes serdes;

  String kafka() {
    return kafka;
  }

  URI registry() {
    return registry;
  }

  Topics topics() {
    return topics(Topics.defaults().partitions());
  }

  Topics topics(int partitions) {
    return topics(partitions, Set.of());
  }

  /**
   * The catalogue with another number of partitions.
   *
   * @param more capabilities beyond those that the options name
   */
  Topics topics(int partitions, Collection<String> more) {
    var all = new HashSet<>(words(capabilities));
    all.addAll(more);
    try {
      return new Topics(prefix, partitions, all, words(origins));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** An option that was not given holds an empty word. */
  private static Set<String> words(List<String> given) {
    return given.stream().map(String::strip).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
  }

  /**
   * The id of an application of the catalogue.
   *
   * @param id with the prefix of the installation or without
   */
  String application(String id) {
    var known = topics().applications();
    String full = id.startsWith(prefix) ? id : prefix + id;
    if (!known.contains(full)) {
      throw new ParameterException(command.commandLine(), "There is no application " + id + "; known are " + String.join(", ", known) + ".");
    }
    return full;
  }

  ConnectionSettings settings() {
    return ConnectionSettings.to(kafka, registry, false);
  }

  /** The same for all of a command: it remembers the schemas that it has asked for. */
  EventSerdes serdes() {
    if (serdes == null) {
      serdes = EventSerdes.connect(registry, false);
    }
    return serdes;
  }

  /**
   * An admin client that gives up after ten seconds. From here on libraries log errors only: a command says itself, in one
   * sentence, what its clients failed at, not each of their attempts.
   *
   * @throws CommandFailedException if the address cannot be one
   */
  Admin admin() {
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    try {
      return Admin.create(KafkaClients.admin(kafka));
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }
}
