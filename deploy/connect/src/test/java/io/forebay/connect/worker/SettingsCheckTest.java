package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
  @TempDir private Path folder;

  @Test
  void tellsSettingsThatNobodyReadsButThosePassedOn() {
    Map<String, String> config = Map.of("known", "1", "knwon", "2", "producer.override.linger.ms", "5", "value.converter.schemas.enable", "false");

    SettingsCheck check = SettingsCheck.of(config, Map.of("known", List.of("too small"), "missing", List.of("is required")), Set.of());
    assertThat(check.unread()).containsExactly("knwon");
    assertThat(check.refused()).containsExactlyInAnyOrder(new SettingProblem("known", "too small"), new SettingProblem("missing", "is required"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x ${file:/nowhere/at-all:a}", "${file:THERE:b}", "${env:FOREBAY_NOWHERE}", "${dev:nothing}", "${vault:path:key}", "${file:THERE:a}${file:THERE:b}"})
  void namesTheSettingWhoseReferenceLeadsNowhere(String reference) throws IOException {
    String there = Files.writeString(folder.resolve("there.properties"), "a=b").toString();
    Map<String, String> config = Map.of("good", "${file:" + there + ":a} ${env:PATH} ${dev:registry} ${routed}", "bad", reference.replace("THERE", there));

    try (var offline = new OfflineWorker(WorkerSettings.of("127.0.0.1:1").withVariables(Map.of("registry", "http://127.0.0.1:1")))) {
      assertThat(offline.check(config).refused()).singleElement().extracting(SettingProblem::setting).isEqualTo("bad");
    }
  }

  @ParameterizedTest
  @CsvSource({"hunter2, true", "${file:/a:b}, false", "${env:A}, false", "file:/etc/key, false", "env:KEY, false", "base64:AAAA, true", "'', false"})
  void tellsASecretThatIsNotGivenByReference(String value, boolean inClear) {
    SettingsCheck check = SettingsCheck.of(Map.of("secret", value, "open", "hunter2"), Map.of(), Set.of("secret", "absent"));

    assertThat(check.inClear()).isEqualTo(inClear ? List.of("secret") : List.of());
  }
}
