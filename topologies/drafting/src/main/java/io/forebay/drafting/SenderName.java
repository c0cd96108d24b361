package io.forebay.drafting;

import io.forebay.schemas.ParsedEmail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The display name of a message's author, to be kept out of what leaves.
 *
 * <p>The name of a machine or of a mass mailing is that of a company and stays. Of a person's name each word is hidden; of a name that
 * reads like a group's ("Support Team") only the whole, because its words are ordinary ones.
 */
final class SenderName {
  /** What stands in the place of the name. */
  static final String MARK = "[NAME]";

  private static final int WORDS_MAX = 6;
  private static final int PERSON_WORDS_MAX = 3;
  private static final int WORD_LENGTH_MIN = 3;
  private static final List<String> ADDITIONS = List.of("(", "[", "<", " via ", " | ", " - ", " @ ");
  private static final Set<String> GROUP_WORDS =
      Set.of(
          ("team support service services customer info news newsletter list group inc ltd gmbh ag llc sales office admin webmaster "
                  + "billing department the and of for kundenservice equipe soporte updates mail shop store online")
              .split(" "));

  private final List<String> hidden;

  private SenderName(List<String> hidden) {
    this.hidden = hidden;
  }

  static SenderName of(ParsedEmail email) {
    String name = withoutAddition(email.getFromName()).strip();
    if (name.isEmpty() || email.getAutomatic() || email.getBulk() || name.indexOf('@') >= 0) {
      return new SenderName(List.of());
    }
    List<String> words = words(name);
    List<String> hidden = new ArrayList<>(words.size() + 2);
    if (words.size() > 1 || (!words.isEmpty() && isLongEnough(words.getFirst()))) {
      hidden.add(name);
      hidden.add(String.join(" ", words));
      if (words.size() == 2) {
        hidden.add(words.getLast() + " " + words.getFirst());
      }
    }
    if (isPerson(words)) {
      words.stream().filter(SenderName::isLongEnough).forEach(hidden::add);
    }
    return new SenderName(hidden);
  }

  /** Replaces the name wherever it stands as whole words. */
  String hide(String text) {
    String result = text;
    for (String name : hidden) {
      for (int at = result.indexOf(name); at >= 0; at = result.indexOf(name, at + 1)) {
        if (isWhole(result, at, at + name.length()) && !MARK.startsWith(name, 1)) {
          result = result.substring(0, at) + MARK + result.substring(at + name.length());
        }
      }
    }
    return result;
  }

  /** The name without what services add to it: "Ada Lovelace (Acme)", "Ada Lovelace via Docs". */
  private static String withoutAddition(String name) {
    int end = name.length();
    for (String addition : ADDITIONS) {
      int at = name.indexOf(addition);
      end = at > 0 && at < end ? at : end;
    }
    return name.substring(0, end);
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>(4);
    int start = -1;
    for (int i = 0; i <= name.length() && words.size() < WORDS_MAX; i++) {
      boolean inside = i < name.length() && (Character.isLetterOrDigit(name.charAt(i)) || name.charAt(i) == '-');
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(name.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  private static boolean isPerson(List<String> words) {
    return words.size() <= PERSON_WORDS_MAX
        && words.stream().noneMatch(word -> GROUP_WORDS.contains(word.toLowerCase(Locale.ROOT)))
        && words.stream().noneMatch(word -> Character.isLowerCase(word.charAt(0)) || Character.isDigit(word.charAt(0)));
  }

  private static boolean isLongEnough(String word) {
    return word.length() >= (Tokens.isIdeograph(word.charAt(0)) ? 2 : WORD_LENGTH_MIN);
  }

  private static boolean isWhole(String text, int from, int to) {
    return isEdge(text, from - 1, from) && isEdge(text, to, to - 1);
  }

  /** A word ends between two characters unless both are letters of an alphabet. */
  private static boolean isEdge(String text, int outside, int inside) {
    return outside < 0
        || outside >= text.length()
        || !Character.isLetterOrDigit(text.charAt(outside))
        || Tokens.isIdeograph(text.charAt(inside));
  }
}
