package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.cli.RedriveRules.Stay;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveRulesTest {
  private static final RedriveRules ALL = new RedriveRules(null, null, Long.MAX_VALUE, 3);

  private static int partitions(String topic) {
    return topic.equals("gone") ? 0 : 4;
  }

  private static DeadLetter from(String topic) {
    return Letters.letter(new byte[1], headers(topic));
  }

  private static Headers headers(String topic) {
    return Letters.failed(new RecordHeaders(), ErrorCode.INVALID_EVENT, topic, 0, 0);
  }

  @Test
  void sendsBackALetterThatNothingSpeaksAgainst() {
    assertThat(ALL.stays(from("emails.inbound"), false, 0, RedriveRulesTest::partitions)).isEmpty();
  }

  @Test
  void sendsNoLetterBackTwice() {
    assertThat(ALL.stays(from("emails.inbound"), true, 0, RedriveRulesTest::partitions)).contains(Stay.ALREADY_REDRIVEN);
  }

  @ParameterizedTest
  @CsvSource({"null, NO_SOURCE", "forebay-emails.dlq, NO_SOURCE", "gone, SOURCE_MISSING"})
  void leavesWhatHasNowhereToGo(String topic, Stay stay) {
    assertThat(ALL.stays(from(topic), false, 0, RedriveRulesTest::partitions)).contains(stay);
  }

  @Test
  void leavesRowsToTheirTable() {
    var row = Letters.letter(new byte[1], Letters.row(new RecordHeaders(), "emails.inbound"));

    assertThat(ALL.stays(row, false, 0, RedriveRulesTest::partitions)).contains(Stay.ROW);
  }

  @Test
  void leavesRecordsThatAreNoLetters() {
    assertThat(ALL.stays(Letters.letter(new byte[1], new RecordHeaders()), false, 0, RedriveRulesTest::partitions)).contains(Stay.NO_SOURCE);
  }

  @Test
  void leavesValuesThatAreNotWhole() {
    var cut = Letters.letter(new byte[TopicSpec.RECORD_BYTES_MAX], Letters.add(headers("t"), "value-bytes", "2000000"));

    assertThat(ALL.stays(cut, false, 0, RedriveRulesTest::partitions)).contains(Stay.VALUE_CUT);
    assertThat(ALL.stays(Letters.letter(null, headers("t")), false, 0, RedriveRulesTest::partitions)).contains(Stay.VALUE_MISSING);
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "4, true"})
  void guardsAgainstLoops(String redrives, boolean stays) {
    var headers = Letters.failed(Letters.add(new RecordHeaders(), "forebay-redrives", redrives), ErrorCode.INVALID_EVENT, "t", 0, 0);

    assertThat(ALL.stays(Letters.letter(new byte[1], headers), false, 0, RedriveRulesTest::partitions).filter(Stay.REDRIVES_MAX::equals).isPresent())
        .isEqualTo(stays);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"INVALID_EVENT, -, false", "UNKNOWN_SCHEMA, -, true", "-, t, false", "-, other, true", "INVALID_EVENT, other, true"})
  void selectsByCodeAndSource(ErrorCode code, String source, boolean stays) {
    var rules = new RedriveRules(code, source, Long.MAX_VALUE, 3);

    assertThat(rules.stays(from("t"), false, 0, RedriveRulesTest::partitions).filter(Stay.NOT_SELECTED::equals).isPresent()).isEqualTo(stays);
  }

  @Test
  void stopsAtTheLimit() {
    var rules = new RedriveRules(null, null, 2, 3);

    assertThat(rules.stays(from("t"), false, 1, RedriveRulesTest::partitions)).isEmpty();
    assertThat(rules.stays(from("t"), false, 2, RedriveRulesTest::partitions)).contains(Stay.OVER_LIMIT);
  }
}
