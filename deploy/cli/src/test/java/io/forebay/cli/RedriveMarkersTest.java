package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ErrorCode;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveMarkersTest {
  private static final TopicPartition PARTITION = new TopicPartition(Letters.TOPIC, 0);

  private final RedriveMarkers markers = new RedriveMarkers(Map.of(PARTITION, 5L));

  private static ConsumerRecord<byte[], byte[]> marker(String position) {
    return Letters.record(100, null, Letters.add(new RecordHeaders(), RedriveMarkers.REDRIVEN, position));
  }

  private static ConsumerRecord<byte[], byte[]> letter(long offset) {
    return Letters.record(offset, new byte[1], Letters.failed(new RecordHeaders(), ErrorCode.INVALID_EVENT, "t", 0, 0));
  }

  @Test
  void knowsTheLettersThatMarkersName() {
    markers.note(marker("0:7"));

    assertThat(markers.contains(letter(7))).isTrue();
    assertThat(markers.contains(letter(8))).isFalse();
  }

  @Test
  void marksTheLetterThatIsSentBack() {
    var marker = RedriveMarkers.marker(new DeadLetter(letter(9)));
    markers.note(Letters.record(100, marker.value(), marker.headers()));

    assertThat(marker.key()).isNull();
    assertThat(marker.partition()).isZero();
    assertThat(markers.contains(letter(9))).isTrue();
  }

  @Test
  void takesNoDeadLetterForAMarker() {
    var headers = Letters.add(new RecordHeaders(), RedriveMarkers.REDRIVEN, "0:7");
    var forged = Letters.record(100, null, Letters.failed(headers, ErrorCode.INVALID_EVENT, "t", 0, 0));
    markers.note(forged);

    assertThat(RedriveMarkers.isMarker(forged)).isFalse();
    assertThat(markers.contains(letter(7))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "0:", "0:-7", "1:7", "0:4", "0:100", "0:999999999999999999", "0:9999999999999999999", "0:7:7"})
  void passesOverWhatNamesNoLetterBeforeIt(String position) {
    markers.note(marker(position));

    for (long offset : new long[] {4, 5, 7, 100}) {
      assertThat(markers.contains(letter(offset))).isFalse();
    }
  }
}
