package io.forebay.cli;

import io.forebay.schemas.Lane;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the topics whose records have to be on the partition of their lane.
 *
 * <p>Not among them: {@code actions.outcomes}, which go where dispatch was when it made the attempt ready.
 *
 * @param topics their names
 */
record LaneKeys(Set<String> topics) {
  static LaneKeys of(Topics catalogue) {
    Stream<TopicSpec> all =
        List.of(catalogue.actionsRequests(), catalogue.actionsRequestsOnce(), catalogue.actionsRequestsCommitted(), catalogue.actionsControls())
            .stream();
    return new LaneKeys(all.map(TopicSpec::name).collect(Collectors.toUnmodifiableSet()));
  }

  /** The partition that a record has to go to; empty where any rule will do: another topic, or a key that is no lane. */
  Optional<Integer> partition(String topic, byte[] key, int partitions) {
    if (!topics.contains(topic) || key == null || key.length > Lane.NAME_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Lane.of(new String(key, StandardCharsets.UTF_8)).partition(partitions));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
