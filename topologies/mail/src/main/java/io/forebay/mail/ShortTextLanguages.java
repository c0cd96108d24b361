package io.forebay.mail;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lingua's view of a short text: n-grams of up to five characters, looked up in models that only it has room for.
 *
 * <p>Built with the first text, since most mail has no short ones; the models are shared within the process. Not thread safe.
 */
final class ShortTextLanguages {
  private static final Set<String> CODES = Set.of("en", "es", "fr", "de", "it", "nl", "pt");
  private static final double FAR = 9;

  private LanguageDetector detector;

  static boolean knows(String code) {
    return CODES.contains(code);
  }

  /**
   * How far each language is from the likeliest: 0 for that one, else the ratio of log likelihoods less 1.
   *
   * @return by ISO 639-1 code, one entry for each language known
   */
  Map<String, Double> distances(String text) {
    if (detector == null) {
      detector =
          LanguageDetectorBuilder.fromLanguages(
                  Language.ENGLISH, Language.SPANISH, Language.FRENCH, Language.GERMAN, Language.ITALIAN, Language.DUTCH, Language.PORTUGUESE)
              .build();
    }
    Map<String, Double> distances = new HashMap<>();
    CODES.forEach(code -> distances.put(code, FAR));
    detector
        .computeLanguageConfidenceValues(text)
        .forEach((language, relative) -> distances.put(language.getIsoCode639_1().toString(), 1 / relative - 1));
    return distances;
  }
}
