package io.forebay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** Positions of people, as recorded. */
record Recording(List<Recording.Sighting> sightings) {
  /** Somebody was somewhere: seconds from the first frame on, metres. */
  record Sighting(double seconds, String subject, double x, double y) {}

  private static final double FRAME_SECONDS = 0.4;

  static Recording read(Path file) {
    var rows = new ArrayList<Sighting>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] cells = line.strip().split("\t");
        rows.add(new Sighting(Double.parseDouble(cells[0]), cells[1], Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
      }
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
    rows.sort(Comparator.comparingDouble(Sighting::seconds));
    var steps = new HashMap<Double, Integer>();
    for (int i = 1; i < rows.size(); i++) {
      double step = rows.get(i).seconds() - rows.get(i - 1).seconds();
      if (step > 0) {
        steps.merge(step, 1, Integer::sum);
      }
    }
    double step = steps.entrySet().stream().max(java.util.Map.Entry.comparingByValue()).orElseThrow().getKey();
    double first = rows.getFirst().seconds();
    return new Recording(
        rows.stream().map(row -> new Sighting((row.seconds() - first) / step * FRAME_SECONDS, row.subject(), row.x(), row.y())).toList());
  }
}
