package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {
  private static List<String> shown(List<Header> headers) {
    return headers.stream().map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)).toList();
  }

  private static Headers failed(Headers headers) {
    return Letters.failed(headers, ErrorCode.INVALID_EVENT, "emails.inbound", 2, 40);
  }

  @Test
  void tellsWhereItCameFromAndWhy() {
    var letter = Letters.letter();

    assertThat(letter.code()).contains("UNREADABLE_RECORD");
    assertThat(letter.sourceTopic()).contains("emails.inbound");
    assertThat(letter.sourcePartition()).hasValue(2);
    assertThat(letter.sourceOffset()).hasValue(40);
    assertThat(letter.message()).contains("The value is not Avro.");
    assertThat(letter.position()).isEqualTo("0:7");
  }

  @Test
  void givesBackExactlyTheHeadersThatItsRecordHad() {
    var headers = new RecordHeaders();
    Letters.add(headers, "traceparent", "00-1-2-03");
    Letters.add(headers, "error-code", "A stranger's");
    Letters.add(headers, "traceparent", "twice");
    var letter = Letters.letter(new byte[1], failed(headers));

    assertThat(letter.code()).contains("INVALID_EVENT");
    assertThat(shown(letter.sourceHeaders())).containsExactly("traceparent=00-1-2-03", "error-code=A stranger's", "traceparent=twice");
  }

  @ParameterizedTest
  @CsvSource({"'', 0, 1", "0, 0, 1", "2, 2, 3", "-4, 0, 1", "many, 0, 1", "99999999999999999999, 0, 1", "9223372036854775807, 0, 1"})
  void countsItsRedrives(String header, long before, String after) {
    var headers = Letters.add(new RecordHeaders(), "forebay-redrives", header);
    var letter = Letters.letter(new byte[1], failed(headers));

    assertThat(letter.redrives()).isEqualTo(before);
    assertThat(shown(letter.redriveHeaders())).containsExactly("forebay-redrives=" + after);
  }

  @Test
  void knowsNoSourceWhereTheHandlerKnewNone() {
    var letter = Letters.letter(new byte[1], Letters.failed(new RecordHeaders(), ErrorCode.PROCESSING_FAILED, "null", -1, -1));

    assertThat(letter.sourceTopic()).isEmpty();
    assertThat(letter.sourcePartition()).isEmpty();
    assertThat(letter.sourceOffset()).isEmpty();
  }

  @Test
  void isCutOnlyWhereItsLengthSaysSoToo() {
    byte[] full = new byte[TopicSpec.RECORD_BYTES_MAX];
    var headers = Letters.add(failed(new RecordHeaders()), "value-bytes", "2000000");

    assertThat(Letters.letter(full, headers).isCut()).isTrue();
    assertThat(Letters.letter(new byte[10], headers).isCut()).as("a stranger's header").isFalse();
    assertThat(Letters.letter(full, failed(new RecordHeaders())).isCut()).isFalse();
  }

  @Test
  void tellsWhichTableARowIsOfAndWhereInItsLog() {
    var letter = Letters.letter(new byte[1], Letters.row(new RecordHeaders(), "outbox.public.outbox"));

    assertThat(letter.isRow()).isTrue();
    assertThat(letter.sourceTopic()).contains("outbox.public.outbox");
    assertThat(letter.message()).contains("There is nothing at header.agent.");
    assertThat(letter.exception()).contains("org.apache.kafka.connect.errors.DataException");
    assertThat(letter.stackTrace()).contains("at io.forebay.X");
    assertThat(shown(letter.sourceHeaders())).containsExactly("__connect.errors.partition={server=outbox}", "__connect.errors.offset={lsn=4711}");
  }

  @Test
  void isNoRowBecauseAStrangerSaysSo() {
    var headers = Letters.add(new RecordHeaders(), "__connect.errors.topic", "outbox.public.outbox");
    var letter = Letters.letter(new byte[1], failed(headers));

    assertThat(letter.isRow()).isFalse();
    assertThat(letter.sourceTopic()).contains("emails.inbound");
  }

  @Test
  void doesWithoutAnyHeader() {
    var letter = Letters.letter(null, new RecordHeaders());

    assertThat(letter.code()).isEmpty();
    assertThat(letter.sourceHeaders()).isEmpty();
    assertThat(letter.isCut()).isFalse();
  }
}
