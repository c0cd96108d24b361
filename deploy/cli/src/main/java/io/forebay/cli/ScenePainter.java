package io.forebay.cli;

import io.forebay.motion.Moments;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints a scene: people, their tracks so far, the regions that hold 50 % and 90 % of what may be, where they then were, goals, obstacles. */
final class ScenePainter {
  private static final int WIDTH = 1_000;
  private static final int HEIGHT_MIN = 300;
  private static final int HEIGHT_MAX = 1_600;
  private static final double MARGIN_METRES = 1.5;
  private static final int LEGEND = 28;
  private static final int[] DRAWN = {5, 11};
  private static final double[] SHARES = {0.9, 0.5};
  private static final int REGION_ALPHA = 38;
  private static final Color GOAL = new Color(0x228833);
  private static final Color OBSTACLE = new Color(0x777777);
  private static final Color TRUTH = new Color(0x333333);
  private static final List<Color> PEOPLE =
      List.of(new Color(0x0077bb), new Color(0xee7733), new Color(0x009988), new Color(0xcc3311), new Color(0x9955bb), new Color(0x997700));

  private final ScenePicture picture;
  private final double scale;
  private final int height;

  private ScenePainter(ScenePicture picture) {
    this.picture = picture;
    ScenePicture.Bounds bounds = picture.bounds();
    double wide = bounds.maxX() - bounds.minX() + 2 * MARGIN_METRES;
    double high = bounds.maxY() - bounds.minY() + 2 * MARGIN_METRES;
    scale = Math.min(WIDTH / wide, HEIGHT_MAX / high);
    height = LEGEND + (int) Math.clamp(Math.ceil(high * scale), HEIGHT_MIN, HEIGHT_MAX);
  }

  static BufferedImage paint(ScenePicture picture) {
    var painter = new ScenePainter(picture);
    var image = new BufferedImage(WIDTH, painter.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, painter.height);
    painter.draw(graphics);
    graphics.dispose();
    return image;
  }

  private void draw(Graphics2D graphics) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (double[] outline : picture.obstacles()) {
      drawObstacle(graphics, outline);
    }
    for (ScenePicture.Goal goal : picture.goals()) {
      drawGoal(graphics, goal);
    }
    for (int at = 0; at < picture.people().size(); at++) {
      drawAhead(graphics, picture.people().get(at), PEOPLE.get(at % PEOPLE.size()));
    }
    for (int at = 0; at < picture.people().size(); at++) {
      drawPerson(graphics, picture.people().get(at), PEOPLE.get(at % PEOPLE.size()));
    }
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString(
        "%.1f s   dots: people, solid: so far, dashed: where they then went, shaded: 50 %% and 90 %% in %.1f s and %.1f s, green: goals   1 m = %.0f px"
            .formatted(picture.seconds(), ScenePicture.HORIZONS[DRAWN[0]], ScenePicture.HORIZONS[DRAWN[1]], scale),
        10,
        height - 9);
  }

  private void drawObstacle(Graphics2D graphics, double... outline) {
    var path = new Path2D.Double();
    path.moveTo(x(outline[0]), y(outline[1]));
    for (int at = 2; at < outline.length; at += 2) {
      path.lineTo(x(outline[at]), y(outline[at + 1]));
    }
    path.closePath();
    graphics.setColor(OBSTACLE);
    graphics.setStroke(new BasicStroke(3));
    graphics.draw(path);
  }

  private void drawGoal(Graphics2D graphics, ScenePicture.Goal goal) {
    double half = 6 + 14 * goal.share();
    graphics.setColor(GOAL);
    graphics.setStroke(new BasicStroke(2));
    graphics.draw(new Ellipse2D.Double(x(goal.x()) - half, y(goal.y()) - half, 2 * half, 2 * half));
    graphics.drawString(SafeText.of(goal.id(), 20), (int) (x(goal.x()) - 24), (int) (y(goal.y()) - half - 4));
  }

  private void drawAhead(Graphics2D graphics, ScenePicture.Person person, Color colour) {
    graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), REGION_ALPHA));
    for (int horizon : DRAWN) {
      for (double share : SHARES) {
        graphics.fill(ellipse(person.ahead().get(horizon), share));
      }
    }
  }

  private Shape ellipse(Moments moments, double share) {
    double[] axes = moments.ellipse(share);
    double halfLong = axes[0] * scale;
    double halfShort = axes[1] * scale;
    var place = AffineTransform.getTranslateInstance(x(moments.x()), y(moments.y()));
    place.rotate(-axes[2]); // a picture's y points down
    return place.createTransformedShape(new Ellipse2D.Double(-halfLong, -halfShort, 2 * halfLong, 2 * halfShort));
  }

  private void drawPerson(Graphics2D graphics, ScenePicture.Person person, Color colour) {
    double[] here = person.past().getLast();
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path(person.past()));
    graphics.setColor(TRUTH);
    graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0));
    if (!person.future().isEmpty()) {
      Path2D path = path(person.future());
      var from = new Path2D.Double();
      from.moveTo(x(here[0]), y(here[1]));
      from.append(path, true);
      graphics.draw(from);
    }
    graphics.setColor(colour);
    graphics.fill(new Ellipse2D.Double(x(here[0]) - 5, y(here[1]) - 5, 10, 10));
  }

  private Path2D path(List<double[]> places) {
    var path = new Path2D.Double();
    path.moveTo(x(places.getFirst()[0]), y(places.getFirst()[1]));
    places.stream().skip(1).forEach(place -> path.lineTo(x(place[0]), y(place[1])));
    return path;
  }

  private double x(double metres) {
    return (metres - picture.bounds().minX() + MARGIN_METRES) * scale;
  }

  private double y(double metres) {
    return (picture.bounds().maxY() - metres + MARGIN_METRES) * scale;
  }
}
