package io.forebay.cli;

import io.forebay.cli.CrossingTrack.Sighting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads a folder of pedestrians at a road: {@code pedestrians.csv}, {@code tracks.csv.gz} and {@code vehicle.csv.gz}, each with a header. */
final class CrossingTracks {
  private static final int ROWS_MAX = 5_000_000;

  private final Path folder;

  private CrossingTracks(Path folder) {
    this.folder = folder;
  }

  /**
   * The pedestrians of whom it is said whether they cross, in the order of the tracks.
   *
   * @throws CommandFailedException if a file is missing or is not as it should be
   */
  static List<CrossingTrack> read(Path folder) {
    return new CrossingTracks(folder).read();
  }

  /** A file's rows, with cells by name. */
  private record Table(Path file, Map<String, Integer> columns, List<String[]> rows) {
    String cell(String[] row, String column) {
      return row[column(column)];
    }

    double number(String[] row, String column) {
      try {
        double value = Double.parseDouble(cell(row, column));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException _) {
        // said below
      }
      throw new CommandFailedException(file + ": " + SafeText.of(cell(row, column)) + " in column " + column + " is no number.");
    }

    private int column(String name) {
      Integer at = columns.get(name);
      if (at == null) {
        throw new CommandFailedException(file + " has no column " + name + ".");
      }
      return at;
    }
  }

  private List<CrossingTrack> read() {
    Table pedestrians = table("pedestrians.csv");
    Map<String, String[]> known = new HashMap<>();
    pedestrians.rows().forEach(row -> known.put(pedestrians.cell(row, "video") + "/" + pedestrians.cell(row, "id"), row));
    Table vehicle = table("vehicle.csv.gz");
    Map<String, Integer> actions = new HashMap<>();
    vehicle.rows().forEach(
        row -> actions.put(vehicle.cell(row, "video") + "/" + vehicle.cell(row, "frame"), CrossingTrack.VEHICLE_ACTIONS.indexOf(vehicle.cell(row, "action"))));
    Table tracks = table("tracks.csv.gz");
    Map<String, List<String[]>> byPedestrian = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String[] row : tracks.rows()) {
      byPedestrian.computeIfAbsent(tracks.cell(row, "video") + "/" + tracks.cell(row, "ped"), _ -> new ArrayList<>()).add(row);
      seen.merge(frameOf(tracks, row), 1, Integer::sum);
    }
    List<CrossingTrack> read = new ArrayList<>();
    byPedestrian.forEach(
        (name, rows) -> {
          String[] pedestrian = known.get(name);
          if (pedestrian != null) {
            rows.sort((a, b) -> Double.compare(tracks.number(a, "frame"), tracks.number(b, "frame")));
            boolean crosses = pedestrians.number(pedestrian, "crossing") > 0;
            int point = crosses ? (int) pedestrians.number(pedestrian, "crossing_point") : -1;
            read.add(track(tracks, rows, crosses, point, actions, seen));
          }
        });
    return read;
  }

  private static CrossingTrack track(
      Table tracks, List<String[]> rows, boolean crosses, int point, Map<String, Integer> actions, Map<String, Integer> seen) {
    List<Sighting> sightings = rows.stream().map(row -> sighting(tracks, row, actions, seen)).toList();
    return new CrossingTrack(tracks.cell(rows.getFirst(), "video"), tracks.cell(rows.getFirst(), "ped"), crosses, point, sightings);
  }

  private static Sighting sighting(Table tracks, String[] row, Map<String, Integer> actions, Map<String, Integer> seen) {
    return new Sighting(
        (int) tracks.number(row, "frame"),
        tracks.number(row, "x1"),
        tracks.number(row, "y1"),
        tracks.number(row, "x2"),
        tracks.number(row, "y2"),
        tracks.cell(row, "look").equals("looking"),
        tracks.cell(row, "action").equals("standing"),
        tracks.cell(row, "cross").equals("crossing"),
        actions.getOrDefault(frameOf(tracks, row), -1),
        seen.get(frameOf(tracks, row)) - 1);
  }

  private static String frameOf(Table tracks, String[] row) {
    return tracks.cell(row, "video") + "/" + tracks.cell(row, "frame");
  }

  private Table table(String name) {
    Path file = folder.resolve(name);
    try (var bytes = Files.newInputStream(file);
        var plain = name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        var lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String[] header = cells(lines.readLine());
      Map<String, Integer> columns = new HashMap<>();
      Arrays.stream(header).forEach(column -> columns.put(column, columns.size()));
      List<String[]> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] row = cells(line);
        if (row.length != header.length || rows.size() == ROWS_MAX) {
          throw new CommandFailedException(
              "%s, row %d: %d cells are wanted, there are %d, in at most %d rows.".formatted(file, rows.size() + 1, header.length, row.length, ROWS_MAX));
        }
        rows.add(row);
      }
      return new Table(file, columns, rows);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static String[] cells(String line) {
    return line == null ? new String[0] : line.split(",", -1);
  }
}
