package io.forebay.drafting;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The sentences that reply drafts in one language are made of, by tone. Loaded once, immutable. */
final class ReplyTemplates {
  private final String language;
  private final Map<String, String> texts;

  private ReplyTemplates(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /**
   * Loads the templates of a language from {@code replies/<language>.properties} (UTF-8).
   *
   * @throws IllegalArgumentException if there are none
   */
  static ReplyTemplates load(String language) {
    String resource = "replies/" + language + ".properties";
    Properties properties = new Properties();
    try (InputStream in = ReplyTemplates.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there are no reply templates " + resource);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the reply templates " + resource, e);
    }
    Map<String, String> texts = new HashMap<>();
    properties.forEach((key, text) -> texts.put((String) key, (String) text));
    return new ReplyTemplates(language, Map.copyOf(texts));
  }

  String language() {
    return language;
  }

  boolean has(Tone tone, String key) {
    return texts.containsKey(key) || texts.containsKey(tone + "." + key);
  }

  /**
   * The text for a tone, or the one for both.
   *
   * @throws IllegalArgumentException if there is neither
   */
  String text(Tone tone, String key) {
    String text = texts.getOrDefault(tone + "." + key, texts.get(key));
    if (text == null) {
      throw new IllegalArgumentException("no reply template " + key + " for tone " + tone + " in " + language);
    }
    return text;
  }
}
