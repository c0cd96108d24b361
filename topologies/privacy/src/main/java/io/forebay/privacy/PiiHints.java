package io.forebay.privacy;

import java.util.Locale;

/**
 * What is known about a text beside its characters; it decides how a number without a country code is read.
 *
 * @param language ISO 639 code in lower case, {@code und} where unknown
 * @param region ISO 3166 code in upper case, possibly with a subdivision ({@code US-CA}), empty where unknown
 */
public record PiiHints(String language, String region) {
  private static final PiiHints UNKNOWN = new PiiHints("und", "");

  public PiiHints {
    language = language == null || language.isBlank() ? "und" : language.toLowerCase(Locale.ROOT);
    region = region == null ? "" : region.strip().toUpperCase(Locale.ROOT);
  }

  /** Nothing is known. */
  public static PiiHints unknown() {
    return UNKNOWN;
  }

  /** The country of the region, without its subdivision; empty where unknown. */
  public String country() {
    int dash = region.indexOf('-');
    return dash < 0 ? region : region.substring(0, dash);
  }

  /** Does a number of this country need no other word that explains it? */
  boolean pointTo(String country, String itsLanguage) {
    return country().equals(country) || (region.isEmpty() && language.equals(itsLanguage));
  }
}
