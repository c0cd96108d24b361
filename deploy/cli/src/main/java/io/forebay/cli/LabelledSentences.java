package io.forebay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sentences that want something of their reader and sentences that do not, one a line; each line counts once. */
final class LabelledSentences {
  private final List<String> sentences = new ArrayList<>();
  private final int positives;

  private LabelledSentences(Set<String> positive, Set<String> negative) {
    sentences.addAll(positive);
    sentences.addAll(negative);
    this.positives = positive.size();
  }

  /**
   * Reads both files.
   *
   * @throws CommandFailedException if one cannot be read
   */
  static LabelledSentences read(Path positive, Path negative) {
    return new LabelledSentences(lines(positive), lines(negative));
  }

  int size() {
    return sentences.size();
  }

  String sentence(int at) {
    return sentences.get(at);
  }

  boolean wantsAction(int at) {
    return at < positives;
  }

  private static Set<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      var distinct = new LinkedHashSet<String>();
      lines.map(String::strip).filter(line -> !line.isEmpty()).forEach(distinct::add);
      return distinct;
    } catch (UncheckedIOException e) {
      String why = e.getCause() instanceof MalformedInputException ? "it is not UTF-8" : e.getMessage();
      throw new CommandFailedException("Cannot read " + file + ": " + why + ".", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read the file " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
