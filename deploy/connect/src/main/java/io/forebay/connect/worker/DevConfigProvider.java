package io.forebay.connect.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * What a connector may write as {@code ${dev:name}}: where the parts of the worker's own stack are.
 *
 * <p>Connect keeps a connector's settings as they were written, so those that a data directory keeps are right again on other ports.
 */
public final class DevConfigProvider implements ConfigProvider {
  private Map<String, String> values = Map.of();

  @Override
  public void configure(Map<String, ?> parameters) {
    Map<String, String> given = new HashMap<>();
    parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
    values = Map.copyOf(given);
  }

  @Override
  public ConfigData get(String path) {
    return get(path, values.keySet());
  }

  @Override
  public ConfigData get(String path, Set<String> names) {
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      if (!values.containsKey(name)) {
        throw new ConfigException("There is no ${dev:" + name + "}; there are " + String.join(", ", values.keySet().stream().sorted().toList()) + ".");
      }
      found.put(name, values.get(name));
    }
    return new ConfigData(found);
  }

  @Override
  public void close() {}
}
