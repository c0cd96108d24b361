package io.forebay.emails;

import io.forebay.classifier.BaseModel;
import io.forebay.drafting.Phrasebooks;
import io.forebay.drafting.ReplyDrafter;
import io.forebay.mail.EmailParser;
import io.forebay.privacy.PiiDetector;
import io.forebay.runtime.Metrics;
import java.util.function.LongSupplier;

/**
 * What the steps of the triage share: models, dictionaries and rules, loaded once and never changed.
 *
 * @param parser the parse step
 * @param pii the pii step
 * @param model weights of the classify step
 * @param phrasebooks words that priority and summary look for
 * @param drafter the reply step
 * @param metrics where results are counted
 * @param nanoClock nanoseconds of a clock that only moves forward, for the times that results tell
 */
public record EmailSteps(
    EmailParser parser,
    PiiDetector pii,
    BaseModel model,
    Phrasebooks phrasebooks,
    ReplyDrafter drafter,
    EmailsMetrics metrics,
    LongSupplier nanoClock) {

  /** Loads everything that ships with the project. */
  public static EmailSteps load(Metrics metrics) {
    return new EmailSteps(
        new EmailParser(),
        new PiiDetector(),
        BaseModel.shipped(),
        Phrasebooks.load(),
        new ReplyDrafter(),
        new EmailsMetrics(metrics),
        System::nanoTime);
  }

  /** The steps behind parsing, for one thread. */
  EmailTriage newTriage(EmailsConfig config) {
    return new EmailTriage(config, this);
  }
}
