package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerFailuresTest {
  @Test
  void tellsWhatATraceSaysFirstAndLast() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
        \tat org.apache.kafka.connect.Some.method(Some.java:1)
        Caused by: java.lang.IllegalStateException: between
        \tat org.apache.kafka.connect.Some.method(Some.java:1)
        Caused by: java.net.ConnectException: Connection refused
        """;

    assertThat(WorkerFailures.ofTrace(trace)).isEqualTo("Tolerance exceeded in error handler (Connection refused)");
  }

  @Test
  void tellsOnceWhatIsSaidTwice() {
    String trace = "a.b.C: The server refuses the user.\n\tat a.b.C.d(C.java:1)\nCaused by: a.b.D: The server refuses the user.\n";

    assertThat(WorkerFailures.ofTrace(trace)).isEqualTo("The server refuses the user");
    assertThat(WorkerFailures.ofTrace("")).isEmpty();
  }

  @Test
  void leavesOutEveryPluginThatConnectKnows() {
    assertThat(WorkerFailures.sentence("Failed to find any class that matches Nope, available connectors are: PluginDesc{a}, PluginDesc{b}"))
        .isEqualTo("Failed to find any class that matches Nope");
  }

  @Test
  void putsAListOnOneLine() {
    assertThat(WorkerFailures.sentence("2 errors:\nimap.host is missing\nYou can also find the above list of errors at the endpoint x")).isEqualTo("2 errors: imap.host is missing");
  }

  @Test
  void tellsTheFirstCause() {
    assertThat(WorkerFailures.sentence(new IllegalStateException("outer", new IllegalStateException("inner.")))).isEqualTo("inner");
  }
}
