package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.Health.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  @Test
  void comesAlthoughACheckDoesNotAnswer() {
    CountDownLatch never = new CountDownLatch(1);
    HealthCheck stuck =
        new HealthCheck() {
          @Override
          public String name() {
            return "stuck";
          }

          @Override
          public Health check() {
            try {
              never.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            return Health.up(Map.of());
          }
        };

    HealthReport report = HealthReport.of(List.of(stuck), Duration.ofMillis(10));

    assertThat(report.status()).isEqualTo(Status.DOWN);
    assertThat(report.alive()).isTrue();
    assertThat(report.parts().getFirst().details()).containsEntry("reason", "did not answer within PT0.01S");
  }
}
