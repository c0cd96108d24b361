package io.forebay.connect.mail;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;

/** Settings that are fine alone and wrong together: told one by one where they are validated, refused where they are used. */
final class Conflicts {
  private Conflicts() {}

  /**
   * Adds to each setting what is wrong with it.
   *
   * @param rule sentences by the settings' names, of all values by theirs
   */
  static void addTo(Config config, Function<Map<String, Object>, Map<String, String>> rule) {
    Map<String, Object> values = new HashMap<>();
    config.configValues().forEach(value -> values.put(value.name(), value.value()));
    Map<String, String> sentences = rule.apply(values);
    config.configValues().stream().filter(value -> sentences.containsKey(value.name())).forEach(value -> value.addErrorMessage(sentences.get(value.name())));
  }

  static void refuse(AbstractConfig config, Function<Map<String, Object>, Map<String, String>> rule) {
    rule.apply(new HashMap<>(config.values())).values().stream().findFirst().ifPresent(sentence -> {
      throw new ConfigException(sentence);
    });
  }
}
