package io.forebay.emails;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.RejectedRecordException;

/** What {@link InboundEmail} promises beyond what its schema can say. */
final class InboundContract {
  static final int RAW_BYTES_MAX = 900 * 1024;
  private static final int EMAIL_ID_LENGTH_MAX = 256;
  private static final int TENANT_LENGTH_MAX = 128;
  private static final int REGION_LENGTH_MAX = 16;

  private InboundContract() {}

  /**
   * @throws RejectedRecordException with {@link ErrorCode#INVALID_EVENT} if the message breaks its contract
   */
  static void check(InboundEmail email) {
    requireName("emailId", email.getEmailId(), EMAIL_ID_LENGTH_MAX);
    requireName("tenant", email.getTenant(), TENANT_LENGTH_MAX);
    if (email.getRegion() != null) {
      requireName("region", email.getRegion(), REGION_LENGTH_MAX);
    }
    int bytes = email.getRaw().remaining();
    if (bytes > RAW_BYTES_MAX) {
      throw invalid(
          "raw holds %d bytes, at most %d are allowed; send its beginning, sizeBytes, and the whole message as blob"
              .formatted(bytes, RAW_BYTES_MAX));
    }
  }

  private static void requireName(String field, String value, int lengthMax) {
    if (value.isBlank() || value.length() > lengthMax || value.chars().anyMatch(Character::isISOControl)) {
      throw invalid("%s must have 1 to %d characters and no control characters".formatted(field, lengthMax));
    }
  }

  private static RejectedRecordException invalid(String sentence) {
    return new RejectedRecordException(ErrorCode.INVALID_EVENT, "InboundEmail." + sentence + ".");
  }
}
