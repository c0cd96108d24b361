package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyProfilesTest {
  @ParameterizedTest
  @CsvSource({
    "DE, GDPR", "fr, GDPR", "GB, GDPR", "GB-SCT, GDPR", "NO, GDPR", "IS, GDPR", "LI, GDPR", "HR, GDPR", "US-CA, CCPA", "us-ca, CCPA", "US, DEFAULT",
    "US-NY, DEFAULT", "CA, PIPEDA", "CA-QC, PIPEDA", "SG, PDPA", "TH, PDPA", "BR, LGPD", "CH, DEFAULT", "JP, DEFAULT", "ZZ, DEFAULT"
  })
  void aRegionHasItsLaw(String region, String profile) {
    assertThat(PrivacyProfiles.forRegion(region).name()).isEqualTo(profile);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "-", "?"})
  void anUnknownRegionHasTheDefault(String region) {
    assertThat(PrivacyProfiles.forRegion(region)).isEqualTo(PrivacyProfiles.DEFAULT);
  }

  @Test
  void aTenantNamesAProfile() {
    assertThat(PrivacyProfiles.named("lgpd")).isEqualTo(PrivacyProfiles.LGPD);
    assertThatThrownBy(() -> PrivacyProfiles.named("HIPAA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("privacy profile must be one of [CCPA, DEFAULT, GDPR, LGPD, PDPA, PIPEDA], got HIPAA");
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL_ADDRESS, 1, INTERNAL, 30", "EMAIL_ADDRESS, 9, INTERNAL, 30", "PHONE_NUMBER, 10, CONFIDENTIAL, 7", "IBAN, 1, CONFIDENTIAL, 7", "CREDIT_CARD, 1, RESTRICTED, 1",
    "UK_NINO, 1, RESTRICTED, 1", "SECRET, 1, RESTRICTED, 1", "BR_CNPJ, 1, PUBLIC, 90", "EMAIL_ADDRESS, 0, PUBLIC, 90"
  })
  void theMostSensitiveFindingDecides(PiiType type, int count, Classification classification, int days) {
    ComplianceDecision decision = PrivacyProfiles.GDPR.decide(Map.of(type, count));
    assertThat(decision.classification()).isEqualTo(classification);
    assertThat(decision.retentionDays()).isEqualTo(days);
    assertThat(decision.profile()).isEqualTo("GDPR");
  }

  @Test
  void contactDataOfManyCountsTogether() {
    assertThat(PrivacyProfiles.DEFAULT.decide(Map.of(PiiType.EMAIL_ADDRESS, 6, PiiType.PHONE_NUMBER, 4)).classification()).isEqualTo(Classification.CONFIDENTIAL);
  }

  @Test
  void nothingFoundIsPublicAndNoViolation() {
    assertThat(PrivacyProfiles.GDPR.decide(Map.of())).isEqualTo(new ComplianceDecision("GDPR", Classification.PUBLIC, 90, List.of()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "DEFAULT | CREDIT_CARD | CARD_IN_CLEAR_TEXT: PCI DSS 4.0.1 requirement 4.2.2",
    "LGPD    | SECRET      | SECRET_IN_CLEAR_TEXT: ISO/IEC 27002:2022 control 5.17",
    "GDPR    | DE_TAX_ID   | NATIONAL_ID_IN_CLEAR_TEXT: GDPR Art. 5(1)(f), 32(1)(a), 87",
    "CCPA    | US_SSN      | SSN_IN_CLEAR_TEXT: Cal. Civ. Code § 1798.85(a)(3)",
    "CCPA    | US_ITIN     | NATIONAL_ID_IN_CLEAR_TEXT: Cal. Civ. Code § 1798.81.5(b)",
    "PDPA    | SG_NRIC_FIN | NRIC_IN_CLEAR_TEXT: PDPC Advisory Guidelines for NRIC and other National Identification Numbers",
    "PDPA    | TH_NATIONAL_ID | NATIONAL_ID_IN_CLEAR_TEXT: PDPA (Singapore) s. 24, PDPA (Thailand) s. 37(1)",
    "PIPEDA  | CA_SIN      | NATIONAL_ID_IN_CLEAR_TEXT: PIPEDA Sch. 1 cl. 4.7",
    "LGPD    | BR_CPF      | NATIONAL_ID_IN_CLEAR_TEXT: LGPD Art. 46",
  })
  void namesTheRuleThatIsBroken(String profile, PiiType type, String violation) {
    assertThat(PrivacyProfiles.named(profile).decide(Map.of(type, 1)).violations()).containsExactly(violation);
  }

  @Test
  void contactDataAndCompanyNumbersBreakNoRule() {
    assertThat(PrivacyProfiles.LGPD.decide(Map.of(PiiType.EMAIL_ADDRESS, 3, PiiType.IBAN, 1, PiiType.BR_CNPJ, 1)).violations()).isEmpty();
  }

  @Test
  void anIpAddressAloneIsPersonalInEuropeAndNotInSingapore() {
    assertThat(PrivacyProfiles.GDPR.decide(Map.of(PiiType.IP_ADDRESS, 1)).classification()).isEqualTo(Classification.INTERNAL);
    assertThat(PrivacyProfiles.PDPA.decide(Map.of(PiiType.IP_ADDRESS, 1)).classification()).isEqualTo(Classification.PUBLIC);
  }

  @Test
  void aTenantOverridesRetention() {
    PrivacyProfile own = PrivacyProfiles.GDPR.withRetentionDays(Map.of(Classification.INTERNAL, 14));
    assertThat(own.decide(Map.of(PiiType.EMAIL_ADDRESS, 1)).retentionDays()).isEqualTo(14);
    assertThat(own.decide(Map.of()).retentionDays()).isEqualTo(90);
  }

  @Test
  void refusesRetentionOfNoDay() {
    assertThatThrownBy(() -> PrivacyProfiles.GDPR.withRetentionDays(Map.of(Classification.PUBLIC, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retention-days of PUBLIC in profile GDPR must be at least 1");
  }

  @Test
  void aTenantOverridesWhatIsPersonalButNotThatSecretsAreKept() {
    PrivacyProfile own = PrivacyProfiles.GDPR.withPersonal(Set.of(PiiType.IBAN));
    assertThat(own.decide(Map.of(PiiType.EMAIL_ADDRESS, 1, PiiType.US_SSN, 1))).isEqualTo(own.decide(Map.of()));
    assertThat(own.decide(Map.of(PiiType.SECRET, 1)).classification()).isEqualTo(Classification.RESTRICTED);
  }
}
