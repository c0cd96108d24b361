package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ForebayVariablesTest {
  @Test
  void leavesOutWhatIsTheLaunchers() {
    assertThat(ForebayVariables.of(Map.of("FOREBAY_TRACE", "1", "FOREBAY_CLASSPATH", "a.jar", "HOME", "/root"))).containsOnly(Map.entry("HOME", "/root"));
  }

  @Test
  void writesShortNamesOfTheModelOut() {
    assertThat(ForebayVariables.of(Map.of("FOREBAY_LLM_BASE_URL", "http://127.0.0.1:11434/v1")))
        .containsOnly(Map.entry("FOREBAY_HANDLERS_LLM_BASE_URL", "http://127.0.0.1:11434/v1"));
  }

  @Test
  void letsTheLongNameWin() {
    assertThat(ForebayVariables.of(Map.of("FOREBAY_LLM_MODEL", "short", "FOREBAY_HANDLERS_LLM_MODEL", "long")))
        .containsOnly(Map.entry("FOREBAY_HANDLERS_LLM_MODEL", "long"));
  }
}
