package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.forebay.schemas.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir private Path folder;

  enum Guarantee {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  record Emails(Duration commitInterval, Integer threads, Guarantee guarantee) {
    Emails {
      commitInterval = Check.atLeast("commit-interval", commitInterval == null ? Duration.ofMillis(20) : commitInterval, Duration.ofMillis(1));
      threads = Check.between("threads", threads == null ? 2 : threads, 1, 64);
      guarantee = guarantee == null ? Guarantee.EXACTLY_ONCE : guarantee;
    }
  }

  record Settings(
      Emails emails,
      Map<String, String> kafka,
      Map<String, List<String>> categories,
      Optional<Secret> token,
      List<String> tenants,
      ByteSize cache,
      Optional<Emails> standby) {
    Settings {
      tenants = tenants == null ? List.of() : tenants;
      cache = cache == null ? ByteSize.mebibytes(64) : cache;
    }
  }

  record Required(int port, String name) {
    Required {
      Check.present("name", name);
    }
  }

  private Settings load(String yaml, Map<String, String> environment) {
    return ConfigLoader.load(Settings.class, Optional.of(write(yaml)), environment);
  }

  private Path write(String yaml) {
    try {
      return Files.writeString(folder.resolve("forebay.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ConfigException refused(String yaml, Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> load(yaml, environment));
  }

  @Test
  void takesTheDefaultsOfTheRecordsWhereNothingIsSet() {
    Settings config = ConfigLoader.load(Settings.class, Optional.empty(), Map.of("PATH", "/bin"));

    assertThat(config.emails()).isEqualTo(new Emails(Duration.ofMillis(20), 2, Guarantee.EXACTLY_ONCE));
    assertThat(config.kafka()).isEmpty();
    assertThat(config.token()).isEmpty();
    assertThat(config.standby()).isEmpty();
  }

  @Test
  void readsTheFile() {
    Settings config =
        load(
            """
            emails:
              commit-interval: PT0.1S
              threads: 4
              guarantee: at-least-once
            tenants: [acme, globex]
            cache: 8MiB
            categories:
              acme: [urgent, invoice]
            """,
            Map.of());

    assertThat(config.emails()).isEqualTo(new Emails(Duration.ofMillis(100), 4, Guarantee.AT_LEAST_ONCE));
    assertThat(config.tenants()).containsExactly("acme", "globex");
    assertThat(config.cache().bytes()).isEqualTo(8L << 20);
    assertThat(config.categories()).containsEntry("acme", List.of("urgent", "invoice"));
  }

  @Test
  void letsTheEnvironmentWinOverTheFile() {
    Settings config =
        load("emails: {threads: 4, commit-interval: PT1S}", Map.of("FOREBAY_EMAILS_COMMIT_INTERVAL", "PT0.02S", "FOREBAY_TENANTS", "acme, globex"));

    assertThat(config.emails()).isEqualTo(new Emails(Duration.ofMillis(20), 4, Guarantee.EXACTLY_ONCE));
    assertThat(config.tenants()).containsExactly("acme", "globex");
  }

  @Test
  void countsAnEmptyVariableAndAKeyWithoutAValueAsNotSet() {
    Settings config = load("cache:\nemails:\n", Map.of("FOREBAY_EMAILS_THREADS", ""));

    assertThat(config.emails().threads()).isEqualTo(2);
  }

  @Test
  void passesKafkasPropertiesThroughAsTheyAreWritten() {
    Settings config = load("kafka: {linger.ms: 010, acks: all, ratio: 1.10, flag: yes}", Map.of("FOREBAY_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2"));

    assertThat(config.kafka())
        .containsOnly(
            Map.entry("linger.ms", "010"),
            Map.entry("acks", "all"),
            Map.entry("ratio", "1.10"),
            Map.entry("flag", "yes"),
            Map.entry("bootstrap.servers", "a:1,b:2"));
  }

  @Test
  void writesUnderscoreAndHyphenOfAnEntryAsTwoAndThreeUnderscores() {
    Settings config = load("", Map.of("FOREBAY_KAFKA_A__B___C_D", "x"));

    assertThat(config.kafka()).containsEntry("a_b-c.d", "x");
  }

  @Test
  void buildsAnOptionalSectionOnlyWhereItIsWritten() {
    assertThat(load("standby: {threads: 3}", Map.of()).standby()).contains(new Emails(null, 3, null));
    assertThat(load("", Map.of("FOREBAY_STANDBY_THREADS", "5")).standby()).contains(new Emails(null, 5, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          emails: {commit-interval: PT0S}        | emails.commit-interval must be at least PT0.001S, got PT0S
          emails: {commit-interval: 5s}          | emails.commit-interval must be an ISO-8601 duration such as PT0.5S, PT5M or P7D, got 5s
          emails: {threads: 65}                  | emails.threads must be between 1 and 64, got 65
          emails: {threads: many}                | emails.threads must be a whole number between -2147483648 and 2147483647, got many
          emails: {threads: 99999999999}         | emails.threads must be a whole number between -2147483648 and 2147483647, got 99999999999
          emails: {guarantee: twice}             | emails.guarantee must be one of [at-least-once, exactly-once], got twice
          emails: {comit-interval: PT1S}         | emails.comit-interval is no setting; known here are commit-interval, threads, guarantee
          emails: {extra: }                      | emails.extra is no setting
          emails: 7                              | emails must be a section
          emails: {threads: [1]}                 | emails.threads must be a single value
          tenants: {a: b}                        | tenants must be a list
          kafka: [a]                             | kafka must be a section
          kafka: {ssl: {a: b}}                   | kafka.ssl must be a single value
          cache: 64                              | cache must be a size such as 512B, 64KiB, 8MiB or 1GiB, got 64
          cache: 99999999999GiB                  | cache must be a size
          surprise: 1                            | surprise is no setting; known here are emails, kafka
          """)
  void saysWhichKeyIsWrongAndWhatIsAllowed(String yaml, String message) {
    assertThat(refused(yaml, Map.of())).hasMessageStartingWith(message).hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [", "- a", "just text", "a: 1\na: 2", "a: &x 1\nb: *x", "emails: !!java.lang.ProcessBuilder {threads: 1}", "emails: !secret x", "[a]: b", "a: 1\n---\nb: 2",
        "kafka: {<<: {a: b}, a: \u0000}"
      })
  void refusesWhatIsNotPlainYaml(String yaml) {
    assertThat(refused(yaml, Map.of())).hasMessageContaining("forebay.yaml");
  }

  @Test
  void refusesAnAliasBombWithoutUnfoldingIt() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(refused(bomb.toString(), Map.of())).hasMessageContaining("forebay.yaml");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(refused("a: " + "[".repeat(5_000) + "]".repeat(5_000), Map.of())).hasMessageContaining("forebay.yaml");
  }

  @Test
  void refusesALargeFile() {
    assertThat(refused("# " + "x".repeat(1 << 20), Map.of())).hasMessageContaining("larger than 1MiB");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThatThrownBy(() -> ConfigLoader.load(Settings.class, Optional.of(file), Map.of())).hasMessageContaining("not UTF-8");
  }

  @Test
  void saysThatAFileIsNotThere() {
    Path file = folder.resolve("absent.yaml");

    assertThatThrownBy(() -> ConfigLoader.load(Settings.class, Optional.of(file), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("configuration file " + file + " does not exist");
  }

  @Test
  void stopsAtAnUnknownVariable() {
    assertThat(refused("", Map.of("FOREBAY_EMAIL_THREADS", "2")))
        .hasMessageStartingWith("FOREBAY_EMAIL_THREADS is no setting; known are FOREBAY_EMAILS_COMMIT_INTERVAL");
  }

  @Test
  void leavesTheVariablesOfTheLauncherAlone() {
    assertThat(load("", Map.of("FOREBAY_DATA", "/data", "FOREBAY_HOME", "/opt/forebay")).kafka()).isEmpty();
  }

  @Test
  void namesTheVariableThatIsWrong() {
    assertThat(refused("emails: {threads: 2}", Map.of("FOREBAY_EMAILS_THREADS", "0")))
        .hasMessage("emails.threads must be between 1 and 64, got 0 (FOREBAY_EMAILS_THREADS)");
  }

  @Test
  void collectsWhatIsWrongIntoOneMessage() {
    ConfigException refused = refused("emails: {threads: none}\ncache: big\nodd: 1", Map.of("FOREBAY_ODD", "1"));

    assertThat(refused.problems()).extracting(ConfigException.Problem::key).containsExactlyInAnyOrder("emails.threads", "cache", "odd", "FOREBAY_ODD");
    assertThat(refused).hasMessageStartingWith("4 settings are wrong:\n- ");
    assertThat(refused.code()).isEqualTo(ErrorCode.BAD_CONFIGURATION);
  }

  @Test
  void asksForWhatIsRequired() {
    assertThatThrownBy(() -> ConfigLoader.load(Required.class, Optional.empty(), Map.of("FOREBAY_NAME", "x"))).hasMessage("port is required");
    assertThatThrownBy(() -> ConfigLoader.load(Required.class, Optional.empty(), Map.of("FOREBAY_PORT", "1"))).hasMessage("name is required");
  }

  @Test
  void resolvesSecretsFromTheEnvironment() {
    Settings config = load("token: ${env:FOREBAY_TOKEN_VALUE}", Map.of("FOREBAY_TOKEN_VALUE", "s3cret"));

    assertThat(config.token().orElseThrow().reveal()).isEqualTo("s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void resolvesSecretsFromAFileWithoutItsLastLineBreak() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

    assertThat(load("", Map.of("FOREBAY_TOKEN", "${file:" + file + "}")).token().orElseThrow().reveal()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3cret              | token must be a reference
          ${env:ABSENT}       | token refers to the environment variable ABSENT, which is not set
          ${file:relative}    | token refers to the file relative, which is not an absolute path
          ${file:/no/such}    | token refers to the file /no/such, which cannot be read (NoSuchFileException)
          """)
  void refusesASecretThatIsNoReferenceAndNeverRepeatsIt(String value, String message) {
    assertThat(refused("token: \"" + value + "\"", Map.of())).hasMessageStartingWith(message).hasMessageNotContaining("s3cret");
  }

  record Documented(@Setting("Where state is kept.") Path stateDir, Emails emails, Map<String, String> kafka, List<Duration> delays) {}

  @Test
  void listsEveryKeyForATableOfSettings() {
    assertThat(ConfigKey.of(Documented.class))
        .extracting(ConfigKey::key, ConfigKey::variable, ConfigKey::form, ConfigKey::meaning)
        .contains(
            tuple("state-dir", "FOREBAY_STATE_DIR", "path", "Where state is kept."),
            tuple("emails.threads", "FOREBAY_EMAILS_THREADS", "whole number", ""),
            tuple("kafka", "FOREBAY_KAFKA", "any key: text", ""),
            tuple("delays", "FOREBAY_DELAYS", "list of ISO-8601 duration such as PT0.5S, PT5M or P7D", ""));
  }
}
