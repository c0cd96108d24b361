package io.forebay.privacy;

import io.forebay.privacy.PrivacyProfile.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of privacy profiles, and which one a region has.
 *
 * <p>No law in it names a number of days: they all say no longer than needed (GDPR Art. 5(1)(e); Cal. Civ. Code § 1798.100(a)(3); PDPA
 * of Singapore s. 25, of Thailand s. 37(3); PIPEDA Sch. 1 cl. 4.5; LGPD Art. 15-16). So all start from the same days, and a tenant sets
 * his own.
 */
public final class PrivacyProfiles {
  private static final Map<Classification, Integer> RETENTION_DAYS =
      Map.of(Classification.PUBLIC, 90, Classification.INTERNAL, 30, Classification.CONFIDENTIAL, 7, Classification.RESTRICTED, 1);

  private static final Set<PiiType> NATIONAL_IDS = ofKind(PiiType.Kind.NATIONAL_ID);
  /** A company's number is not about a person (GDPR recital 14), and a secret is not about anybody. */
  private static final Set<PiiType> OF_PERSONS =
      EnumSet.complementOf(EnumSet.of(PiiType.BR_CNPJ, PiiType.SECRET));
  /** An address alone need not identify anybody (PDPC, Advisory Guidelines on Selected Topics, on online activities). */
  private static final Set<PiiType> OF_PERSONS_WITHOUT_IP = without(OF_PERSONS, PiiType.IP_ADDRESS);

  private static final Rule CARD = new Rule("CARD_IN_CLEAR_TEXT", "PCI DSS 4.0.1 requirement 4.2.2", Set.of(PiiType.CREDIT_CARD));
  private static final Rule SECRET = new Rule("SECRET_IN_CLEAR_TEXT", "ISO/IEC 27002:2022 control 5.17", Set.of(PiiType.SECRET));

  /** No privacy law known: cards and secrets are still forbidden. */
  public static final PrivacyProfile DEFAULT = profile("DEFAULT", OF_PERSONS);

  /** General Data Protection Regulation, and the United Kingdom's. */
  public static final PrivacyProfile GDPR =
      profile("GDPR", OF_PERSONS, nationalIds("GDPR Art. 5(1)(f), 32(1)(a), 87"));

  /** California Consumer Privacy Act; its § 1798.140(v)(1)(A) names e-mail and IP addresses. */
  public static final PrivacyProfile CCPA =
      profile(
          "CCPA",
          OF_PERSONS,
          new Rule("SSN_IN_CLEAR_TEXT", "Cal. Civ. Code § 1798.85(a)(3)", Set.of(PiiType.US_SSN)),
          new Rule("NATIONAL_ID_IN_CLEAR_TEXT", "Cal. Civ. Code § 1798.81.5(b)", without(NATIONAL_IDS, PiiType.US_SSN)));

  /** Personal Data Protection Acts of Singapore (2012) and Thailand (B.E. 2562). */
  public static final PrivacyProfile PDPA =
      profile(
          "PDPA",
          OF_PERSONS_WITHOUT_IP,
          new Rule("NRIC_IN_CLEAR_TEXT", "PDPC Advisory Guidelines for NRIC and other National Identification Numbers", Set.of(PiiType.SG_NRIC_FIN)),
          new Rule("NATIONAL_ID_IN_CLEAR_TEXT", "PDPA (Singapore) s. 24, PDPA (Thailand) s. 37(1)", without(NATIONAL_IDS, PiiType.SG_NRIC_FIN)));

  /** Canada's Personal Information Protection and Electronic Documents Act. */
  public static final PrivacyProfile PIPEDA = profile("PIPEDA", OF_PERSONS, nationalIds("PIPEDA Sch. 1 cl. 4.7"));

  /** Brazil's Lei Geral de Proteção de Dados Pessoais. */
  public static final PrivacyProfile LGPD = profile("LGPD", OF_PERSONS, nationalIds("LGPD Art. 46"));

  private static final Map<String, PrivacyProfile> BY_NAME =
      Stream.of(DEFAULT, GDPR, CCPA, PDPA, PIPEDA, LGPD).collect(Collectors.toUnmodifiableMap(PrivacyProfile::name, profile -> profile));

  /** Members of the European Union, the other states of the European Economic Area, and the United Kingdom (UK GDPR). */
  private static final Set<String> EUROPE =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT",
          "RO", "SE", "SI", "SK", "IS", "LI", "NO", "GB");

  private PrivacyProfiles() {}

  /**
   * The profile of a region.
   *
   * @param region ISO 3166 code, with a subdivision where that matters ({@code US-CA}); empty or null where unknown
   * @return {@link #DEFAULT} where no profile is made for it
   */
  public static PrivacyProfile forRegion(String region) {
    String known = region == null ? "" : region.strip().toUpperCase(Locale.ROOT);
    int dash = known.indexOf('-');
    String country = dash < 0 ? known : known.substring(0, dash);
    return switch (country) {
      case "US" -> known.equals("US-CA") ? CCPA : DEFAULT;
      case "SG", "TH" -> PDPA;
      case "CA" -> PIPEDA;
      case "BR" -> LGPD;
      default -> EUROPE.contains(country) ? GDPR : DEFAULT;
    };
  }

  /**
   * The profile that a tenant's configuration names.
   *
   * @throws IllegalArgumentException where there is none of that name; the message lists them
   */
  public static PrivacyProfile named(String name) {
    PrivacyProfile profile = BY_NAME.get(name.strip().toUpperCase(Locale.ROOT));
    if (profile == null) {
      throw new IllegalArgumentException("privacy profile must be one of " + BY_NAME.keySet().stream().sorted().toList() + ", got " + name);
    }
    return profile;
  }

  private static PrivacyProfile profile(String name, Set<PiiType> personal, Rule... own) {
    return new PrivacyProfile(name, personal, RETENTION_DAYS, Stream.concat(Stream.of(CARD, SECRET), Stream.of(own)).toList());
  }

  private static Rule nationalIds(String source) {
    return new Rule("NATIONAL_ID_IN_CLEAR_TEXT", source, NATIONAL_IDS);
  }

  private static Set<PiiType> ofKind(PiiType.Kind kind) {
    return Stream.of(PiiType.values()).filter(type -> type.kind() == kind).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<PiiType> without(Set<PiiType> types, PiiType type) {
    return types.stream().filter(other -> other != type).collect(Collectors.toUnmodifiableSet());
  }
}
