package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private final Metrics metrics = Metrics.ofForebayOnly();

  private String scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void countsByLabel() throws IOException {
    Family<Counter> letters = metrics.counter("forebay_dead_letters_total", "Dead letters.", "application", "error_code");
    letters.with("emails", "INVALID_EVENT").increment();
    letters.with("emails", "INVALID_EVENT").increment(2);
    letters.with("tasks", "UNKNOWN_SCHEMA").increment();

    assertThat(scrape())
        .contains("# HELP forebay_dead_letters_total Dead letters.")
        .contains("forebay_dead_letters_total{application=\"emails\",error_code=\"INVALID_EVENT\"} 3.0")
        .contains("forebay_dead_letters_total{application=\"tasks\",error_code=\"UNKNOWN_SCHEMA\"} 1.0");
  }

  @Test
  void recordsDurationsInSeconds() throws IOException {
    Timer parse = metrics.timer("forebay_emails_step_seconds", "Time of a step.", "step").with("parse");
    parse.record(Duration.ofMillis(3));
    parse.recordNanos(40_000);

    assertThat(parse.count()).isEqualTo(2);
    assertThat(scrape())
        .contains("forebay_emails_step_seconds_bucket{step=\"parse\",le=\"5.0E-5\"} 1")
        .contains("forebay_emails_step_seconds_bucket{step=\"parse\",le=\"0.005\"} 2")
        .contains("forebay_emails_step_seconds_count{step=\"parse\"} 2")
        .contains("forebay_emails_step_seconds_sum{step=\"parse\"} 0.00304");
  }

  @Test
  void recordsDurationsThatNanosecondsCannotHold() throws IOException {
    Timer age = metrics.timer("forebay_tasks_seconds", "Time of a task.", "agent").with("slow");
    age.record(Duration.ofSeconds(63_962_503_148L)); // since the year 0

    assertThat(age.count()).isEqualTo(1);
    assertThat(scrape()).contains("forebay_tasks_seconds_count{agent=\"slow\"} 1", "forebay_tasks_seconds_sum{agent=\"slow\"} 6.3962503148E10");
  }

  @Test
  void asksAGaugeAtEachScrape() throws IOException {
    double[] depth = {4};
    Family<Gauge> gauges = metrics.gauge("forebay_queue_depth_records", "Records that wait.", "lane");
    gauges.with("fast").follow(() -> depth[0]);
    gauges.with("unset");

    assertThat(scrape()).contains("forebay_queue_depth_records{lane=\"fast\"} 4.0").doesNotContain("unset");
    depth[0] = 5;
    assertThat(scrape()).contains("forebay_queue_depth_records{lane=\"fast\"} 5.0");
  }

  @Test
  void givesTheSameFamilyToAllWhoAsk() {
    Family<Counter> first = metrics.counter("forebay_dead_letters_total", "Dead letters.", "application");

    assertThat(metrics.counter("forebay_dead_letters_total", "Dead letters.", "application")).isSameAs(first);
    assertThat(first.with("emails")).isSameAs(first.with("emails"));
  }

  @Test
  void refusesANameThatMeansSomethingElse() {
    metrics.counter("forebay_dead_letters_total", "Dead letters.", "application");

    assertThatThrownBy(() -> metrics.counter("forebay_dead_letters_total", "Dead letters.", "topic")).hasMessageContaining("already a COUNTER");
    assertThatThrownBy(() -> metrics.gauge("forebay_dead_letters_total", "Dead letters.", "application")).hasMessageContaining("already a COUNTER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emails_triaged_total", "forebay_emails", "forebay_Emails_total", "forebay_e mails_total"})
  void refusesANameOutsideTheConvention(String name) {
    assertThatThrownBy(() -> metrics.counter(name, "Help.")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTheWrongNumberOfLabels() {
    Family<Counter> family = metrics.counter("forebay_emails_languages_total", "Languages.", "language");

    assertThatThrownBy(family::with).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsUnderOtherBeyondTheBound() throws IOException {
    Family<Counter> family = metrics.counter("forebay_emails_languages_total", "Languages.", "language");
    for (int i = 0; i < Metrics.CHILDREN_MAX + 100; i++) {
      family.with("l" + i).increment();
    }

    assertThat(scrape()).contains("language=\"l" + (Metrics.CHILDREN_MAX - 1) + "\"} 1.0").contains("{language=\"other\"} 100.0");
  }

  @Test
  void losesNoCountAmongThreads() {
    Counter counter = metrics.counter("forebay_emails_triaged_total", "Triaged mail.").with();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(() -> {
          for (int i = 0; i < 10_000; i++) {
            counter.increment();
          }
        });
      }
    }

    assertThat(counter.value()).isEqualTo(40_000);
  }
}
