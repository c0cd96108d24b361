package io.forebay.connect.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * A worker that is never started: it has plugins and settings, so it can tell what it would refuse, and talks to nobody.
 *
 * <p>It says the same as a worker that runs, as it is the same code, but for one thing: whether a connector can be exactly-once as its settings
 * demand, a worker that runs is to be asked.
 */
public final class OfflineWorker implements AutoCloseable {
  private static final long ANSWER_SECONDS = 60;

  private final StandaloneHerder herder;
  private final Map<String, String> variables;

  /**
   * @param settings of which the plugins and variables count
   * @throws WorkerException if the plugins cannot be loaded
   */
  public OfflineWorker(WorkerSettings settings) {
    Map<String, String> properties = settings.properties();
    variables = settings.variables();
    try {
      var plugins = new Plugins(properties);
      try (var _ = plugins.withClassLoader(plugins.delegatingLoader())) {
        var policy = new AllConnectorClientConfigOverridePolicy();
        var worker = new Worker("offline", Time.SYSTEM, plugins, new Unconnected(properties), new NoOffsets(), policy);
        herder = new StandaloneHerder(worker, Unconnected.CLUSTER, policy);
      }
    } catch (KafkaException e) {
      throw new WorkerException("Connect plugins cannot be loaded: " + WorkerFailures.sentence(e) + ".", e);
    }
  }

  /** The configuration of a worker that does not ask Kafka for its name. */
  private static final class Unconnected extends WorkerConfig {
    private static final String CLUSTER = "offline";

    Unconnected(Map<String, String> properties) {
      super(baseConfigDef(), properties);
    }

    @Override
    public String kafkaClusterId() {
      return CLUSTER;
    }
  }

  /** The offsets of connectors that never ran. */
  private static final class NoOffsets extends MemoryOffsetBackingStore {
    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
      return Set.of();
    }
  }

  /**
   * What a worker with these plugins thinks of a connector's settings.
   *
   * @throws WorkerException if they cannot be looked at
   */
  public SettingsCheck check(Map<String, String> config) {
    List<SettingProblem> unresolved = Placeholders.problems(config, variables);
    SettingsCheck check = unresolved.isEmpty() ? ask(config) : new SettingsCheck(unresolved, List.of());
    return check.and(InlineSecrets.problems(config));
  }

  private SettingsCheck ask(Map<String, String> config) {
    var answer = new CompletableFuture<ConfigInfos>();
    herder.validateConnectorConfig(
        config,
        (error, infos) -> {
          if (error == null) {
            answer.complete(infos);
          } else {
            answer.completeExceptionally(error);
          }
        },
        false);
    try {
      return SettingsCheck.of(config, bySetting(answer.get(ANSWER_SECONDS, TimeUnit.SECONDS)));
    } catch (ExecutionException e) {
      return SettingsCheck.failed(config, WorkerFailures.sentence(e.getCause()));
    } catch (TimeoutException e) {
      throw new WorkerException("The connector did not say within " + ANSWER_SECONDS + " s what it thinks of its settings.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerException("Interrupted while settings were looked at.", e);
    }
  }

  @Override
  public void close() {
    herder.stop();
  }

  private static Map<String, List<String>> bySetting(ConfigInfos infos) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    // Of some that they declare, Debezium's connectors say nothing when they are asked.
    infos.configs().forEach(config -> settings.put(config.configKey().name(), config.configValue() == null ? List.of() : config.configValue().errors()));
    return settings;
  }
}
