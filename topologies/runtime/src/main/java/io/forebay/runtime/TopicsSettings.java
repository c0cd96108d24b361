package io.forebay.runtime;

import io.forebay.schemas.Topics;

/**
 * Which topics a process works on.
 *
 * @param prefix of every topic and application, for clusters that several installations share
 * @param partitions of every event topic that is created; has to stay as it was once there is state
 */
public record TopicsSettings(
    @Setting("Put before every topic and application id; lower-case words that each end in a dot; none unless given.") String prefix,
    @Setting("Partitions of every event topic; must not change once there is state; 4 unless given.") Integer partitions) {

  public TopicsSettings {
    var defaults = Topics.defaults();
    prefix = prefix == null ? defaults.prefix() : prefix;
    partitions = partitions == null ? defaults.partitions() : partitions;
    try {
      var _ = new Topics(prefix, partitions);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("prefix", "and partitions are refused: " + e.getMessage());
    }
  }

  public static TopicsSettings defaults() {
    return new TopicsSettings(null, null);
  }

  /** The catalogue with these settings. */
  public Topics catalogue() {
    return new Topics(prefix, partitions);
  }
}
