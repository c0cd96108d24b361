package io.forebay.connect.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/** Brings a mailbox into {@code emails.inbound}: one connector for each server, so that none waits for another. */
public final class MailSourceConnector extends SourceConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public ConfigDef config() {
    return MailSourceSettings.define();
  }

  @Override
  public Config validate(Map<String, String> given) {
    Config config = super.validate(given);
    Conflicts.addTo(config, MailSourceSettings::conflicts);
    Conflicts.addTo(config, MailSourceSettings::absent);
    List<ConfigValue> told = new ArrayList<>(config.configValues());
    told.addAll(Converters.problems(given));
    return new Config(told);
  }

  @Override
  public void start(Map<String, String> given) {
    MailSourceSettings.of(given);
    properties = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MailSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    MailSourceSettings settings = MailSourceSettings.of(properties);
    if (settings.store() != MailSourceSettings.Store.IMAP) {
      return List.of(properties);
    }
    List<String> folders = settings.folders();
    return ConnectorUtils.groupPartitions(folders, Math.min(maxTasks, folders.size())).stream()
        .map(group -> {
          Map<String, String> task = new HashMap<>(properties);
          task.put(MailSourceSettings.FOLDERS, String.join(",", group));
          return task;
        })
        .toList();
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
