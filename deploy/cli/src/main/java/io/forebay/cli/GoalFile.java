package io.forebay.cli;

import io.forebay.motion.Goal;
import io.forebay.motion.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Goals of a scene in a file: a line each, x and y in metres with spaces or commas between; more pairs on the line are the corners of a polygon. */
final class GoalFile {
  private GoalFile() {}

  static List<Goal> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
    var goals = new ArrayList<Goal>();
    for (int line = 0; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        goals.add(goal(file, line + 1, "goal-" + (goals.size() + 1), lines.get(line).strip().split("[ \t,]+")));
      }
    }
    if (goals.isEmpty() || goals.size() > Ground.GOALS_MAX) {
      throw new CommandFailedException(file + " has " + goals.size() + " goals; wanted are 1 to " + Ground.GOALS_MAX + ".");
    }
    return goals;
  }

  private static Goal goal(Path file, int line, String id, String... cells) {
    try {
      double[] outline = new double[cells.length];
      for (int cell = 0; cell < cells.length; cell++) {
        outline[cell] = Double.parseDouble(cells[cell]);
      }
      return new Goal(id, outline);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(file + " line " + line + " is no goal; wanted are pairs of x and y.", e);
    }
  }
}
