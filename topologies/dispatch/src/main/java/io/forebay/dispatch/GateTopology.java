package io.forebay.dispatch;

import io.forebay.schemas.Lane;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The gate before dispatch: passes on requests for {@code ONCE} actions once the transaction that asked for them has committed.
 *
 * <p><b>Why it is an application of its own:</b> a Kafka Streams application reads all its topics committed or all uncommitted. This one
 * reads committed; dispatch must not, because it would wait for every asker's commit.
 *
 * <p>Passes bytes on as they are and keeps nothing. What it passes on twice after a crash, dispatch recognises.
 */
public final class GateTopology {
  private GateTopology() {}

  /** The topology as a function of the catalogue. */
  public static Topology build(Topics topics) {
    var builder = new StreamsBuilder();
    builder.stream(topics.actionsRequestsOnce().name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("ingest-actions-requests-once"))
        .to(
            topics.actionsRequestsCommitted().name(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray(), GateTopology::partition).withName("egress-actions-requests-committed"));
    return builder.build();
  }

  /** By tenant; what has no lane as its key goes anywhere, and dispatch says what is wrong with it. */
  private static Optional<Set<Integer>> partition(String topic, byte[] key, byte[] value, int partitions) {
    try {
      return Optional.of(Set.of(Lane.of(new String(key == null ? new byte[0] : key, StandardCharsets.UTF_8)).partition(partitions)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
