package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimeTest {
  @ParameterizedTest
  @CsvSource({"5, 9, 5", "0, 9, 0", "-1, 9, 9", "-9223372036854775808, 9, 9", "-1, -1, 0"})
  void takesTheRecordsTimeOrElseThatOfItsPartition(long timestamp, long partitionTime, long expected) {
    var record =
        new ConsumerRecord<Object, Object>("topic", 0, 0, timestamp, TimestampType.CREATE_TIME, 0, 0, "key", "value", new RecordHeaders(), Optional.empty());

    assertThat(new RecordTime().extract(record, partitionTime)).isEqualTo(expected);
  }
}
