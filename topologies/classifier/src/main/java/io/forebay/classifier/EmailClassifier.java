package io.forebay.classifier;

import io.forebay.schemas.BinaryVerdict;
import io.forebay.schemas.CategoryVerdict;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Verdict;
import java.util.Map;

/**
 * The classify step: spam, needs-action and category of a message, each with a calibrated probability.
 *
 * <p>Holds buffers that are used again for every message, so an instance belongs to one thread; the base model, the configuration
 * and tenants' models are immutable and shared. The work for a message is bounded by the limits of {@link Words}.
 */
public final class EmailClassifier {
  /** No model is surer than this, and no mail so plain that a tenant's feedback could not change the verdict. */
  private static final double LARGEST_LOG_ODDS = 6;

  private static final double STRANGE_WORDS_TRUST = 0.5;

  private final BaseModel base;
  private final Words subject = new Words();
  private final Words text = new Words();
  private final SpamFeatures spamFeatures = new SpamFeatures();
  private final ActionScorer actionScorer = new ActionScorer();
  private final CategoryModel categoryModel = new CategoryModel();
  private final LessonTerms lessonTerms = new LessonTerms();
  private final ClassificationReasons reasons = new ClassificationReasons();

  /** A classifier for one thread. */
  public EmailClassifier(BaseModel base) {
    this.base = base;
  }

  /** Versions of the models that every tenant shares, in one line; a tenant's own is {@link TenantModel#version()}. */
  public String version() {
    return String.join(" ", base.spamVersion(), base.actionVersion(), CategoryModel.VERSION);
  }

  /**
   * Classifies a message.
   *
   * @param languageCode ISO 639-1, or und
   * @param tenant what the tenant's feedback has taught
   * @param config what the tenant makes of probabilities
   */
  public EmailClassification classify(ParsedEmail email, String languageCode, TenantModel tenant, ClassifierConfig config) {
    subject.read(email.getSubject());
    text.read(email.getText());
    FeatureVector vector = spamFeatures.extract(email, subject, text);
    double spamBase = Math.clamp(base.spam().logOdds(vector, wordTrust(languageCode)), -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS);
    double spamGuess = Calibration.sigmoid(spamBase);
    double discount = actionScorer.discount(email.getBulk(), email.getAutomatic(), email.getList(), spamGuess);
    double actionBase = actionScorer.logOdds(base.action(), email.getSubject(), subject, email.getText(), text) - discount;
    double[] categoryScores =
        categoryModel.scores(config.categories(), email, spamGuess, Calibration.sigmoid(actionBase), spamFeatures.phraseCounts(), subject, text);
    LessonFeatures lesson = lessonTerms.collect(email, subject, text, spamBase, actionBase, config.categories(), categoryScores);

    double spamLearned = 0;
    double actionLearned = 0;
    double[] scores = categoryScores.clone();
    if (tenant.lessons() > 0) {
      int[] rows = tenant.rows(lesson);
      spamLearned = tenant.spamCorrection(lesson, rows);
      actionLearned = tenant.actionCorrection(lesson, rows);
      for (int c = 0; c < scores.length; c++) {
        scores[c] += tenant.categoryCorrection(lesson, rows, config.categories().get(c));
      }
    }
    double spam = Calibration.sigmoid(spamBase + spamLearned);
    double action = Calibration.sigmoid(actionBase + actionLearned);
    CategoryVerdict category = category(config, scores);
    return new EmailClassification(
        verdict(spam, config.spamNo(), config.spamYes()),
        verdict(action, config.actionNo(), config.actionYes()),
        category,
        reasons.of(base.spam(), vector, spamLearned, actionBase, discount, actionLearned, categoryModel.loudest(category.getName())),
        Map.of("spam", base.spamVersion(), "needs-action", base.actionVersion(), "category", CategoryModel.VERSION, "tenant", tenant.version()),
        lesson.encode());
  }

  /** The base model has learned wanted mail in English only: in another language its words are strange to it, not suspect. */
  private static double wordTrust(String languageCode) {
    return languageCode.equals("en") || languageCode.equals("und") ? 1 : STRANGE_WORDS_TRUST;
  }

  private static BinaryVerdict verdict(double probability, double no, double yes) {
    Verdict verdict = probability >= yes ? Verdict.YES : probability <= no ? Verdict.NO : Verdict.UNSURE;
    return new BinaryVerdict(probability, verdict);
  }

  private static CategoryVerdict category(ClassifierConfig config, double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - scores[best]);
    }
    double probability = 1 / sum;
    boolean abstained = probability < config.categoryMin();
    return new CategoryVerdict(abstained ? config.fallbackCategory() : config.categories().get(best), probability, abstained);
  }
}
