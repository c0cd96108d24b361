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
  void namesTheSettingWhoseReferenceLeadsNowhere() throws IOException {
    Path there = Files.writeString(folder.resolve("there.properties"), "a=b");
    Map<String, String> config =
        Map.of(
            "good", "${file:" + there + ":a}",
            "good.too", "${dev:kafka} ${topic} ${vault:secret/a:b}",
            "no.file", "x ${file:/nowhere/at-all:a}",
            "no.key", "${file:" + there + ":c}",
            "no.path", "${file:a}",
            "no.variable", "${env:FOREBAY_NOWHERE_AT_ALL}",
            "not.of.the.stack", "${dev:kafak}");

    assertThat(Placeholders.problems(config, Map.of("kafka", "127.0.0.1:9092", "registry", "http://127.0.0.1:8081")))
        .containsExactlyInAnyOrder(
            new SettingProblem("no.file", "The file /nowhere/at-all cannot be read."),
            new SettingProblem("no.key", "The file " + there + " has no c; it is written c=… there."),
            new SettingProblem("no.path", "A file is written ${file:/path:key}."),
            new SettingProblem("no.variable", "There is no environment variable FOREBAY_NOWHERE_AT_ALL."),
            new SettingProblem("not.of.the.stack", "There is no ${dev:kafak}; there are kafka, registry."));
  }

  @Test
  void saysOnceWhatIsWrongWithAValueThatCannotBeRead() {
    SettingsCheck check =
        SettingsCheck.of(
            Map.of("port", "abc"),
            Map.of("port", List.of("Invalid value abc for configuration port: Not a number of type INT", "Invalid value null for configuration port: Value must be non-null")));

    assertThat(check.refused()).containsExactly(new SettingProblem("port", "Invalid value abc for configuration port: Not a number of type INT"));
  }
}
