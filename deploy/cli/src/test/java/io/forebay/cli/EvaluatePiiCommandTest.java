package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluatePiiCommandTest {
  private static final String TEXTS =
      """
      [{"full_text": "\uD83D\uDC4B write to ada@example.org", "masked": "x", "spans": [{"entity_type": "EMAIL_ADDRESS", "entity_value": "ada@example.org",
        "start_position": 11, "end_position": 26}], "template_id": 3},
       {"full_text": "Ada lives in Paris", "spans": [{"entity_type": "PERSON", "start_position": 0, "end_position": 3}]}]
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = new CommandLine(new EvaluatePiiCommand());
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(
        (exception, commandLine, parsed) -> {
          commandLine.getErr().println(exception.getMessage());
          return exception instanceof CommandFailedException ? 1 : 3;
        });
    return command.execute(arguments);
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("texts.json"), content).toString();
  }

  @Test
  void printsFiguresPerTypeAndTogether() throws IOException {
    assertThat(run(file(TEXTS))).isZero();
    assertThat(out.toString())
        .containsPattern("EMAIL_ADDRESS +1 +1 +1 +1 +1\\.000 +1\\.000 +1\\.000 +1\\.000")
        .containsPattern("micro average +1 +1 +1 +1 +1\\.000")
        .contains("2 texts", "µs a text", "same type and overlapping");
  }

  @Test
  void answersMachinesInJson() throws IOException {
    assertThat(run("--json", file(TEXTS))).isZero();
    assertThat(out.toString()).contains("\"texts\":2", "\"micro\":{\"marked\":1,\"found\":1,\"matched\":1,\"exact\":1", "\"f2\":1.0", "\"mistakes\":[]");
  }

  @Test
  void showsMistakesOnRequest() throws IOException {
    String file = file("[{\"full_text\": \"a ada@example.org\", \"spans\": [{\"entity_type\": \"US_SSN\", \"start_position\": 0, \"end_position\": 1}]}]");
    assertThat(run("--mistakes", file)).isZero();
    assertThat(out.toString()).containsPattern("missed +US_SSN +»a« ada").containsPattern("invented +EMAIL_ADDRESS +a »ada@example.org«");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    assertThat(run(folder.resolve("none.json").toString())).isEqualTo(1);
    assertThat(run(file("{\"a\": 1}"))).isEqualTo(1);
    assertThat(run(file("[{\"text\": \"a\"}]"))).isEqualTo(1);
    assertThat(run(file(TEXTS.replace("26", "99")))).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot read", "is not a JSON list of labelled texts", "full_text", "lies outside its text");
  }

  @Test
  void needsAFile() {
    assertThat(run()).isEqualTo(2);
  }
}
