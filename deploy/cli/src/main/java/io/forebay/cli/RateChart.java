package io.forebay.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/** Draws how long decisions take by how many are asked for: both axes logarithmic, the budget as a line. */
final class RateChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int LEFT = 70;
  private static final int RIGHT = 120;
  private static final int TOP = 30;
  private static final int BOTTOM = 60;
  private static final double MS_MIN = 0.5;
  private static final double[] MS_MARKS = {0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};
  private static final Color GRID = new Color(0xdddddd);
  private static final Color BUDGET = new Color(0xcc3311);
  private static final List<Color> LINES = List.of(new Color(0x0077bb), new Color(0x33a0a0), new Color(0xee7733), new Color(0x9966aa));

  private final List<IntentsBench.Point> points;
  private final Graphics2D graphics;
  private final double msMax;

  private RateChart(List<IntentsBench.Point> points, Graphics2D graphics) {
    this.points = points;
    this.graphics = graphics;
    msMax = Math.max(20, 1.2 * points.stream().mapToDouble(point -> point.latencies().p999Ms()).max().orElse(0));
  }

  static void write(List<IntentsBench.Point> points, Path png) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    new RateChart(points, graphics).draw();
    graphics.dispose();
    ImageIO.write(image, "png", png.toFile());
  }

  private void draw() {
    for (double mark : MS_MARKS) {
      if (mark <= msMax) {
        line(mark, mark == IntentsBench.BUDGET.toMillis() ? BUDGET : GRID);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString("%s ms".formatted(mark < 1 ? mark : (Object) (long) mark), 12, (int) y(mark) + 4);
      }
    }
    for (IntentsBench.Point point : points) {
      graphics.setColor(GRID);
      graphics.draw(new Line2D.Double(x(point.rate()), TOP, x(point.rate()), HEIGHT - BOTTOM));
      graphics.setColor(Color.DARK_GRAY);
      graphics.drawString("%.0f".formatted(point.rate()), (int) x(point.rate()) - 12, HEIGHT - BOTTOM + 20);
    }
    graphics.drawString("signals a second", WIDTH / 2 - 60, HEIGHT - 15);
    curve("p50", LINES.get(0), Latencies::p50Ms);
    curve("p95", LINES.get(1), Latencies::p95Ms);
    curve("p99", LINES.get(2), Latencies::p99Ms);
    curve("p99.9", LINES.get(3), Latencies::p999Ms);
  }

  private void line(double ms, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Line2D.Double(LEFT, y(ms), WIDTH - RIGHT, y(ms)));
  }

  private void curve(String name, Color colour, ToDoubleFunction<Latencies> value) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(2));
    var path = new Path2D.Double();
    double y = 0;
    for (IntentsBench.Point point : points) {
      double x = x(point.rate());
      y = y(value.applyAsDouble(point.latencies()));
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
      graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
    }
    graphics.draw(path);
    graphics.drawString(name, WIDTH - RIGHT + 10, (int) y + 4);
  }

  private double x(double rate) {
    double low = Math.log(points.getFirst().rate());
    double high = Math.max(low + 1, Math.log(points.getLast().rate()));
    return LEFT + (Math.log(rate) - low) / (high - low) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double ms) {
    double low = Math.log(MS_MIN);
    return HEIGHT - BOTTOM - (Math.log(Math.max(MS_MIN, ms)) - low) / (Math.log(msMax) - low) * (HEIGHT - TOP - BOTTOM);
  }
}
