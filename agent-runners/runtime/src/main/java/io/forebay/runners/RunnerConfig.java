package io.forebay.runners;

import io.forebay.runtime.ConfigSection;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Setting;
import io.forebay.runtime.TopicsSettings;
import java.util.Map;

/**
 * Configuration of a runner as a process.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics it works on
 * @param runner how it runs
 * @param tracing where its spans go
 * @param handlers settings of each family of handlers, bound by the handlers themselves
 */
public record RunnerConfig(
    ConnectionSettings kafka,
    TopicsSettings topics,
    RunnerSettings runner,
    TracingSettings tracing,
    @Setting("Settings of each family of handlers, by the first word of what they do.") ConfigSection handlers) {

  /** The defaults, against a Kafka and a registry, and what the environment says of handlers and tracing. */
  public static RunnerConfig to(ConnectionSettings kafka, TopicsSettings topics, Map<String, String> environment) {
    return new RunnerConfig(
        kafka, topics, RunnerSettings.defaults(), TracingSettings.none().orFrom(environment), ConfigSection.of("handlers", environment));
  }

  /** The same with other settings of the runner. */
  public RunnerConfig with(RunnerSettings settings) {
    return new RunnerConfig(kafka, topics, settings, tracing, handlers);
  }

  /** The same, with spans going where OpenTelemetry's own variables say, unless these settings say where. */
  public RunnerConfig withTelemetryFrom(Map<String, String> environment) {
    return new RunnerConfig(kafka, topics, runner, tracing.orFrom(environment), handlers);
  }
}
