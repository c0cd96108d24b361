package io.forebay.classifier;

import io.forebay.schemas.BinaryVerdict;
import io.forebay.schemas.CategoryVerdict;
import io.forebay.schemas.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What the classify step found out about a message.
 *
 * @param spam is it spam?
 * @param needsAction does it ask the reader to do something?
 * @param category what kind of message it is
 * @param reasons kinds of evidence with what they added to the log odds, the strongest first; never words of the message
 * @param models version of every model that took part
 * @param lessonFeatures what feedback on this message can be learned from later, without the message, at most 512 bytes
 */
public record EmailClassification(
    BinaryVerdict spam, BinaryVerdict needsAction, CategoryVerdict category, List<Reason> reasons, Map<String, String> models, ByteBuffer lessonFeatures) {}
