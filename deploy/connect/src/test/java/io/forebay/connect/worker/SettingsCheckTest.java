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
  void refusesSecretsThatAreWrittenOutAndNeverRepeatsThem() {
    Map<String, String> config =
        Map.of(
            "imap.password", "hunter2",
            "imap.oauth2.client.secret", "hunter2",
            "consumer.override.sasl.jaas.config", "x required password=\"hunter2\";",
            "connection.url", "jdbc:postgresql://db/shop?user=ann&password=hunter2",
            "registry.url", "https://ann:hunter2@registry:8081",
            "imap.oauth2.token", "${file:/run/secrets/mail.properties:token}",
            "database.password", "",
            "imap.oauth2.endpoint", "https://login.example.com/oauth2/token",
            "tokens.max.from", "value.tokens_max");

    List<SettingProblem> problems = InlineSecrets.problems(config);
    assertThat(problems).extracting(SettingProblem::setting).containsExactly("connection.url", "consumer.override.sasl.jaas.config", "imap.oauth2.client.secret", "imap.password", "registry.url");
    assertThat(problems).asString().doesNotContain("hunter2");
  }

  @Test
  void namesTheSettingWhoseFileIsNotThere() throws IOException {
    Path there = Files.writeString(folder.resolve("there.properties"), "a=b");
    Map<String, String> config = Map.of("good", "${file:" + there + ":a}", "bad", "x ${file:/nowhere/at-all:a}", "other", "${env:HOME}");

    assertThat(Placeholders.problems(config)).singleElement().extracting(SettingProblem::setting).isEqualTo("bad");
  }
}
