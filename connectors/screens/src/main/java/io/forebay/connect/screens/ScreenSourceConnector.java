package io.forebay.connect.screens;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Brings the screenshots of a folder into {@code screens.observations}. */
public final class ScreenSourceConnector extends SourceConnector {
  private static final String VALUE_CONVERTER = "value.converter";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private Map<String, String> properties;

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public ConfigDef config() {
    return ScreenSettings.define();
  }

  @Override
  public Config validate(Map<String, String> given) {
    List<ConfigValue> told = new ArrayList<>(super.validate(given).configValues());
    Map<String, ConfigValue> byName = told.stream().collect(Collectors.toMap(ConfigValue::name, Function.identity()));
    ConfigValue deadLetters = byName.get(ScreenSettings.DEAD_LETTERS);
    if (!"".equals(deadLetters.value()) && Objects.equals(deadLetters.value(), byName.get(ScreenSettings.TOPIC).value())) {
      deadLetters.addErrorMessage(ScreenSettings.SAME_TOPIC);
    }
    String converter = given.get(VALUE_CONVERTER);
    if (converter != null && !converter.equals(BYTES)) {
      told.add(new ConfigValue(VALUE_CONVERTER, converter, List.of(), List.of(VALUE_CONVERTER + " must be " + BYTES + ", got " + converter + ".")));
    }
    return new Config(told);
  }

  @Override
  public void start(Map<String, String> given) {
    ScreenSettings.of(given);
    properties = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ScreenSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public void stop() {
    properties = null;
  }
}
