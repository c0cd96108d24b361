package io.forebay.drafting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The phrase tables of all languages that Forebay reads: loaded once, immutable, shared by threads. */
public final class Phrasebooks {
  /** ISO 639-1 codes of the languages that have a phrase table and reply templates. */
  static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "ja", "zh");

  private static final String FALLBACK = "en";

  private final Map<String, Phrasebook> byLanguage;

  private Phrasebooks(Map<String, Phrasebook> byLanguage) {
    this.byLanguage = byLanguage;
  }

  /**
   * Loads the tables that ship with the module; once a process is enough.
   *
   * @throws IllegalArgumentException if a table is missing or broken: the module was built wrong
   */
  public static Phrasebooks load() {
    Map<String, Phrasebook> books = new HashMap<>();
    for (String language : LANGUAGES) {
      books.put(language, Phrasebook.load(language));
    }
    return new Phrasebooks(Map.copyOf(books));
  }

  /** The table of a language; for any other language the English one, because urgency and dates travel in English. */
  Phrasebook of(String language) {
    Phrasebook book = byLanguage.get(language);
    return book == null ? byLanguage.get(FALLBACK) : book;
  }
}
