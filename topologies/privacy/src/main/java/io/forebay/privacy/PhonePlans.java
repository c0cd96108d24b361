package io.forebay.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Map;

/** The numbering plans of the world (libphonenumber): is a number one that could be dialled? */
final class PhonePlans {
  private static final List<String> NORTH_AMERICA = List.of("US");
  private static final List<String> LARGE = List.of("US", "GB", "DE", "FR", "IN");
  private static final Map<String, List<String>> SPEAKERS =
      Map.of(
          "en", List.of("US", "GB", "AU", "IN"),
          "de", List.of("DE", "AT", "CH"),
          "fr", List.of("FR", "BE", "CH", "CA"),
          "es", List.of("ES", "MX", "AR", "CO"),
          "pt", List.of("BR", "PT"),
          "it", List.of("IT", "CH"),
          "ja", List.of("JP"),
          "zh", List.of("CN", "TW", "HK", "SG"),
          "th", List.of("TH"));

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  /** Is this a number of the hinted country, of one where the hinted language is spoken, or else of a large one? */
  boolean isValid(NumberRun run, int groups, PiiHints hints) {
    String digits = new String(run.digits, 0, run.digits(groups));
    if (run.plus) {
      return isValid("+" + withoutTrunkZero(run, groups, digits), null);
    }
    if (digits.startsWith("00") && isValid("+" + digits.substring(2), null)) {
      return true;
    }
    return countries(groups, hints).stream().anyMatch(region -> isValid(digits, region));
  }

  private static List<String> countries(int groups, PiiHints hints) {
    if (!hints.country().isEmpty()) {
      return List.of(hints.country());
    }
    // Digits without a gap are in some plan of a list more often than not.
    return groups == 1 ? NORTH_AMERICA : SPEAKERS.getOrDefault(hints.language(), LARGE);
  }

  /** In {@code +41 (0)96} the zero in parentheses is not dialled from abroad. */
  private static String withoutTrunkZero(NumberRun run, int groups, String digits) {
    boolean zero = groups > 2 && run.groupLength(1) == 1 && run.separator(1) == NumberRun.PARENTHESIS && digits.charAt(run.digits(1)) == '0';
    return zero ? digits.substring(0, run.digits(1)) + digits.substring(run.digits(2)) : digits;
  }

  private boolean isValid(String number, String region) {
    try {
      return plans.isValidNumber(plans.parse(number, region));
    } catch (NumberParseException _) {
      return false;
    }
  }
}
