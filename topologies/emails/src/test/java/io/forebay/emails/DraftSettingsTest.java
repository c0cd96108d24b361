package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftSettingsTest {
  @TempDir private Path directory;

  record Settings(EmailsConfig emails) {}

  @Test
  void isOffUnlessGiven() {
    assertThat(EmailsConfig.defaults().drafts().enabled()).isFalse();
  }

  @Test
  void isReadFromAFileAndTheEnvironment() throws IOException {
    DraftSettings drafts =
        load("emails: {drafts: {enabled: true, max-wait: PT30S, tenants: [acme]}}", Map.of("FOREBAY_EMAILS_DRAFTS_MODEL", "small-1"));

    assertThat(drafts.enabled()).isTrue();
    assertThat(drafts.model()).contains("small-1");
    assertThat(drafts.maxWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(drafts.includes("acme")).isTrue();
    assertThat(drafts.includes("umbrella")).isFalse();
    assertThat(drafts.minPriority()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-wait: PT0.5S", "max-wait: PT2H", "priority: 10", "min-priority: 11", "max-output-tokens: 0", "max-awaited: 0", "input-tokens: -1",
        "cost-micro-usd: -1"
      })
  void refusesWhatIsOutOfBounds(String setting) {
    String key = setting.substring(0, setting.indexOf(':'));

    assertThatThrownBy(() -> load("emails: {drafts: {" + setting + "}}", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("emails.drafts." + key);
  }

  private DraftSettings load(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(directory.resolve("forebay.yaml"), yaml);
    return ConfigLoader.load(Settings.class, Optional.of(file), environment).emails().drafts();
  }
}
