package io.forebay.connect.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Takes reply drafts into a mailbox's Drafts folder, in the right thread, once each; it never sends.
 *
 * <p>Always one task: two could both look for a draft before either appends it.
 */
public final class MailDraftSinkConnector extends SinkConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public ConfigDef config() {
    return DraftSinkSettings.define();
  }

  @Override
  public Config validate(Map<String, String> given) {
    Config config = super.validate(given);
    Conflicts.addTo(config, ImapSettings::missing);
    Conflicts.addTo(config, values -> DraftSinkSettings.strangers(values, given.get(TOPICS_CONFIG)));
    List<ConfigValue> told = new ArrayList<>(config.configValues());
    told.addAll(Converters.problems(given));
    return new Config(told);
  }

  @Override
  public void start(Map<String, String> given) {
    DraftSinkSettings.of(given);
    properties = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MailDraftSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public void stop() {
    properties = null;
  }
}
