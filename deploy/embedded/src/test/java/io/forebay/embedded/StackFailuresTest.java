package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackFailuresTest {
  private static final Path DATA = Path.of("/data");

  @Test
  void namesAFullDiskHoweverDeepItIsBuried() {
    Throwable buried =
        new BrokerFaultException(new IllegalStateException(new UncheckedIOException(new IOException("No space left on device"))));

    assertThat(StackFailures.brokerDidNotStart(DATA, buried))
        .hasMessage("The disk of data directory /data is full: free some space or choose another data directory.");
  }

  @Test
  void quotesTheFirstLineOfWhatKafkaSays() {
    Throwable fault = new BrokerFaultException("caught exception", new IllegalStateException("no such topic id\nand more"));

    assertThat(StackFailures.brokerDidNotStart(DATA, fault))
        .hasMessage(
            "The broker did not start on data directory /data (no such topic id): see the log, restore the directory from a"
                + " backup, or choose another one.");
  }

  @Test
  void survivesErrorsThatCauseEachOther() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(StackFailures.isDiskFull(first)).isFalse();
  }

  @Test
  void tellsAReasonWithoutThePath() {
    assertThat(StackFailures.reason(new AccessDeniedException("/data"))).isEqualTo("permission denied");
    assertThat(StackFailures.reason(new FileSystemException("/data", null, "Read-only file system"))).isEqualTo("Read-only file system");
    assertThat(StackFailures.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
