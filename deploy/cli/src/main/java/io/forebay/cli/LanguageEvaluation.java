package io.forebay.cli;

import io.forebay.mail.LanguageIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts how often the language of labelled texts is told: a folder per set, in it a file per language, in it a text per line. */
final class LanguageEvaluation {
  /** The languages that must be told. */
  private static final Set<String> REQUIRED = Set.of("en", "es", "fr", "de", "ja", "zh");

  private static final String SUFFIX = ".txt";

  private final LanguageIdentifier identifier;

  LanguageEvaluation(LanguageIdentifier identifier) {
    this.identifier = identifier;
  }

  /**
   * The figures of a set.
   *
   * @param set the folder's name
   * @param required share told right of the texts in en, es, fr, de, ja and zh, 0 to 1
   * @param all the same of all languages
   * @param languages figures by language
   * @param texts how many texts
   * @param microsPerText mean time of one identification, in microseconds; the first text, which may load models, is left out
   */
  record Report(String set, double required, double all, Map<String, Score> languages, int texts, double microsPerText) {}

  /**
   * The figures of a language.
   *
   * @param texts how many texts
   * @param right how many were told right
   * @param takenFor how many were taken for other languages
   */
  record Score(int texts, int right, Map<String, Integer> takenFor) {
    double accuracy() {
      return texts == 0 ? 0 : (double) right / texts;
    }
  }

  /** Evaluates each set below a folder, in the order of their names. */
  List<Report> run(Path folder) throws IOException {
    List<Report> reports = new ArrayList<>();
    for (Path set : sorted(folder)) {
      if (Files.isDirectory(set)) {
        reports.add(runSet(set));
      }
    }
    return reports;
  }

  private Report runSet(Path set) throws IOException {
    Map<String, Score> scores = new TreeMap<>();
    int texts = 0;
    long nanos = 0;
    for (Path file : sorted(set)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SUFFIX)) {
        List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        lines.stream().limit(1).forEach(identifier::identify);
        long start = System.nanoTime();
        scores.put(name.substring(0, name.length() - SUFFIX.length()), score(name.substring(0, name.length() - SUFFIX.length()), lines));
        nanos += System.nanoTime() - start;
        texts += lines.size();
      }
    }
    return new Report(
        set.getFileName().toString(), accuracy(scores, REQUIRED), accuracy(scores, scores.keySet()), scores, texts, nanos / 1e3 / Math.max(1, texts));
  }

  private Score score(String language, List<String> lines) {
    int right = 0;
    Map<String, Integer> takenFor = new HashMap<>();
    for (String line : lines) {
      String code = identifier.identify(line).getCode();
      if (code.equals(language)) {
        right++;
      } else {
        takenFor.merge(code, 1, Integer::sum);
      }
    }
    return new Score(lines.size(), right, takenFor);
  }

  private static double accuracy(Map<String, Score> scores, Set<String> languages) {
    int texts = 0;
    int right = 0;
    for (Map.Entry<String, Score> entry : scores.entrySet()) {
      if (languages.contains(entry.getKey())) {
        texts += entry.getValue().texts();
        right += entry.getValue().right();
      }
    }
    return texts == 0 ? 0 : (double) right / texts;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.sorted().toList();
    }
  }
}
