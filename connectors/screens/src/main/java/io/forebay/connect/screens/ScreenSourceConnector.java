package io.forebay.connect.screens;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the screenshots of a folder or a bucket into {@code screens.observations}. */
public final class ScreenSourceConnector extends SourceConnector {
  private static final Map<String, String> CONVERTERS =
      Map.of(
          "key.converter", "org.apache.kafka.connect.storage.StringConverter",
          "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");

  private static final Logger LOG = LoggerFactory.getLogger(ScreenSourceConnector.class);

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
    Map<String, Object> values = new HashMap<>();
    told.forEach(value -> values.put(value.name(), value.value()));
    ScreenSettings.conflicts(values).forEach((name, sentence) -> {
      if (byName.get(name).errorMessages().isEmpty()) {
        byName.get(name).addErrorMessage(sentence);
      }
    });
    CONVERTERS.forEach((name, converter) -> {
      if (!converter.equals(given.get(name))) {
        String got = given.containsKey(name) ? ", got " + given.get(name) : "; the worker's own may be another";
        told.add(new ConfigValue(name, given.get(name), List.of(), List.of(name + " must be " + converter + got + ".")));
      }
    });
    if (told.stream().allMatch(value -> value.errorMessages().isEmpty())) {
      askTheBucket(given, byName);
    }
    return new Config(told);
  }

  /** A store that cannot be reached now is no reason to refuse: it may be when the task starts, and from where that runs. */
  private static void askTheBucket(Map<String, String> given, Map<String, ConfigValue> byName) {
    BucketSettings bucket = ScreenSettings.of(given).bucket();
    if (bucket == null) {
      return;
    }
    try {
      Bucket.probe(bucket);
    } catch (BucketRefusedException e) {
      byName.get(e.setting()).addErrorMessage(e.setting() + " cannot be used: " + e.getMessage() + ".");
    } catch (IOException e) {
      LOG.warn("The bucket {} could not be asked: {}", bucket.bucket(), e.getMessage());
    }
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
