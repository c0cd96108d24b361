package io.forebay.scriptedmodel;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What little a script understands of language: words, sentences, and which sentences share words with a question. */
final class Words {
  /** Of a longer text the beginning is looked at. */
  private static final int CHARACTERS_MAX = 200_000;

  private static final int WORD_MIN = 3;
  private static final int SENTENCE_MAX = 300;
  private static final int GREETING_MAX = 40;

  private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final Set<String> COMMON =
      Set.of(
          "the", "and", "for", "are", "was", "what", "when", "who", "how", "which", "that", "this", "with", "from", "does", "can", "may", "must", "has",
          "have", "not", "you", "your", "our", "its", "his", "her", "their", "they", "them", "then", "than", "into", "about", "long", "much", "many", "there",
          "where", "why", "will", "would", "could", "should", "please", "question", "answer");

  private Words() {}

  static String cut(String text, int charactersMax) {
    if (text.length() <= charactersMax) {
      return text;
    }
    int end = charactersMax > 0 && Character.isHighSurrogate(text.charAt(charactersMax - 1)) ? charactersMax - 1 : charactersMax;
    return text.substring(0, end);
  }

  /** The words of a text in lower case, without those that every text has; of plurals the singular, as far as an s tells. */
  static Set<String> of(String text) {
    Set<String> words = new HashSet<>();
    String lower = cut(text, CHARACTERS_MAX).toLowerCase(Locale.ROOT);
    int start = -1;
    for (int i = 0; i <= lower.length(); i++) {
      boolean inWord = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        add(words, lower.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  private static void add(Set<String> words, String word) {
    if (word.length() >= WORD_MIN && !COMMON.contains(word)) {
      words.add(word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
    }
  }

  /** The sentences of a text, white space made single spaces, each at most 300 characters. */
  static List<String> sentences(String text) {
    String bounded = cut(text, CHARACTERS_MAX);
    List<String> sentences = new ArrayList<>();
    for (String paragraph : PARAGRAPHS.splitAsStream(bounded).toList()) {
      BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
      String line = SPACE.matcher(paragraph).replaceAll(" ").strip();
      breaks.setText(line);
      int start = 0;
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        String sentence = line.substring(start, end).strip();
        if (!sentence.isEmpty()) {
          sentences.add(cut(sentence, SENTENCE_MAX));
        }
        start = end;
      }
    }
    return sentences;
  }

  /** The first sentence that is longer than a greeting; the first of all where none is. */
  static Optional<String> gist(String text) {
    List<String> sentences = sentences(text);
    return sentences.stream().filter(sentence -> sentence.length() > GREETING_MAX).findFirst().or(() -> sentences.stream().findFirst());
  }

  /** How many words of a question a text has. */
  static long shared(Set<String> question, String text) {
    return of(text).stream().filter(question::contains).count();
  }

  /** The addresses in a text, at most so many, each once. */
  static List<String> urls(String text, int countMax) {
    Set<String> urls = new LinkedHashSet<>();
    String bounded = cut(text, CHARACTERS_MAX);
    int end;
    for (int start = bounded.indexOf("http"); start >= 0 && urls.size() < countMax; start = bounded.indexOf("http", end)) {
      end = start + 4;
      if (bounded.startsWith("://", end) || bounded.startsWith("s://", end)) {
        while (end < bounded.length() && !endsUrl(bounded.charAt(end))) {
          end++;
        }
        String url = withoutFullStop(bounded.substring(start, end));
        if (!url.endsWith("/") || url.indexOf('/') < url.length() - 2) {
          urls.add(url);
        }
      }
    }
    return List.copyOf(urls);
  }

  private static boolean endsUrl(char c) {
    return Character.isWhitespace(c) || "\"'<>(),;[]{}|\\".indexOf(c) >= 0;
  }

  private static String withoutFullStop(String url) {
    int end = url.length();
    while (".!?:".indexOf(url.charAt(end - 1)) >= 0) {
      end--;
    }
    return url.substring(0, end);
  }
}
