package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.cli.PiiEvaluation.Report;
import io.forebay.cli.PiiEvaluation.Score;
import io.forebay.privacy.PiiDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the PII detector on a file of labelled texts. */
@Command(
    name = "pii",
    description = {
      "Measure how well personal data is found in labelled texts.",
      "FILE is a JSON list of {full_text, spans: [{entity_type, start_position, end_position}]}, offsets in code points.",
      "A finding counts where it has the marked type and overlaps the mark; six structured types count."
    })
final class EvaluatePiiCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", description = "The labelled texts.")
  private Path file;

  @Option(names = "--mistakes", description = "Show what was missed and invented, with the text around it.")
  private boolean showMistakes;

  @Override
  public Integer call() {
    List<LabelledText> texts = read(file);
    Report report;
    try {
      report = new PiiEvaluation(new PiiDetector()).run(texts);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new CommandFailedException("A span in " + file + " lies outside its text: " + e.getMessage() + ".", e);
    }
    Report shown = showMistakes ? report : new Report(report.texts(), report.types(), report.micro(), report.microsPerText(), List.of());
    output.answer(shown, () -> text(shown));
    return 0;
  }

  private static List<LabelledText> read(Path file) {
    try {
      return JsonMapper.builder().build().readValue(Files.readString(file), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new CommandFailedException(file + " is not a JSON list of labelled texts: " + e.getOriginalMessage() + where + ".", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static String text(Report report) {
    StringBuilder text = new StringBuilder();
    text.append(line("type", "marked", "found", "matched", "exact", "precision", "recall", "F1", "F2"));
    report.types().forEach((type, score) -> text.append(line(type.name(), score)));
    text.append(line("micro average", report.micro()));
    text.append(String.format(Locale.ROOT, "%n%d texts, %.1f µs a text%n", report.texts(), report.microsPerText()));
    text.append("matched: same type and overlapping; exact: same offsets too");
    report.mistakes().forEach(mistake -> text.append(String.format("%n%-8s %-13s %s", mistake.kind(), mistake.type(), mistake.text())));
    return text.toString();
  }

  private static String line(String name, Score score) {
    return line(
        name, score.marked(), score.found(), score.matched(), score.exact(),
        three(score.precision()), three(score.recall()), three(score.f1()), three(score.f2()));
  }

  private static String line(String name, Object... cells) {
    StringBuilder line = new StringBuilder(String.format("%-14s", name));
    for (Object cell : cells) {
      line.append(String.format("%10s", cell));
    }
    return line.append(System.lineSeparator()).toString();
  }

  private static String three(double figure) {
    return String.format(Locale.ROOT, "%.3f", figure);
  }
}
