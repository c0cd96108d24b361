package io.forebay.classifier;

import io.forebay.schemas.TenantModelState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a tenant's feedback has taught, as corrections to the base models' scores. Immutable: learning gives another.
 *
 * <p>A passive-aggressive learner (Crammer et al. 2006, PA-I) over the sender, the sender's domain and the words of a message, whose
 * vector has length one: one lesson moves the score of the very same message by at most {@link #LARGEST_STEP}, a message of somebody
 * else that shares a tenth of its words by a twentieth of that. A feature that many lessons have moved moves less, so that everyday
 * words stay still. The total correction is bounded, and so is the number of features: those with the smallest weights are forgotten.
 * The same lessons in the same order give the same model.
 */
public final class TenantModel {
  static final int MAX_FEATURES = 4_096;
  static final double LARGEST_STEP = 2.5;
  static final double LARGEST_CORRECTION = 8;
  static final double LARGEST_PRIORITY_CORRECTION = 4;
  private static final double MARGIN = 1.5;
  private static final float LARGEST_WEIGHT = 6;
  private static final double SENDER_SHARE = 0.30;
  private static final double DOMAIN_SHARE = 0.25;
  private static final int SPAM = 0;
  private static final int ACTION = 1;
  private static final int PRIORITY = 2;
  private static final int FIRST_CATEGORY = 3;
  private static final TenantModel NONE = new TenantModel(0, List.of(), new int[0], new int[0], new float[0]);

  private final int lessons;
  private final List<String> categories;
  private final int[] features;
  private final int[] counts;
  private final float[] weights;
  private final int columns;

  private TenantModel(int lessons, List<String> categories, int[] features, int[] counts, float[] weights) {
    this.lessons = lessons;
    this.categories = categories;
    this.features = features;
    this.counts = counts;
    this.weights = weights;
    this.columns = FIRST_CATEGORY + categories.size();
  }

  /** The model of a tenant that has given no feedback: corrects nothing. */
  public static TenantModel none() {
    return NONE;
  }

  /** How many lessons it has learned, since the tenant's first. */
  public int lessons() {
    return lessons;
  }

  /** Tells models apart that have learned from different numbers of lessons. */
  public String version() {
    return "lessons-" + lessons;
  }

  /**
   * The model after one more lesson.
   *
   * @throws IllegalArgumentException if the lesson's features are not what a classification gave, or it names a category too many
   */
  public TenantModel learn(Lesson lesson) {
    LessonFeatures seen = LessonFeatures.decode(lesson.features());
    TenantModel grown = withCategory(lesson.category()).withFeatures(seen);
    int[] rows = grown.rows(seen);
    double[] steps = new double[grown.columns];
    if (lesson.spam() != null) {
      steps[SPAM] = step(lesson.spam(), seen.spamLogOdds() + grown.correction(seen, rows, SPAM));
    }
    if (lesson.needsAction() != null) {
      steps[ACTION] = step(lesson.needsAction(), seen.actionLogOdds() + grown.correction(seen, rows, ACTION));
    }
    if (lesson.priorityGiven() != null) {
      double wanted = lesson.priorityGiven() - lesson.priorityPredicted();
      double bounded = Math.clamp(wanted, -LARGEST_PRIORITY_CORRECTION, LARGEST_PRIORITY_CORRECTION);
      steps[PRIORITY] = 0.6 * (bounded - grown.correction(seen, rows, PRIORITY));
    }
    if (lesson.category() != null) {
      grown.categorySteps(seen, rows, lesson.category(), steps);
    }
    return grown.moved(seen, rows, steps).forgetful();
  }

  /** What is added to a message's priority, at most {@link #LARGEST_PRIORITY_CORRECTION} up or down. */
  public double priorityCorrection(ByteBuffer lessonFeatures) {
    if (lessons == 0) {
      return 0;
    }
    LessonFeatures seen = LessonFeatures.decode(lessonFeatures);
    return Math.clamp(correction(seen, rows(seen), PRIORITY), -LARGEST_PRIORITY_CORRECTION, LARGEST_PRIORITY_CORRECTION);
  }

  /** What is added to the log odds of spam. */
  double spamCorrection(LessonFeatures seen, int[] rows) {
    return bounded(correction(seen, rows, SPAM));
  }

  /** What is added to the log odds of a wanted action. */
  double actionCorrection(LessonFeatures seen, int[] rows) {
    return bounded(correction(seen, rows, ACTION));
  }

  /** What is added to a category's score. */
  double categoryCorrection(LessonFeatures seen, int[] rows, String category) {
    int column = categories.indexOf(category);
    return column < 0 ? 0 : bounded(correction(seen, rows, FIRST_CATEGORY + column));
  }

  /** The row of each feature of a message, -1 where there is none: the sender's, the domain's, then those of the terms. */
  int[] rows(LessonFeatures seen) {
    int[] keys = keys(seen);
    int[] rows = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      rows[i] = Math.max(-1, Arrays.binarySearch(features, keys[i]));
    }
    return rows;
  }

  /** The stored form. */
  public TenantModelState toState() {
    ByteBuffer featureBytes = ByteBuffer.allocate(4 * features.length);
    ByteBuffer countBytes = ByteBuffer.allocate(2 * features.length);
    ByteBuffer weightBytes = ByteBuffer.allocate(4 * weights.length);
    for (int i = 0; i < features.length; i++) {
      featureBytes.putInt(features[i]);
      countBytes.putShort((short) counts[i]);
    }
    for (float weight : weights) {
      weightBytes.putFloat(weight);
    }
    return new TenantModelState(lessons, new ArrayList<>(categories), featureBytes.flip(), countBytes.flip(), weightBytes.flip());
  }

  /**
   * The model of a stored form.
   *
   * @throws IllegalArgumentException if its parts do not fit together
   */
  public static TenantModel of(TenantModelState state) {
    int size = state.getFeatures().remaining() / 4;
    int columns = FIRST_CATEGORY + state.getCategories().size();
    if (state.getCounts().remaining() != 2 * size || state.getWeights().remaining() != 4 * size * columns || size > MAX_FEATURES) {
      throw new IllegalArgumentException("a tenant's stored model has parts of different sizes");
    }
    int[] features = new int[size];
    int[] counts = new int[size];
    float[] weights = new float[size * columns];
    ByteBuffer featureBytes = state.getFeatures().duplicate();
    ByteBuffer countBytes = state.getCounts().duplicate();
    for (int i = 0; i < size; i++) {
      features[i] = featureBytes.getInt();
      counts[i] = Short.toUnsignedInt(countBytes.getShort());
    }
    state.getWeights().duplicate().asFloatBuffer().get(weights);
    return new TenantModel(state.getLessons(), List.copyOf(state.getCategories()), features, counts, weights);
  }

  private TenantModel withCategory(String category) {
    if (category == null || categories.contains(category)) {
      return this;
    }
    if (categories.size() == ClassifierConfig.MAX_CATEGORIES) {
      throw new IllegalArgumentException("a tenant's model knows " + categories.size() + " categories and cannot learn another");
    }
    var names = new ArrayList<>(categories);
    names.add(category);
    float[] wider = new float[features.length * (columns + 1)];
    for (int row = 0; row < features.length; row++) {
      System.arraycopy(weights, row * columns, wider, row * (columns + 1), columns);
    }
    return new TenantModel(lessons, List.copyOf(names), features, counts, wider);
  }

  private TenantModel withFeatures(LessonFeatures seen) {
    int[] all = Arrays.copyOf(features, features.length + seen.termCount() + 2);
    System.arraycopy(keys(seen), 0, all, features.length, seen.termCount() + 2);
    all = Arrays.stream(all).sorted().distinct().toArray();
    int[] moreCounts = new int[all.length];
    float[] moreWeights = new float[all.length * columns];
    for (int row = 0; row < features.length; row++) {
      int to = Arrays.binarySearch(all, features[row]);
      moreCounts[to] = counts[row];
      System.arraycopy(weights, row * columns, moreWeights, to * columns, columns);
    }
    return new TenantModel(lessons, categories, all, moreCounts, moreWeights);
  }

  private void categorySteps(LessonFeatures seen, int[] rows, String wanted, double[] steps) {
    int rival = -1;
    double rivalScore = Double.NEGATIVE_INFINITY;
    double wantedScore = 0;
    for (int c = 0; c < categories.size(); c++) {
      double score = baseScore(seen, categories.get(c)) + correction(seen, rows, FIRST_CATEGORY + c);
      if (categories.get(c).equals(wanted)) {
        wantedScore = score;
      } else if (score > rivalScore) {
        rival = c;
        rivalScore = score;
      }
    }
    double unknownRival = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < seen.categoryCount(); c++) {
      unknownRival = seen.isCategory(c, wanted) ? unknownRival : Math.max(unknownRival, seen.categoryScore(c));
    }
    double step = Math.clamp(MARGIN + Math.max(rivalScore, unknownRival) - wantedScore, 0, LARGEST_STEP);
    steps[FIRST_CATEGORY + categories.indexOf(wanted)] = step;
    if (rival >= 0 && rivalScore >= unknownRival) {
      steps[FIRST_CATEGORY + rival] = -step / 2;
    }
  }

  private static double baseScore(LessonFeatures seen, String category) {
    for (int c = 0; c < seen.categoryCount(); c++) {
      if (seen.isCategory(c, category)) {
        return seen.categoryScore(c);
      }
    }
    return 0;
  }

  private TenantModel moved(LessonFeatures seen, int[] rows, double[] steps) {
    int[] nextCounts = counts.clone();
    float[] next = weights.clone();
    for (int i = 0; i < rows.length; i++) {
      double rate = 1 / Math.sqrt(1 + counts[rows[i]] / 4.0);
      nextCounts[rows[i]] = Math.min(0xffff, counts[rows[i]] + 1);
      for (int column = 0; column < columns; column++) {
        int at = rows[i] * columns + column;
        next[at] = Math.clamp((float) (next[at] + rate * steps[column] * value(seen, i)), -LARGEST_WEIGHT, LARGEST_WEIGHT);
      }
    }
    return new TenantModel(lessons + 1, categories, features, nextCounts, next);
  }

  /** Without the features of the smallest weights, if there are too many. */
  private TenantModel forgetful() {
    if (features.length <= MAX_FEATURES) {
      return this;
    }
    float[] sizes = new float[features.length];
    for (int row = 0; row < features.length; row++) {
      for (int column = 0; column < columns; column++) {
        sizes[row] = Math.max(sizes[row], Math.abs(weights[row * columns + column]));
      }
    }
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    int keep = MAX_FEATURES - MAX_FEATURES / 8;
    float least = sorted[features.length - keep];
    int[] kept = new int[keep];
    int[] keptCounts = new int[keep];
    float[] keptWeights = new float[keep * columns];
    int size = 0;
    for (int row = 0; row < features.length && size < keep; row++) {
      if (sizes[row] >= least) {
        kept[size] = features[row];
        keptCounts[size] = counts[row];
        System.arraycopy(weights, row * columns, keptWeights, size * columns, columns);
        size++;
      }
    }
    return new TenantModel(lessons, categories, Arrays.copyOf(kept, size), Arrays.copyOf(keptCounts, size), Arrays.copyOf(keptWeights, size * columns));
  }

  private double correction(LessonFeatures seen, int[] rows, int column) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += rows[i] < 0 ? 0 : value(seen, i) * weights[rows[i] * columns + column];
    }
    return sum;
  }

  private static int[] keys(LessonFeatures seen) {
    int[] keys = new int[seen.termCount() + 2];
    keys[0] = seen.sender() | Integer.MIN_VALUE;
    keys[1] = (seen.domain() | Integer.MIN_VALUE) ^ 0x40000000;
    for (int i = 0; i < seen.termCount(); i++) {
      keys[2 + i] = seen.term(i);
    }
    return keys;
  }

  private static double value(LessonFeatures seen, int at) {
    boolean shared = seen.domain() == 0;
    return switch (at) {
      case 0 -> Math.sqrt(shared ? SENDER_SHARE + DOMAIN_SHARE : SENDER_SHARE);
      case 1 -> shared ? 0 : Math.sqrt(DOMAIN_SHARE);
      default -> Math.sqrt((1 - SENDER_SHARE - DOMAIN_SHARE) / Math.max(20, seen.termCount()));
    };
  }

  private static double step(boolean wanted, double logOdds) {
    double sign = wanted ? 1 : -1;
    return sign * Math.clamp(MARGIN - sign * logOdds, 0, LARGEST_STEP);
  }

  private static double bounded(double correction) {
    return Math.clamp(correction, -LARGEST_CORRECTION, LARGEST_CORRECTION);
  }
}
