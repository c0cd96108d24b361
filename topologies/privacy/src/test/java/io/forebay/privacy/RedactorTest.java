package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RedactorTest {
  @Test
  void namesTheTypeInPlaceOfTheValue() {
    String text = "Call 415-555-0132 or write to ada@example.org.";
    assertThat(Redactor.redact(text, Findings.spans(text))).isEqualTo("Call [PHONE_NUMBER] or write to [EMAIL_ADDRESS].");
  }

  @Test
  void aTextWithoutFindingsStaysTheSame() {
    assertThat(Redactor.redact("Hello", List.of())).isSameAs("Hello");
  }

  @Test
  void refusesSpansOfAnotherText() {
    List<PiiSpan> outside = List.of(new PiiSpan(PiiType.SECRET, 2, 9, 1));
    assertThatThrownBy(() -> Redactor.redact("Hello", outside)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("inside the text of 5");
    List<PiiSpan> unsorted = List.of(new PiiSpan(PiiType.SECRET, 2, 4, 1), new PiiSpan(PiiType.SECRET, 3, 5, 1));
    assertThatThrownBy(() -> Redactor.redact("Hello", unsorted)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 3_000)
  void nothingFoundSurvives(@ForAll("mails") String text) {
    String redacted = Redactor.redact(text, Findings.spans(text));
    assertThat(Findings.in(redacted)).as("found again in <%s> from <%s>", redacted, text).isEmpty();
  }

  @Property(tries = 1_000)
  void whatIsOutsideTheSpansIsUntouched(@ForAll("mails") String text) {
    List<PiiSpan> spans = Findings.spans(text);
    String redacted = Redactor.redact(text, spans);
    int from = 0;
    int at = 0;
    for (PiiSpan span : spans) {
      String between = text.substring(from, span.start()) + "[" + span.type() + "]";
      assertThat(redacted.startsWith(between, at)).isTrue();
      at += between.length();
      from = span.end();
    }
    assertThat(redacted.substring(at)).isEqualTo(text.substring(from));
  }

  /** Texts in which findings, near misses, labels and punctuation stand in any order. */
  @Provide
  Arbitrary<String> mails() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "ada@example.org", "+1 415 555 0132", "(415) 555-0132", "5550132", "555 0132", "0171 2345678", "x12", "4539148803436467", "4539 1488 0343 6467", "536-22-1234",
            "536221234", "DE89370400440532013000", "203.0.113.77", "2001:db8::1", "::1", "1.2.3.4", "12345678Z", "AB 12 34 56 C", "529.982.247-25", "12.ABC.345/01DE-35",
            "2 55 08 14 168 025 38", "943 476 5919", "phone", "Tel:", "Desk:", "card", "ssn", "SIN", "NHS", "ip", "version", "number", "order", "fax", "password:", "password is",
            "pwd=", "hunter2", "secretword", "token=0a1b2c3d4e5f", "the", "Regards", "1", "12", "2024", "2024-01-15", "12:30", "E-mail", "T:", "eyJhbGciOiJI.eyJzdWIiOiIx.abc",
            "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "電話", "密码：", "０３－１２３４－５６７８", "\u200b", "👍", "[PHONE_NUMBER]", "GB29", "@", "example.org", "+", "(");
    Arbitrary<String> separators = Arbitraries.of(" ", " ", " ", "\n", ", ", ": ", "; ", ". ", " (", ") ", "/ ", " - ");
    return Combinators.combine(pieces, separators)
        .as((piece, separator) -> piece + separator)
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }
}
