package io.forebay.runtime;

import io.forebay.schemas.Topics;
import java.util.List;
import java.util.Set;

/**
 * Which topics a process works on.
 *
 * @param prefix of every topic and application, for clusters that several installations share
 * @param partitions of every event topic that is created; has to stay as it was once there is state
 */
public record TopicsSettings(
    @Setting("Put before every topic and application id; lower-case words that each end in a dot; none unless given.") String prefix,
    @Setting("Partitions of every event topic; must not change once there is state; 4 unless given.") Integer partitions,
    @Setting("What runners can do beyond what ships; each has a topic of its own.") List<String> capabilities,
    @Setting("Who asks for actions beyond the applications that ship and users; each has a topic of results.") List<String> origins) {

  public TopicsSettings {
    var defaults = Topics.defaults();
    prefix = prefix == null ? defaults.prefix() : prefix;
    partitions = partitions == null ? defaults.partitions() : partitions;
    capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
    origins = origins == null ? List.of() : List.copyOf(origins);
    try {
      var _ = new Topics(prefix, partitions, Set.copyOf(capabilities), Set.copyOf(origins));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("prefix", "and what else says which topics there are is refused: " + e.getMessage());
    }
  }

  public static TopicsSettings defaults() {
    return new TopicsSettings(null, null, null, null);
  }

  /** The catalogue with these settings. */
  public Topics catalogue() {
    return new Topics(prefix, partitions, Set.copyOf(capabilities), Set.copyOf(origins));
  }
}
