package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of the README's chapter "Write an agent", and its test as it stands there. */
class ReadmeAgentTest {
  private static final String FENCE = "```";

  private final String readme = Files.readString(Path.of("..", "..", "README.md"));
  @TempDir private Path folder;

  ReadmeAgentTest() throws IOException {}

  /** The block of code that begins with this line. */
  private String block(String firstLine) {
    int start = readme.indexOf(firstLine);
    assertThat(start).as("README.md has " + firstLine).isPositive();
    return readme.substring(start, readme.indexOf(FENCE, start));
  }

  private AgentTest refund() throws IOException {
    Path file = Files.writeString(folder.resolve("refund.yaml"), block("# refund.yaml"));
    return AgentTest.of(file).action("core.echo", input -> input);
  }

  @Test
  void refundsNothingLargeThatNobodyApprovesInADay() throws IOException {
    refund()
        .model(new FakeModel().says("{\"cause\": \"late\"}"))
        .start("{\"amount\": 500, \"message\": \"The pump is late.\"}")
        .waitsAt("sign-off")
        .skip(Duration.ofHours(24))
        .ran("read/turn-1", "read", "size", "sign-off")
        .answers("{\"paid\": 0, \"cause\": \"late\"}");
  }

  @Test
  void paysSmallRefundsAtOnceAndLargeOnesWithAManagersWord() throws IOException {
    refund().model(new FakeModel().says("{\"cause\": \"broken\"}")).run("{\"amount\": 20, \"message\": \"x\"}").answers("{\"paid\": 20, \"cause\": \"broken\"}");
    refund()
        .model(new FakeModel().says("{\"cause\": \"late\"}"))
        .start("{\"amount\": 500, \"message\": \"x\"}")
        .approve("manager")
        .answers("{\"paid\": 500, \"cause\": \"late\"}");
  }

  @Test
  void isShownAsItIsTriedHere() {
    assertThat(block("@Test\nvoid refundsNothingLarge"))
        .contains(".waitsAt(\"sign-off\")", ".skip(Duration.ofHours(24))", ".ran(\"read/turn-1\", \"read\", \"size\", \"sign-off\")", ".answers(");
  }
}
