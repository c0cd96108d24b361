package io.forebay.classifier;

import java.util.List;

/**
 * How a tenant wants probabilities turned into verdicts.
 *
 * @param spamNo at most this probability of spam is a no, 0 to 1; between it and {@code spamYes} the verdict is unsure
 * @param spamYes at least this probability of spam is a yes, 0 to 1
 * @param actionNo at most this probability of a wanted action is a no, 0 to 1
 * @param actionYes at least this probability of a wanted action is a yes, 0 to 1
 * @param categories 2 to {@value #MAX_CATEGORIES} names, distinct; names other than the defaults are learned from feedback only
 * @param fallbackCategory the one to name where none is likely enough
 * @param categoryMin below this probability the fallback is named, 0 to 1
 */
public record ClassifierConfig(
    double spamNo, double spamYes, double actionNo, double actionYes, List<String> categories, String fallbackCategory, double categoryMin) {
  /** How many categories a tenant may have. */
  static final int MAX_CATEGORIES = 24;

  private static final int MAX_NAME_CHARS = 64;

  /** Six categories that {@link CategoryModel} knows weights for, and thresholds chosen on the data that MODEL_CARD.md names. */
  public static final ClassifierConfig DEFAULT =
      new ClassifierConfig(
          0.2, 0.55, 0.2, 0.38, List.of("urgent", "work", "spam", "general", "newsletter", "notification"), "general", 0.35);

  public ClassifierConfig {
    requireBand("spam", spamNo, spamYes);
    requireBand("action", actionNo, actionYes);
    categories = List.copyOf(categories);
    if (categories.size() < 2 || categories.size() > MAX_CATEGORIES || categories.stream().distinct().count() < categories.size()) {
      throw new IllegalArgumentException("categories must be 2 to " + MAX_CATEGORIES + " distinct names, not " + categories);
    }
    if (categories.stream().anyMatch(name -> name.isBlank() || name.length() > MAX_NAME_CHARS)) {
      throw new IllegalArgumentException("a category's name must have 1 to " + MAX_NAME_CHARS + " characters, in " + categories);
    }
    if (!categories.contains(fallbackCategory)) {
      throw new IllegalArgumentException("fallbackCategory must be one of " + categories + ", not " + fallbackCategory);
    }
    if (!(categoryMin >= 0 && categoryMin <= 1)) {
      throw new IllegalArgumentException("categoryMin must be 0 to 1, not " + categoryMin);
    }
  }

  private static void requireBand(String name, double no, double yes) {
    if (!(no >= 0 && no <= yes && yes <= 1)) {
      throw new IllegalArgumentException(name + "No must not exceed " + name + "Yes and both must be 0 to 1, not " + no + " and " + yes);
    }
  }
}
