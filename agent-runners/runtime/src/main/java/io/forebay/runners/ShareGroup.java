package io.forebay.runners;

import io.forebay.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the share group of all runners, which live in the cluster and not in a client.
 *
 * <p>A new group reads from the earliest record: by default it would miss every action that was made ready before its first runner came. And
 * a record may be delivered as often as Kafka allows at all before it is set aside: what runners give back while a registry or dispatch is
 * away is not its fault.
 */
final class ShareGroup {
  private static final Logger log = LoggerFactory.getLogger(ShareGroup.class);

  private ShareGroup() {}

  /** Sets what differs; a runner that may not do so says what is to be set, and goes on. */
  static void configure(Admin admin, String group) throws InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    List<AlterConfigOp> changes =
        Topics.RUNNERS_GROUP_SETTINGS.entrySet().stream()
            .map(setting -> new AlterConfigOp(new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    try {
      admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
    } catch (ExecutionException e) {
      log.warn(
          "The share group {} could not be configured ({}); let an administrator set {} with kafka-configs.sh --entity-type groups",
          group,
          e.getCause().getMessage(),
          Topics.RUNNERS_GROUP_SETTINGS);
    }
  }
}
