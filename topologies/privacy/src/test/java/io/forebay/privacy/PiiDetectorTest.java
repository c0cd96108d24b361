package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiiDetectorTest {
  private static final int HOSTILE = 1_000_000;
  /** A hundred times what it takes; work that grows with the square of the text takes hours. */
  private static final Duration GENEROUS = Duration.ofSeconds(20);

  @Test
  void spansAreSortedAndDoNotOverlap() {
    List<PiiSpan> spans = Findings.spans("ada@example.org 536-22-1234, 203.0.113.77 or +1 415 555 0132x5 and 4539148803436467; T: 5550132");
    assertThat(spans).hasSize(6).isSortedAccordingTo((a, b) -> Integer.compare(a.start(), b.start()));
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).start()).isGreaterThanOrEqualTo(spans.get(i - 1).end());
    }
  }

  @Test
  void theBetterOfTwoOverlappingCandidatesStays() {
    assertThat(Findings.in("call 4155550132@example.org")).containsExactly("EMAIL_ADDRESS 4155550132@example.org");
    assertThat(Findings.in("password: ada1@example.org")).containsExactly("EMAIL_ADDRESS ada1@example.org");
  }

  @Test
  void aSecretGrowsOverWhatOverlapsWithAPartOfIt() {
    assertThat(Findings.in("password: Xy7/203.0.113.77 ok")).containsExactly("SECRET Xy7/203.0.113.77");
    assertThat(Findings.in("pwd=;12345678Z=+1 415 555 0132")).containsExactly("SECRET ;12345678Z=+1 415 555 0132");
  }

  @Test
  void anEmptyTextHasNone() {
    assertThat(Findings.spans("")).isEmpty();
  }

  @Test
  void stopsAtTheBound() {
    assertThat(new PiiDetector(3).detect("a@x.org ".repeat(10), PiiHints.unknown())).hasSize(3);
    assertThat(new PiiDetector().detect("a@x.org ".repeat(2_000), PiiHints.unknown())).hasSize(PiiDetector.SPANS_MAX);
  }

  @Test
  void refusesABoundBelowOne() {
    assertThatThrownBy(() -> new PiiDetector(0)).isInstanceOf(IllegalArgumentException.class).hasMessage("spansMax must be at least 1, got 0");
  }

  @Test
  void isSafeForThreads() throws InterruptedException {
    PiiDetector detector = new PiiDetector();
    String text = "DE89370400440532013000 RSSMRA85T10A562S 4539 1488 0343 6467 +49 30 901820 12345678Z";
    List<PiiSpan> expected = detector.detect(text, PiiHints.unknown());
    List<List<PiiSpan>> results = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int round = 0; round < 500; round++) {
                      List<PiiSpan> spans = detector.detect(text, PiiHints.unknown());
                      synchronized (results) {
                        results.add(spans);
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(2_000).allMatch(expected::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "1", "@", "::", "1 ", "1-", "0:", "a1", "a@", "a.", "1.", "a@a.", "(1", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n\n", "password:", "password is ", "pass=",
    "eyJ", "eyJ.", "ghp_", "sk-", "AB 12 ", "GB29 ", "+1 415 555 ", "tel 555 0132 ", "call 0171 2345678 ", "01 02 03 ", "x1_", "/", "A.A/-", "\u200b", "１", "電1",
    "\"@", "a=b+", "1111 2222 ", "tel: +999 ", "f:", "1.1.1.", "-", "]", "\ud835"
  })
  void hostileTextTakesLinearTime(String piece) {
    String text = piece.repeat(HOSTILE / piece.length());
    PiiDetector detector = new PiiDetector();
    Assertions.assertTimeoutPreemptively(GENEROUS, () -> detector.detect(text, PiiHints.unknown()));
  }
}
