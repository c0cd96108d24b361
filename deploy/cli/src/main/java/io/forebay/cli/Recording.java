package io.forebay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where people were seen in one place, as a file tells it. Two formats: lines of frame, pedestrian, x and y in metres with tabs or spaces between, frames at 2.5 Hz (the pedestrian
 * sets of ETH and UCY); or comma separated lines under the header {@code seconds,subject,x,y}.
 *
 * @param points by time, then as they stand in the file
 */
record Recording(List<Point> points) {
  /** Most points of a file. */
  static final int POINTS_MAX = 5_000_000;

  private static final double FRAME_SECONDS = 0.4;
  private static final String HEADER = "seconds,subject,x,y";

  Recording {
    points = List.copyOf(points);
  }

  /**
   * Somebody was seen.
   *
   * @param seconds since somebody was seen first, where read from a file
   * @param subject who
   * @param x metres
   * @param y metres
   */
  record Point(double seconds, String subject, double x, double y) {}

  /**
   * Reads a file.
   *
   * @throws CommandFailedException where it cannot be read, or is of neither format
   */
  static Recording read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader);
    } catch (MalformedInputException e) {
      throw new CommandFailedException(file + " is no text in UTF-8.", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static Recording read(String file, BufferedReader reader) throws IOException {
    var points = new ArrayList<Point>();
    boolean commas = false;
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (points.isEmpty() && line.strip().equals(HEADER)) {
        commas = true;
        continue;
      }
      if (points.size() == POINTS_MAX) {
        throw new CommandFailedException(file + " has more than " + POINTS_MAX + " points.");
      }
      points.add(point(file, number, commas ? line.split(",", -1) : line.strip().split("[\t ]+")));
    }
    if (points.isEmpty()) {
      throw new CommandFailedException(file + " has no points in it.");
    }
    List<Point> timed = commas ? fromTheFirst(points) : atFrames(points);
    timed.sort(Comparator.comparingDouble(Point::seconds));
    return new Recording(timed);
  }

  private static Point point(String file, int line, String... cells) {
    if (cells.length != 4) {
      throw new CommandFailedException(file + " has " + cells.length + " columns in line " + line + "; wanted are frame, pedestrian, x and y, or the header " + HEADER + ".");
    }
    return new Point(number(file, line, cells[0]), subject(cells[1].strip()), number(file, line, cells[2]), number(file, line, cells[3]));
  }

  /** Some sets write the number of a pedestrian as 1.0. */
  private static String subject(String cell) {
    return cell.endsWith(".0") ? cell.substring(0, cell.length() - 2) : cell;
  }

  private static double number(String file, int line, String cell) {
    double number;
    try {
      number = Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new CommandFailedException(file + " has no number in line " + line + " where one is wanted.", e);
    }
    if (!Double.isFinite(number)) {
      throw new CommandFailedException(file + " has a number that is not finite in line " + line + ".");
    }
    return number;
  }

  /** A clock may count from anywhere, such as 1970. */
  private static List<Point> fromTheFirst(List<Point> points) {
    double first = points.stream().mapToDouble(Point::seconds).min().orElse(0);
    var timed = new ArrayList<Point>(points.size());
    points.forEach(point -> timed.add(new Point(point.seconds() - first, point.subject(), point.x(), point.y())));
    return timed;
  }

  /** Frames are numbered by those of the video: the step that is most frequent is one of 0.4 s. */
  private static List<Point> atFrames(List<Point> points) {
    double[] frames = points.stream().mapToDouble(Point::seconds).distinct().sorted().toArray();
    Map<Double, Integer> steps = new HashMap<>();
    for (int at = 1; at < frames.length; at++) {
      steps.merge(frames[at] - frames[at - 1], 1, Integer::sum);
    }
    double step = steps.entrySet().stream().max(Map.Entry.<Double, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElse(1.0);
    var timed = new ArrayList<Point>(points.size());
    for (Point point : points) {
      timed.add(new Point((point.seconds() - frames[0]) / step * FRAME_SECONDS, point.subject(), point.x(), point.y()));
    }
    return timed;
  }

  /** The points of each subject, by time; subjects as they come. */
  Map<String, List<Point>> tracks() {
    Map<String, List<Point>> tracks = new LinkedHashMap<>();
    points.forEach(point -> tracks.computeIfAbsent(point.subject(), _ -> new ArrayList<>()).add(point));
    return tracks;
  }
}
