package io.forebay.cli;

import io.forebay.features.Examples;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A CSV of labelled features: a header, then a row for each example; an empty cell or NaN is a missing feature.
 *
 * <p>The label stands in the column {@code label}, else it is what {@code sequence_id} says before its last underscore. Rows that
 * agree in the column {@code group} belong together, without it each {@code sequence_id}, else each row, is its own group.
 */
final class FeatureTable {
  static final String LABEL = "label";
  static final String GROUP = "group";
  static final String SEQUENCE = "sequence_id";
  private static final int ROWS_MAX = 500_000;

  private FeatureTable() {}

  /**
   * Reads a file.
   *
   * @throws CommandFailedException if it cannot be read or is no such table
   */
  static Examples read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return parse(file.toString(), lines);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(file + " is no table to learn from: " + e.getMessage() + ".", e);
    }
  }

  /** What of a row is no number yet. */
  private record Names(String label, String group) {}

  private static Examples parse(String file, BufferedReader lines) throws IOException {
    String header = lines.readLine();
    if (header == null) {
      throw new CommandFailedException(file + " is empty; a header and rows are wanted.");
    }
    List<String> columns = Arrays.stream(header.split(",", -1)).map(FeatureTable::unquoted).toList();
    int sequenceAt = columns.indexOf(SEQUENCE);
    int labelAt = columns.contains(LABEL) ? columns.indexOf(LABEL) : sequenceAt;
    int groupAt = columns.contains(GROUP) ? columns.indexOf(GROUP) : sequenceAt;
    if (labelAt < 0) {
      throw new CommandFailedException(file + " has neither a column " + LABEL + " nor " + SEQUENCE + ".");
    }
    int[] featureAt = columns.stream().filter(name -> !List.of(LABEL, GROUP, SEQUENCE).contains(name)).mapToInt(columns::indexOf).toArray();
    List<double[]> rows = new ArrayList<>();
    List<Names> names = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      String where = file + ", row " + (rows.size() + 1);
      String[] cells = line.split(",", -1);
      if (cells.length != columns.size() || rows.size() == ROWS_MAX) {
        throw new CommandFailedException(where + ": " + columns.size() + " cells are wanted, there are " + cells.length + ", in at most " + ROWS_MAX + " rows.");
      }
      rows.add(Arrays.stream(featureAt).mapToDouble(at -> number(cells[at], where + ", " + columns.get(at))).toArray());
      String label = unquoted(cells[labelAt]);
      names.add(new Names(labelAt == sequenceAt ? beforeLastUnderscore(label) : label, groupAt < 0 ? "row " + rows.size() : unquoted(cells[groupAt])));
    }
    return examples(Arrays.stream(featureAt).mapToObj(columns::get).toList(), rows, names);
  }

  private static Examples examples(List<String> features, List<double[]> rows, List<Names> names) {
    List<String> labels = List.copyOf(new TreeSet<>(names.stream().map(Names::label).toList()));
    Map<String, Integer> groups = new LinkedHashMap<>();
    names.forEach(row -> groups.putIfAbsent(row.group(), groups.size()));
    return new Examples(
        labels,
        features,
        rows.toArray(double[][]::new),
        names.stream().mapToInt(row -> labels.indexOf(row.label())).toArray(),
        names.stream().mapToInt(row -> groups.get(row.group())).toArray());
  }

  private static double number(String cell, String where) {
    String text = unquoted(cell);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      throw new CommandFailedException(where + ": " + SafeText.of(text) + " is no number.", e);
    }
  }

  private static String beforeLastUnderscore(String sequence) {
    int at = sequence.lastIndexOf('_');
    return at > 0 ? sequence.substring(0, at) : sequence;
  }

  private static String unquoted(String cell) {
    String text = cell.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }
}
