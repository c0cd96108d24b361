package io.forebay.privacy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one privacy law (or none) makes of personal data; {@link PrivacyProfiles} is the table of them.
 *
 * @param name what results call it
 * @param personal types that are personal data under it
 * @param retentionDays days that a message of each classification may be kept, at least 1
 * @param rules what it forbids
 */
public record PrivacyProfile(String name, Set<PiiType> personal, Map<Classification, Integer> retentionDays, List<Rule> rules) {
  /** So many findings of contact data are a list of people, not a signature. */
  private static final int MANY = 10;

  /**
   * Something that must not stand in a message in clear text.
   *
   * @param code stable name, in capitals
   * @param source where the rule is written
   * @param types what must not
   */
  public record Rule(String code, String source, Set<PiiType> types) {
    public Rule {
      types = Set.copyOf(types);
    }
  }

  public PrivacyProfile {
    personal = Set.copyOf(personal);
    rules = List.copyOf(rules);
    Map<Classification, Integer> days = new EnumMap<>(Classification.class);
    for (Classification classification : Classification.values()) {
      Integer value = retentionDays.get(classification);
      if (value == null || value < 1) {
        throw new IllegalArgumentException(
            "retention-days of " + classification + " in profile " + name + " must be at least 1, got " + new TreeMap<>(retentionDays));
      }
      days.put(classification, value);
    }
    retentionDays = Map.copyOf(days);
  }

  /** The same profile for a tenant who keeps messages for other times; classifications not named stay. */
  public PrivacyProfile withRetentionDays(Map<Classification, Integer> overrides) {
    Map<Classification, Integer> days = new EnumMap<>(retentionDays);
    days.putAll(overrides);
    return new PrivacyProfile(name, personal, days, rules);
  }

  /** The same profile for a tenant who counts other types as personal. */
  public PrivacyProfile withPersonal(Set<PiiType> types) {
    return new PrivacyProfile(name, types, retentionDays, rules);
  }

  /**
   * Judges a message by what was found in it.
   *
   * @param counts findings per type, as {@link PiiSpan#countByType} gives them; a type with 0 counts as absent
   */
  public ComplianceDecision decide(Map<PiiType, Integer> counts) {
    Classification classification = Classification.PUBLIC;
    int contacts = 0;
    for (Map.Entry<PiiType, Integer> found : counts.entrySet()) {
      PiiType type = found.getKey();
      if (found.getValue() > 0 && isProtected(type)) {
        contacts += type.kind() == PiiType.Kind.CONTACT ? found.getValue() : 0;
        classification = stricter(classification, classificationOf(type));
      }
    }
    if (contacts >= MANY) {
      classification = stricter(classification, Classification.CONFIDENTIAL);
    }
    return new ComplianceDecision(name, classification, retentionDays.get(classification), violations(counts));
  }

  private List<String> violations(Map<PiiType, Integer> counts) {
    return rules.stream()
        .filter(rule -> rule.types.stream().anyMatch(type -> isProtected(type) && counts.getOrDefault(type, 0) > 0))
        .map(rule -> rule.code + ": " + rule.source)
        .toList();
  }

  /** A secret is nobody's personal data and still must be kept. */
  private boolean isProtected(PiiType type) {
    return personal.contains(type) || type.kind() == PiiType.Kind.CREDENTIAL;
  }

  private static Classification classificationOf(PiiType type) {
    return switch (type.kind()) {
      case CONTACT, ORGANISATION_ID -> Classification.INTERNAL;
      case FINANCIAL -> type == PiiType.CREDIT_CARD ? Classification.RESTRICTED : Classification.CONFIDENTIAL;
      case NATIONAL_ID, CREDENTIAL -> Classification.RESTRICTED;
    };
  }

  private static Classification stricter(Classification one, Classification other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
