package io.forebay.emails;

import io.forebay.classifier.ClassifierConfig;
import io.forebay.privacy.Classification;
import io.forebay.privacy.PrivacyProfile;
import io.forebay.privacy.PrivacyProfiles;
import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How one tenant wants its mail triaged.
 *
 * @param privacyProfile name of the privacy profile, whatever region its mail names; empty: the region decides
 * @param retentionDays days that mail may be kept by classification (public, internal, confidential, restricted), where the
 *     profile's do not suit
 * @param categories names of the categories; those beside the default ones are learned from feedback
 * @param fallbackCategory the one to name where none is likely enough
 * @param categoryMin below this probability the fallback is named
 * @param spamNo at most this probability of spam is a no
 * @param spamYes at least this probability of spam is a yes; unsure in between
 * @param actionNo at most this probability of a wanted action is a no
 * @param actionYes at least this probability of a wanted action is a yes; unsure in between
 */
public record TenantSettings(
    @Setting("Privacy profile, whatever the region: GDPR, CCPA, PDPA, PIPEDA, LGPD or DEFAULT.") Optional<String> privacyProfile,
    @Setting("Days that mail may be kept, by classification: public, internal, confidential, restricted.") Map<String, Integer> retentionDays,
    @Setting("Names of the categories.") List<String> categories,
    @Setting("Category to name where none is likely enough.") String fallbackCategory,
    @Setting("Below this probability the fallback category is named.") Double categoryMin,
    @Setting("At most this probability of spam is a no.") Double spamNo,
    @Setting("At least this probability of spam is a yes.") Double spamYes,
    @Setting("At most this probability of a wanted action is a no.") Double actionNo,
    @Setting("At least this probability of a wanted action is a yes.") Double actionYes) {

  public TenantSettings {
    var defaults = ClassifierConfig.DEFAULT;
    privacyProfile = privacyProfile == null ? Optional.empty() : privacyProfile;
    retentionDays = retentionDays == null ? Map.of() : Map.copyOf(retentionDays);
    categories = categories == null ? defaults.categories() : List.copyOf(categories);
    fallbackCategory = fallbackCategory == null ? defaults.fallbackCategory() : fallbackCategory;
    Check.oneOf("fallback-category", fallbackCategory, categories);
    categoryMin = probability("category-min", categoryMin, defaults.categoryMin());
    spamNo = probability("spam-no", spamNo, defaults.spamNo());
    spamYes = probability("spam-yes", spamYes, defaults.spamYes());
    actionNo = probability("action-no", actionNo, defaults.actionNo());
    actionYes = probability("action-yes", actionYes, defaults.actionYes());
    profileOf(privacyProfile, retentionDays, null);
  }

  public static TenantSettings defaults() {
    return new TenantSettings(Optional.empty(), null, null, null, null, null, null, null, null);
  }

  ClassifierConfig classifier() {
    return new ClassifierConfig(spamNo, spamYes, actionNo, actionYes, categories, fallbackCategory, categoryMin);
  }

  /** The rules for mail to a region. */
  PrivacyProfile privacyProfile(String region) {
    return profileOf(privacyProfile, retentionDays, region);
  }

  private static PrivacyProfile profileOf(Optional<String> name, Map<String, Integer> retentionDays, String region) {
    try {
      PrivacyProfile profile = name.map(PrivacyProfiles::named).orElseGet(() -> PrivacyProfiles.forRegion(region));
      return retentionDays.isEmpty() ? profile : profile.withRetentionDays(byClassification(retentionDays));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("privacy-profile", "or retention-days is refused: " + e.getMessage());
    }
  }

  private static Map<Classification, Integer> byClassification(Map<String, Integer> days) {
    return days.entrySet().stream()
        .collect(Collectors.toMap(entry -> Classification.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), Map.Entry::getValue));
  }

  private static Double probability(String key, Double value, double otherwise) {
    return Check.between(key, value == null ? otherwise : value, 0.0, 1.0);
  }
}
