package io.forebay.classifier;

import java.nio.ByteBuffer;

/**
 * What a person said about a message that was classified earlier; a null component says nothing about its question.
 *
 * @param features {@link EmailClassification#lessonFeatures} of the message
 * @param spam is it spam?
 * @param needsAction does it ask the reader to do something?
 * @param category one of the tenant's categories
 * @param priorityGiven 0 to 10
 * @param priorityPredicted 0 to 10, what the priority would have been without {@link TenantModel#priorityCorrection}; needed with
 *     {@code priorityGiven}
 */
public record Lesson(ByteBuffer features, Boolean spam, Boolean needsAction, String category, Integer priorityGiven, Integer priorityPredicted) {
  public Lesson {
    if (priorityGiven != null && priorityPredicted == null) {
      throw new IllegalArgumentException("a lesson on priority needs the priority that was predicted");
    }
  }
}
