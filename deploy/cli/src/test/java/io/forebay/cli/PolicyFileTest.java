package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ConfigException;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.WhenExceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  @TempDir private Path folder;

  private Path file(String name, String yaml) {
    try {
      return Files.writeString(folder.resolve(name), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String refusal(String yaml) {
    var run = CommandRun.of("policies", "validate", file("wrong.yaml", yaml).toString());
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    return run.err();
  }

  @Test
  void takesTheExampleThatItShips() {
    var run = CommandRun.of("policies", "example");
    var policies = PolicyFile.readAll(List.of(file("tiers.yaml", run.out())));

    assertThat(policies).containsOnlyKeys("*/*", "*/llm.chat", "globex/*", "acme/*");
    assertThat(policies.get("*/*").getRate().getPermits()).isEqualTo(100);
    assertThat(policies.get("globex/*").getRate().getPermits()).isEqualTo(1_000);
    assertThat(policies.get("acme/*").getRate().getPermits()).isEqualTo(10_000);
    assertThat(policies.values()).filteredOn(policy -> policy.getRate() != null).allMatch(policy -> policy.getRate().getPeriodMs() == 3_600_000);
  }

  @Test
  void turnsUnitsIntoThoseOfTheContract() {
    var policy =
        PolicyFile.readAll(
                List.of(
                    file(
                        "a.yaml",
                        """
                        policies:
                          acme/*:
                            rate: {permits: 100, per: PT1H, burst: 10, scope: tenant, exceeded: refuse}
                            retry: {attempts: 4, backoff: PT0.5S}
                            breaker: {failure-rate: 0.25, open-for: PT30S}
                            budget: {tokens-per-day: 7, usd-per-day: 2.5}
                            lease: PT30S
                        """)))
            .get("acme/*");

    assertThat(policy.getRate().getPeriodMs()).isEqualTo(3_600_000);
    assertThat(policy.getRate().getScope()).isEqualTo(RateScope.TENANT);
    assertThat(policy.getRate().getExceeded()).isEqualTo(WhenExceeded.REFUSE);
    assertThat(policy.getRetry().getBackoffInitialMs()).isEqualTo(500);
    assertThat(policy.getRetry().getBackoffMaxMs()).as("default").isEqualTo(60_000);
    assertThat(policy.getBreaker().getOpenMs()).isEqualTo(30_000);
    assertThat(policy.getBudget().getCostMicroUsdPerDay()).isEqualTo(2_500_000);
    assertThat(policy.getLeaseMs()).isEqualTo(30_000);
    assertThat(policy.getCache()).isNull();
  }

  @Test
  void namesEverythingThatIsWrongWithItsLineAndWhatIsAllowed() {
    String refusal =
        refusal(
            """
            policies:
              "a/*":
                rate: {permit: 4, per: 1h}
                retry: {attempts: 5, jitter: x}
              "b/*":
                budget: {}
                rate: {permits: 3}
            """);

    assertThat(refusal)
        .contains(
            "policies.a/*.rate.permit is no setting; known here are permits, per, burst, scope, exceeded (",
            "policies.a/*.rate.per must be an ISO-8601 duration such as PT0.5S, PT5M or P7D, got 1h (",
            "policies.a/*.retry.jitter must be a number such as 0.5, got x (",
            "policies.b/*.rate must say per: the period, for example PT1H (",
            "policies.b/*.budget must say tokens-per-day, usd-per-day or both (")
        .contains("line 3)", "line 4)", "line 6)", "line 7)");
  }

  @Test
  void namesEveryValueThatTheRulesRefuse() {
    String refusal =
        refusal(
            """
            tiers:
              gold: {permits: 0, per: PT1H}
            policies:
              "a/*":
                tier: gold
              "b/*":
                tier: god
                lease: PT0.5S
            """);

    assertThat(refusal)
        .contains("3 settings are wrong")
        .containsPattern("tiers\\.gold\\.permits .*, line 2\\)")
        .containsPattern("policies\\.b/\\*\\.tier must be one of the file's tiers \\(gold\\), got god \\(.*, line 7\\)")
        .containsPattern("policies\\.b/\\*\\.lease .*, line 8\\)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{tier: t, rate: {permits: 1, per: PT1S}}; tier and rate exclude each other",
        "{lease: PT99999999999999H}; lease",
        "{rate: 100}; policies.a/*.rate must be a section",
        "{colour: red}; policies.a/*.colour is no setting"
      })
  void refuses(String section, String complaint) {
    assertThat(refusal("tiers: {t: {permits: 1, per: PT1S}}\npolicies:\n  a/*: " + section + "\n")).contains(complaint);
  }

  @Test
  void refusesAPatternThatTwoFilesSpeakOf() {
    var files = List.of(file("a.yaml", "policies: {a/*: {weight: 1}}"), file("b.yaml", "policies: {a/*: {weight: 2}}"));

    assertThatThrownBy(() -> PolicyFile.readAll(files)).isInstanceOf(ConfigException.class).hasMessageContainingAll("policies.a/*", "a.yaml", "b.yaml");
  }

  @Test
  void namesWhatIsWrongInAllFiles() {
    var files = List.of(file("a.yaml", "policies: {a/*: {colour: 1}}"), file("b.yaml", "policies: {b/*: {shape: 2}}"), folder.resolve("c.yaml"));

    assertThatThrownBy(() -> PolicyFile.readAll(files)).hasMessageContainingAll("a/*.colour", "b/*.shape", "c.yaml does not exist");
  }
}
