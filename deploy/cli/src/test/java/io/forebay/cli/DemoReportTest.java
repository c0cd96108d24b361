package io.forebay.cli;

import static io.forebay.cli.TriagedFixture.YES;
import static io.forebay.cli.TriagedFixture.triaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.PiiField;
import io.forebay.schemas.PiiFinding;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  private static final List<EmailTriaged> RESULTS =
      List.of(
          triaged("a").setSpam(YES).setPii(List.of(new PiiFinding("IBAN", PiiField.TEXT, 0, 1, 1.0), new PiiFinding("IBAN", PiiField.TEXT, 2, 3, 1.0))).build(),
          triaged("b").setNeedsAction(YES).setLanguage(new DetectedLanguage("de", 1.0)).setDefects(List.of("NO_DATE")).build(),
          triaged("c").setDuplicateOf("a").build());

  @Test
  void countsWhatWasFound() {
    var report = DemoReport.of(4, RESULTS, 1, 2.0, OptionalLong.of(1), OptionalLong.empty());

    assertThat(report.triaged()).isEqualTo(3);
    assertThat(report.unaccounted()).isZero();
    assertThat(report.perSecond()).isEqualTo(2.0);
    assertThat(report.languages()).isEqualTo(Map.of("en", 2L, "de", 1L));
    assertThat(report.personalData()).isEqualTo(Map.of("IBAN", 2L));
    assertThat(report.defects()).isEqualTo(Map.of("NO_DATE", 1L));
    assertThat(report.spam()).isEqualTo(1);
    assertThat(report.needsAction()).isEqualTo(1);
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.repliesDrafted()).isZero();
    assertThat(report.peakBytes()).isEqualTo(1);
    assertThat(report.registryPeakBytes()).isNull();
  }

  @Test
  void tellsWhatIsUnaccountedFor() {
    var report = DemoReport.of(1_005, RESULTS, 1, 2.0, OptionalLong.empty(), OptionalLong.empty());

    assertThat(report.unaccounted()).isEqualTo(1_001);
    assertThat(report.text()).contains("1,005 messages in 2.0 s", "3 triaged, 1 dead letters, 1,001 unaccounted for", "unknown (registry)");
  }

  @Test
  void namesTheMostFrequentFirst() {
    assertThat(DemoReport.of(3, RESULTS, 0, 1.0, OptionalLong.empty(), OptionalLong.empty()).text()).contains("languages      en 2 · de 1");
  }

  @Test
  void survivesAnEmptyMailbox() {
    assertThat(DemoReport.of(0, List.of(), 0, 0.0, OptionalLong.empty(), OptionalLong.empty()).text()).contains("0 messages", "categories     none");
  }
}
