package io.forebay.mail;

import com.carrotsearch.labs.langid.LangIdV3;
import com.carrotsearch.labs.langid.Model;
import io.forebay.mail.LetterSample.Script;
import io.forebay.schemas.DetectedLanguage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Tells the language of a text: the third step of the triage.
 *
 * <p>The script decides what it can: Japanese, Chinese, Korean, Greek, Hebrew, Thai. Of languages that share a script, langid (Lui and
 * Baldwin 2012) tells which, by byte n-grams of the first {@value #LETTERS_MAX} letters. Where those are few, or langid cannot tell two
 * languages apart, Lingua's evidence is added, which costs twenty times as much; a normal body never pays for it.
 *
 * <p>The languages of most mail are given the benefit of the doubt, which a few words of another one do not outweigh and a sentence does.
 *
 * <p>Not thread safe: one instance per thread. Lingua's models (some 160 MB of heap) are loaded with the first short text, once for all
 * instances.
 */
public final class LanguageIdentifier {
  /** Code of a text that is in no language, or in one that cannot be told. */
  public static final String UNDETERMINED = "und";

  /** Told with every result. */
  public static final String VERSION = "langid-1.0.0 lingua-1.2.2";

  private static final int LETTERS_MAX = 240;
  private static final int LETTERS_MIN = 3;
  private static final int FEW_LETTERS = 40;
  private static final int LINGUA_LETTERS_MAX = 300;

  /** In units of langid's log likelihood. */
  private static final double UNSURE_MARGIN = 10;

  private static final double FAVOUR = 10;
  private static final double UNKNOWN_TO_LINGUA = 20;
  private static final double LINGUA_PER_LETTER = 6;
  private static final double LINGUA_MAX = 150;
  private static final double CONFIDENCE_SCALE = 8;
  private static final double SCRIPT_CONFIDENCE = 0.99;
  private static final int KANA_SHARE = 20;

  private static final Set<String> FAVOURED = Set.of("en", "es", "fr", "de", "ru", "ar");
  private static final Set<String> LATIN =
      Set.of(
          "en", "es", "fr", "de", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "tr", "id", "vi", "ca",
          "et", "lv", "lt");
  private static final Set<String> OTHER_SCRIPTS =
      Set.of(
          "ru", "uk", "bg", "sr", "mk", "be", "kk", "ar", "fa", "ur", "hi", "mr", "ne", "bn", "ta", "te", "ml", "kn", "gu", "pa", "ka", "hy",
          "km", "lo", "si", "am");

  /** Never written to once they are made, so all instances share them: they cost a quarter of a second and 9 MB each. */
  private static final Model LATIN_MODEL = Model.detectOnly(LATIN);

  private static final Model OTHER_SCRIPTS_MODEL = Model.detectOnly(OTHER_SCRIPTS);

  private final LangIdV3 latin = new LangIdV3(LATIN_MODEL);
  private final LangIdV3 otherScripts = new LangIdV3(OTHER_SCRIPTS_MODEL);
  private final ShortTextLanguages shortText = new ShortTextLanguages();

  /** Identifies; the time is bounded whatever the text's length. */
  public DetectedLanguage identify(String text) {
    LetterSample sample = LetterSample.of(text, LETTERS_MAX);
    Script script = sample.main();
    return switch (script) {
      case HAN, KANA -> new DetectedLanguage(isJapanese(sample) ? "ja" : "zh", SCRIPT_CONFIDENCE);
      case HANGUL -> new DetectedLanguage("ko", SCRIPT_CONFIDENCE);
      case GREEK -> new DetectedLanguage("el", SCRIPT_CONFIDENCE);
      case HEBREW -> new DetectedLanguage("he", SCRIPT_CONFIDENCE);
      case THAI -> new DetectedLanguage("th", SCRIPT_CONFIDENCE);
      case CYRILLIC, ARABIC, OTHER -> identifyBy(otherScripts, sample);
      case LATIN -> identifyBy(latin, sample);
    };
  }

  private static boolean isJapanese(LetterSample sample) {
    return sample.count(Script.KANA) * KANA_SHARE > sample.count(Script.HAN);
  }

  private DetectedLanguage identifyBy(LangIdV3 langid, LetterSample sample) {
    if (sample.letters() < LETTERS_MIN) {
      return new DetectedLanguage(UNDETERMINED, 0.0);
    }
    String words = sample.words();
    byte[] utf8 = words.getBytes(StandardCharsets.UTF_8);
    langid.reset();
    langid.append(utf8, 0, utf8.length);
    Ranking ranking = Ranking.of(langid, Map.of(), 0);
    boolean unsure = sample.letters() <= FEW_LETTERS || (ranking.margin() < UNSURE_MARGIN && sample.letters() <= LINGUA_LETTERS_MAX);
    if (unsure && langid.equals(latin)) {
      double weight = Math.min(LINGUA_PER_LETTER * words.length(), LINGUA_MAX);
      ranking = Ranking.of(langid, shortText.distances(words), weight);
    }
    return new DetectedLanguage(ranking.best(), ranking.confidence());
  }

  /**
   * The best language and how far it is from the next.
   *
   * @param margin difference of log likelihoods, at least 0
   */
  private record Ranking(String best, double margin) {
    static Ranking of(LangIdV3 langid, Map<String, Double> linguaDistances, double linguaWeight) {
      String best = UNDETERMINED;
      double first = Double.NEGATIVE_INFINITY;
      double second = Double.NEGATIVE_INFINITY;
      for (var language : langid.rank(false)) {
        double score = language.confidence + (FAVOURED.contains(language.langCode) ? FAVOUR : 0);
        Double distance = linguaDistances.get(language.langCode);
        score -= distance != null ? linguaWeight * distance : ShortTextLanguages.knows(language.langCode) ? 0 : UNKNOWN_TO_LINGUA;
        if (score > first) {
          second = first;
          first = score;
          best = language.langCode;
        } else if (score > second) {
          second = score;
        }
      }
      return new Ranking(best, first - second);
    }

    double confidence() {
      return 1 / (1 + Math.exp(-margin / CONFIDENCE_SCALE));
    }
  }
}
