package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings a cluster's topics to what the catalogue says, and tells where they differ. */
final class TopicSetup {
  private final Admin admin;
  private final String kafka;

  /**
   * A topic of the catalogue beside the cluster's.
   *
   * @param spec the catalogue's
   * @param partitions the cluster's; 0 if the topic does not exist
   * @param differences settings that the cluster has otherwise: name → cluster's value
   */
  record Found(TopicSpec spec, int partitions, Map<String, String> differences) {
    boolean exists() {
      return partitions > 0;
    }
  }

  TopicSetup(Admin admin, String kafka) {
    this.admin = admin;
    this.kafka = kafka;
  }

  /** Looks at every topic of the catalogue. */
  List<Found> look(Topics topics) {
    var found = new ArrayList<Found>();
    var descriptions = describe(topics);
    var resources =
        descriptions.keySet().stream().map(TopicSetup::resource).collect(Collectors.toList());
    Map<ConfigResource, Config> settings = await(() -> admin.describeConfigs(resources).all().get());
    for (TopicSpec spec : topics.all()) {
      var description = descriptions.get(spec.name());
      found.add(
          description == null
              ? new Found(spec, 0, Map.of())
              : new Found(spec, description.partitions().size(), differences(spec, settings.get(resource(spec.name())))));
    }
    return found;
  }

  /**
   * Creates what is missing and sets what differs; never deletes and never adds partitions, because both lose order or
   * data.
   *
   * @return what was done, a sentence each
   */
  List<String> apply(Topics topics) {
    var done = new ArrayList<String>();
    for (Found found : look(topics)) {
      TopicSpec spec = found.spec();
      if (!found.exists()) {
        var topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings());
        await(() -> admin.createTopics(List.of(topic)).all().get());
        done.add("created " + spec.name() + " with " + spec.partitions() + " partitions");
      } else if (!found.differences().isEmpty()) {
        var changes =
            found.differences().keySet().stream()
                .map(name -> new AlterConfigOp(new ConfigEntry(name, spec.settings().get(name)), AlterConfigOp.OpType.SET))
                .toList();
        await(() -> admin.incrementalAlterConfigs(Map.of(resource(spec.name()), changes)).all().get());
        done.add("set " + String.join(", ", found.differences().keySet()) + " of " + spec.name());
      }
    }
    return done;
  }

  private Map<String, TopicDescription> describe(Topics topics) {
    var names = topics.all().stream().map(TopicSpec::name).toList();
    var descriptions = new LinkedHashMap<String, TopicDescription>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                descriptions.put(name, await(description::get));
              } catch (CommandFailedException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
    return descriptions;
  }

  private static Map<String, String> differences(TopicSpec spec, Config cluster) {
    var differences = new LinkedHashMap<String, String>();
    spec.settings()
        .forEach(
            (name, value) -> {
              var entry = cluster.get(name);
              if (entry == null || !value.equals(entry.value())) {
                differences.put(name, entry == null ? "" : entry.value());
              }
            });
    return differences;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private <T> T await(Request<T> request) {
    try {
      return request.send();
    } catch (ExecutionException e) {
      throw new CommandFailedException("Kafka at " + kafka + " refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while waiting for Kafka at " + kafka, e);
    }
  }

  @FunctionalInterface
  private interface Request<T> {
    T send() throws ExecutionException, InterruptedException;
  }
}
