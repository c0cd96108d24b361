package io.forebay.connect.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker needs to start.
 *
 * @param name of its group, and of its internal topics {@code <name>.configs}, {@code <name>.offsets} and {@code <name>.status}; workers of one
 *     name on one Kafka share the connectors
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param restPort on 127.0.0.1, 0 to 65535; 0 takes any free one
 * @param pluginPath folders that hold plugins, each a folder of jars
 * @param client more properties of every Kafka client, by Kafka's names
 * @param variables what connectors may write as {@code ${dev:name}}
 * @param worker more properties of the worker, by Connect's names; they win
 */
public record WorkerSettings(
    String name,
    String bootstrapServers,
    int restPort,
    List<Path> pluginPath,
    Map<String, String> client,
    Map<String, String> variables,
    Map<String, String> worker) {

  /** System property: where the build unpacked the plugins. */
  public static final String PLUGINS_PROPERTY = "forebay.connect.plugins";

  /** Name of the dev stack's worker. */
  public static final String NAME = "forebay-connect";

  private static final String HOST = "127.0.0.1";

  public WorkerSettings {
    pluginPath = List.copyOf(pluginPath);
    client = Map.copyOf(client);
    variables = Map.copyOf(variables);
    worker = Map.copyOf(worker);
    if (restPort < 0 || restPort > 65_535) {
      throw new WorkerException("The port of a Connect worker must be 0 to 65535, got " + restPort + ".");
    }
    for (Path folder : pluginPath) {
      if (folder.toString().contains(",")) {
        throw new WorkerException("Kafka Connect cannot load plugins from " + folder + ": the path has a comma; move the folder.");
      }
    }
  }

  /** A worker on any free port with the plugins of this build. */
  public static WorkerSettings of(String bootstrapServers) {
    return new WorkerSettings(NAME, bootstrapServers, 0, builtPlugins(), Map.of(), Map.of(), Map.of());
  }

  public WorkerSettings withName(String other) {
    return new WorkerSettings(other, bootstrapServers, restPort, pluginPath, client, variables, worker);
  }

  public WorkerSettings withBootstrapServers(String servers) {
    return new WorkerSettings(name, servers, restPort, pluginPath, client, variables, worker);
  }

  public WorkerSettings withRestPort(int port) {
    return new WorkerSettings(name, bootstrapServers, port, pluginPath, client, variables, worker);
  }

  public WorkerSettings withPluginPath(List<Path> folders) {
    return new WorkerSettings(name, bootstrapServers, restPort, folders, client, variables, worker);
  }

  public WorkerSettings withClient(Map<String, String> properties) {
    return new WorkerSettings(name, bootstrapServers, restPort, pluginPath, properties, variables, worker);
  }

  public WorkerSettings withVariables(Map<String, String> values) {
    return new WorkerSettings(name, bootstrapServers, restPort, pluginPath, client, values, worker);
  }

  /** With one more property of the worker, by Connect's name. */
  public WorkerSettings with(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(worker);
    more.put(property, value);
    return new WorkerSettings(name, bootstrapServers, restPort, pluginPath, client, variables, more);
  }

  /** Where the build unpacked the plugins; nowhere if {@link #PLUGINS_PROPERTY} does not tell. */
  public static List<Path> builtPlugins() {
    String folder = System.getProperty(PLUGINS_PROPERTY);
    return folder == null ? List.of() : List.of(Path.of(folder));
  }

  /** The worker's properties, by Connect's names. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("group.id", name);
    properties.put("listeners", "http://" + HOST + ":" + restPort);
    properties.put("rest.advertised.host.name", HOST);
    if (!pluginPath.isEmpty()) {
      properties.put("plugin.path", String.join(",", absolute(pluginPath)));
    }
    // Plugins say in META-INF/services what they have; to look at each class of each jar as well takes seconds.
    properties.put("plugin.discovery", "service_load");
    properties.put("exactly.once.source.support", "enabled");
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    properties.putAll(internalTopics());
    properties.putAll(promptGroup());
    properties.putAll(providers());
    client.forEach((key, value) -> {
      for (String prefix : List.of("", "producer.", "consumer.", "admin.")) {
        properties.put(prefix + key, value);
      }
    });
    properties.putAll(worker);
    return properties;
  }

  private Map<String, String> internalTopics() {
    Map<String, String> topics = new LinkedHashMap<>();
    for (String kind : List.of("config", "offset", "status")) {
      String topic = name + "." + (kind.equals("status") ? kind : kind + "s");
      topics.put(kind + ".storage.topic", topic);
      topics.put(kind + ".storage.replication.factor", "1");
    }
    topics.put("offset.storage.partitions", "4");
    topics.put("status.storage.partitions", "1");
    return topics;
  }

  /**
   * Who follows a worker that was killed takes its connectors after one session: by default they would wait five minutes for it to come back. The
   * new worker also has to wait for what the old one left open in the topic of offsets, by default a minute.
   */
  private static Map<String, String> promptGroup() {
    return Map.of(
        "session.timeout.ms", "6000",
        "heartbeat.interval.ms", "1000",
        "scheduled.rebalance.max.delay.ms", "0",
        "producer.transaction.timeout.ms", "10000");
  }

  private Map<String, String> providers() {
    Map<String, String> providers = new LinkedHashMap<>();
    providers.put("config.providers", "file,env,dev");
    providers.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
    providers.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    providers.put("config.providers.dev.class", DevConfigProvider.class.getName());
    variables.forEach((variable, value) -> providers.put("config.providers.dev.param." + variable, value));
    return providers;
  }

  private static List<String> absolute(List<Path> folders) {
    List<String> paths = new ArrayList<>();
    folders.forEach(folder -> paths.add(folder.toAbsolutePath().normalize().toString()));
    return paths;
  }
}
