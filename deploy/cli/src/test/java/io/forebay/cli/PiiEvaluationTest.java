package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.cli.PiiEvaluation.Report;
import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiiEvaluationTest {
  private static Report evaluate(LabelledText... texts) {
    return new PiiEvaluation(new PiiDetector()).run(List.of(texts));
  }

  private static LabelledText.Span span(String type, int start, int end) {
    return new LabelledText.Span(type, start, end);
  }

  @Test
  void anOverlapMatchesAndOnlyTheSameOffsetsAreExact() {
    Report report = evaluate(new LabelledText("to ada@example.org", List.of(span("EMAIL_ADDRESS", 3, 10))));
    assertThat(report.micro().matched()).isEqualTo(1);
    assertThat(report.micro().exact()).isZero();
  }

  @Test
  void aMarkMatchesOneFindingOnly() {
    Report report = evaluate(new LabelledText("ada@example.org bob@example.org", List.of(span("EMAIL_ADDRESS", 0, 31))));
    assertThat(report.micro().matched()).isEqualTo(1);
    assertThat(report.micro().found()).isEqualTo(2);
    assertThat(report.mistakes()).singleElement().satisfies(mistake -> assertThat(mistake.kind()).isEqualTo("invented"));
  }

  @Test
  void anotherTypeIsAMissAndAnInvention() {
    Report report = evaluate(new LabelledText("ada@example.org", List.of(span("IP_ADDRESS", 0, 15))));
    assertThat(report.types().get(PiiType.IP_ADDRESS).recall()).isZero();
    assertThat(report.types().get(PiiType.EMAIL_ADDRESS).precision()).isZero();
    assertThat(report.micro().f2()).isZero();
  }

  @Test
  void recallWeighsMoreInF2() {
    Report report =
        evaluate(
            new LabelledText("ada@example.org", List.of(span("EMAIL_ADDRESS", 0, 15), span("IBAN_CODE", 0, 1))),
            new LabelledText("nobody", List.of()));
    assertThat(report.micro().precision()).isEqualTo(1);
    assertThat(report.micro().recall()).isEqualTo(0.5);
    assertThat(report.micro().f1()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(report.micro().f2()).isCloseTo(5 * 0.5 / 4.5, within(1e-9));
  }

  @Test
  void offsetsCountCodePoints() {
    Report report = evaluate(new LabelledText("\uD83D\uDC4B\uD83D\uDC4B ada@example.org", List.of(span("EMAIL_ADDRESS", 3, 18))));
    assertThat(report.micro().exact()).isEqualTo(1);
  }

  @Test
  void otherMarksAndFindingsAreLeftAside() {
    Report report = evaluate(new LabelledText("Ada 12345678Z", List.of(span("PERSON", 0, 3))));
    assertThat(report.micro().marked()).isZero();
    assertThat(report.micro().found()).isZero();
  }

  @Test
  void noTextTakesNoTime() {
    assertThat(evaluate().microsPerText()).isZero();
  }
}
