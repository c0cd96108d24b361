package io.forebay.dispatch;

import io.forebay.schemas.Lane;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which lanes a policy is for: segments like a lane's, each a text or {@code *}.
 *
 * <p>Two patterns that match the same lane are equally specific only if they are the same pattern, so the order is total where
 * it is used.
 *
 * @param name the pattern as written
 * @param segments its segments, 2 to {@value #SEGMENTS_MAX}
 * @param kinds for each segment {@code 1} if it is a text and {@code 0} if it is {@code *}
 */
record LanePattern(String name, List<String> segments, String kinds) {
  static final String ANY = "*";
  static final int SEGMENTS_MAX = 8;

  /** More texts first; of as many, the one whose text comes earlier; then the longer one. */
  static final Comparator<LanePattern> MOST_SPECIFIC_FIRST =
      Comparator.comparingLong(LanePattern::texts).thenComparing(LanePattern::kinds).reversed();

  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern REST = Pattern.compile("[A-Za-z0-9._:@-]+");

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  static LanePattern of(String name) {
    if (name == null || name.length() > Lane.NAME_MAX) {
      throw malformed(name);
    }
    List<String> segments = List.of(name.split("/", -1));
    if (segments.size() < 2 || segments.size() > SEGMENTS_MAX) {
      throw malformed(name);
    }
    var kinds = new StringBuilder(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      boolean any = segments.get(i).equals(ANY);
      if (!any && !text(i).matcher(segments.get(i)).matches()) {
        throw malformed(name);
      }
      kinds.append(any ? '0' : '1');
    }
    return new LanePattern(name, segments, kinds.toString());
  }

  private static Pattern text(int segment) {
    return switch (segment) {
      case 0 -> TENANT;
      case 1 -> CAPABILITY;
      default -> REST;
    };
  }

  private static IllegalArgumentException malformed(String name) {
    return new IllegalArgumentException(
        "pattern must be a tenant or *, a slash, a capability or *, and further segments if any, at most "
            + SEGMENTS_MAX
            + " segments and "
            + Lane.NAME_MAX
            + " characters, such as */*, acme/* or */llm.chat; got "
            + shown(name));
  }

  private static String shown(String name) {
    return name != null && name.length() > Lane.NAME_MAX ? name.substring(0, Lane.NAME_MAX) + "..." : name;
  }

  long texts() {
    return kinds.chars().filter(kind -> kind == '1').count();
  }

  boolean anyTenant() {
    return segments.getFirst().equals(ANY);
  }

  boolean anyCapability() {
    return segments.get(1).equals(ANY);
  }

  /** Whether it says nothing about what is finer than tenant and capability. */
  boolean coarse() {
    return segments.size() == 2;
  }
}
