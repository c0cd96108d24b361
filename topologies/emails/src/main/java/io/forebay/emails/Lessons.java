package io.forebay.emails;

import io.forebay.classifier.Lesson;
import io.forebay.schemas.TriageLesson;

/** Reads lessons as they travel. */
final class Lessons {
  private Lessons() {}

  static Lesson of(TriageLesson lesson) {
    var email = lesson.getEmail();
    var feedback = lesson.getFeedback();
    return new Lesson(
        email.getFeatures(),
        feedback.getSpam(),
        feedback.getNeedsAction(),
        feedback.getCategory(),
        feedback.getPriority(),
        email.getPriority());
  }
}
