package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCheckTest {
  @TempDir private Path folder;

  @Test
  void tellsSettingsThatNobodyReadsButThosePassedOn() {
    Map<String, String> config = Map.of("known", "1", "knwon", "2", "producer.override.linger.ms", "5", "value.converter.schemas.enable", "false");

    SettingsCheck check = SettingsCheck.of(config, Map.of("known", List.of("too small"), "missing", List.of("is required")));
    assertThat(check.unread()).containsExactly("knwon");
    assertThat(check.refused()).containsExactlyInAnyOrder(new SettingProblem("known", "too small"), new SettingProblem("missing", "is required"));
  }

  @Test
  void namesTheSettingWhoseFileIsNotThere() throws IOException {
    Path there = Files.writeString(folder.resolve("there.properties"), "a=b");
    Map<String, String> config = Map.of("good", "${file:" + there + ":a}", "bad", "x ${file:/nowhere/at-all:a}", "other", "${env:HOME}");

    assertThat(Placeholders.problems(config)).singleElement().extracting(SettingProblem::setting).isEqualTo("bad");
  }
}
