package io.forebay.emails;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.mail.LanguageIdentifier;
import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiHints;
import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.DraftMail;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a model wrote against the message that it was asked about.
 *
 * <p>A model may invent, and a stranger's mail may have told it what to write. So an answer counts only where it is of the right form and
 * length, in the language of the mail, and brings no link, address, personal data or placeholder along that the mail does not have.
 * What is refused costs little: the triage's own summary and draft stand.
 *
 * <p>The language identifier keeps buffers, so an instance belongs to one thread.
 */
final class DraftCheck {
  static final int SUMMARY_LENGTH_MAX = 240;
  static final int REPLY_LENGTH_MAX = 2_000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int OUTPUT_LENGTH_MAX = 64 << 10;
  private static final int MODEL_LENGTH_MAX = 200;
  private static final int PLACEHOLDER_LENGTH_MAX = 100;
  private static final int LETTERS_TO_TELL_A_LANGUAGE = 20;
  private static final double SURE = 0.9;

  /** Where the person has to decide: the prompt asks for it. */
  private static final Set<String> GAPS = Set.of("[…]", "[...]");

  private final PiiDetector pii;
  private final LanguageIdentifier languages = new LanguageIdentifier();

  /**
   * What a model wrote.
   *
   * @param summary one line
   * @param reply null where there is none
   * @param model that wrote it
   */
  record Draft(String summary, String reply, String model) {}

  DraftCheck(PiiDetector pii) {
    this.pii = pii;
  }

  /**
   * What counts of an answer.
   *
   * @param output of {@code llm.chat}: JSON
   * @return empty if the answer does not count
   */
  Optional<Draft> check(DraftMail mail, String output) {
    JsonNode answer = parse(output);
    JsonNode json = answer.path("json");
    JsonNode summary = json.path("summary");
    JsonNode reply = json.path("reply");
    boolean typed = summary.isTextual() && (reply.isTextual() || reply.isNull());
    if (!typed || (reply.isTextual() && !DraftPrompt.isReplyWanted(mail))) {
      return Optional.empty();
    }
    String model = answer.path("model").asText("");
    var draft =
        new Draft(
            summary.textValue().strip(),
            reply.isNull() ? null : reply.textValue().strip().replace("\r\n", "\n"),
            model.substring(0, Math.min(model.length(), MODEL_LENGTH_MAX)));
    boolean counts = isLine(draft.summary()) && isOf(mail, draft.summary()) && (draft.reply() == null || (isText(draft.reply()) && isOf(mail, draft.reply())));
    return counts ? Optional.of(draft) : Optional.empty();
  }

  private static JsonNode parse(String output) {
    if (output == null || output.length() > OUTPUT_LENGTH_MAX) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(output);
    } catch (JacksonException _) {
      return JSON.missingNode(); // told as INVALID, like all that is not as it should be
    }
  }

  private static boolean isLine(String text) {
    return isBounded(text, SUMMARY_LENGTH_MAX) && text.chars().noneMatch(c -> Character.isISOControl(c) || hides(c));
  }

  private static boolean isText(String text) {
    return isBounded(text, REPLY_LENGTH_MAX) && text.chars().noneMatch(c -> (c != '\n' && Character.isISOControl(c)) || hides(c));
  }

  private static boolean isBounded(String text, int lengthMax) {
    return !text.isEmpty() && text.length() <= lengthMax;
  }

  /** Line separators, and marks that turn the order of what is read (Unicode Technical Report 36, 2.6). */
  private static boolean hides(int c) {
    return c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private boolean isOf(DraftMail mail, String text) {
    String shown = mail.getSubject() + '\n' + mail.getText();
    return isInLanguage(text, mail.getLanguage())
        && TextLinks.in(shown).containsAll(TextLinks.in(text))
        && hasNoForeignPlaceholder(text, shown)
        && !text.contains(DraftPrompt.mark(mail))
        && pii.detect(text, new PiiHints(mail.getLanguage(), "")).isEmpty();
  }

  private boolean isInLanguage(String text, String language) {
    if (language.equals(LanguageIdentifier.UNDETERMINED) || text.chars().filter(Character::isLetter).count() < LETTERS_TO_TELL_A_LANGUAGE) {
      return true;
    }
    DetectedLanguage found = languages.identify(text);
    return found.getCode().equals(language) || found.getCode().equals(LanguageIdentifier.UNDETERMINED) || found.getConfidence() < SURE;
  }

  /** Brackets hold what the mail has in brackets too, such as a mark of redaction, or the gap; else they stand for something made up: {@code [Your name]}. */
  private static boolean hasNoForeignPlaceholder(String text, String shown) {
    for (int at = 0; at < text.length(); at++) {
      int closing = closing(text, at);
      if (closing > at) {
        String placeholder = text.substring(at, closing + 1);
        if (!GAPS.contains(placeholder) && !shown.contains(placeholder)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int closing(String text, int at) {
    int kind = "[{<".indexOf(text.charAt(at));
    int closing = kind < 0 ? -1 : text.indexOf("]}>".charAt(kind), at);
    return closing - at <= PLACEHOLDER_LENGTH_MAX ? closing : -1;
  }
}
