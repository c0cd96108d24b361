package io.forebay.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's configuration: one node, little memory, no waiting for nodes that never come. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String BROKER_LISTENER = "BROKER";
  private static final String INTERNAL_PARTITIONS = "4";
  private static final String SESSION_MS = "6000";

  private BrokerSettings() {}

  static Map<String, String> of(Path directory, int brokerPort, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(node(directory, brokerPort, controllerPort));
    settings.putAll(singleReplica());
    settings.putAll(promptGroups());
    settings.putAll(promptTimeouts());
    settings.putAll(promptRestart());
    settings.putAll(smallFootprint());
    return settings;
  }

  static boolean isController(String listener) {
    return CONTROLLER_LISTENER.equals(listener);
  }

  private static Map<String, String> node(Path directory, int brokerPort, int controllerPort) {
    String broker = "%s://%s:%d".formatted(BROKER_LISTENER, Loopback.HOST, brokerPort);
    String controller = "%s://%s:%d".formatted(CONTROLLER_LISTENER, Loopback.HOST, controllerPort);
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", Integer.toString(NODE_ID),
        "log.dirs", directory.toString(),
        "listeners", broker + "," + controller,
        "advertised.listeners", broker,
        "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
        "inter.broker.listener.name", BROKER_LISTENER,
        "controller.listener.names", CONTROLLER_LISTENER,
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, Loopback.HOST, controllerPort));
  }

  private static Map<String, String> singleReplica() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", INTERNAL_PARTITIONS,
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", INTERNAL_PARTITIONS,
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", INTERNAL_PARTITIONS);
  }

  /**
   * Members on one machine arrive together and need no grace; a second of heartbeat makes a rebalance that quick. A member that was killed
   * keeps its partitions for one session: by default 45 s, in which nobody would read them.
   */
  private static Map<String, String> promptGroups() {
    Map<String, String> settings = new HashMap<>();
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    for (String protocol : new String[] {"consumer", "share", "streams"}) {
      settings.put("group." + protocol + ".assignment.interval.ms", "0");
      settings.put("group." + protocol + ".min.heartbeat.interval.ms", "500");
      settings.put("group." + protocol + ".heartbeat.interval.ms", "1000");
      settings.put("group." + protocol + ".min.session.timeout.ms", SESSION_MS);
      settings.put("group." + protocol + ".session.timeout.ms", SESSION_MS);
    }
    return settings;
  }

  /** Whoever takes over from a process that was killed waits for its transaction to time out; by default the broker looks every 10 s. */
  private static Map<String, String> promptTimeouts() {
    return Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  /** After a kill the controller keeps the broker's old incarnation alive for one session, and a new one has to wait for that. */
  private static Map<String, String> promptRestart() {
    return Map.of("broker.heartbeat.interval.ms", "500", "broker.session.timeout.ms", "3000");
  }

  private static Map<String, String> smallFootprint() {
    return Map.ofEntries(
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("num.recovery.threads.per.data.dir", "2"),
        Map.entry("group.coordinator.threads", "2"),
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
        Map.entry("log.segment.bytes", "134217728"),
        Map.entry("metadata.log.segment.bytes", "16777216"),
        Map.entry("log.index.size.max.bytes", "1048576"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("server.max.startup.time.ms", "60000"));
  }
}
