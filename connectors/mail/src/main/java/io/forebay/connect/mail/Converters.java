package io.forebay.connect.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;

/** Which of Connect's converters go with keys that are e-mail ids and values that Forebay's own serde makes and reads. */
final class Converters {
  private static final Map<String, String> WANTED =
      Map.of(
          "key.converter", "org.apache.kafka.connect.storage.StringConverter",
          "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");

  private Converters() {}

  /** Those of a connector's settings that are others; what is not given is the worker's. */
  static List<ConfigValue> problems(Map<String, String> given) {
    List<ConfigValue> problems = new ArrayList<>();
    WANTED.forEach(
        (setting, wanted) -> {
          String converter = given.get(setting);
          if (converter != null && !converter.equals(wanted)) {
            // Without the value: Connect takes it for a loaded class.
            problems.add(new ConfigValue(setting, null, List.of(), List.of(setting + " must be " + wanted + ", got " + converter + ".")));
          }
        });
    return problems;
  }
}
