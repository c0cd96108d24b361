package io.forebay.jsonschema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/**
 * Compiles regular expressions that foreign text may hold: RE2's syntax, which matches in linear time, and none that is large once its repetitions are written out. RE2/J
 * bounds each repetition at 1,000, but not one within another.
 */
public final class LinearPattern {
  public static final int LENGTH_MAX = 1_000;

  /** Characters of a pattern whose repetitions are written out. */
  private static final int SIZE_MAX = 10_000;

  private LinearPattern() {}

  /**
   * A pattern.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  public static Pattern compile(String pattern) {
    if (pattern.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a pattern has at most " + LENGTH_MAX + " characters");
    }
    if (pattern.contains("\\Q")) {
      throw new IllegalArgumentException("a pattern has no \\Q; write a backslash before each character");
    }
    if (size(pattern) > SIZE_MAX) {
      throw new IllegalArgumentException("the repetitions in the pattern " + pattern + " make it too large");
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("the pattern " + pattern + " is not RE2's: " + e.getDescription(), e);
    }
  }

  /** About how long it is with its repetitions written out: a group's size is kept for the repetition that may follow. */
  private static long size(String pattern) {
    var open = new ArrayDeque<Long>();
    long size = 0;
    long last = 0;
    for (int at = 0; at < pattern.length(); at++) {
      switch (pattern.charAt(at)) {
        case '\\' -> {
          at++;
          last = 1;
          size++;
        }
        case '[' -> {
          at = endOfClass(pattern, at);
          last = 1;
          size++;
        }
        case '(' -> {
          open.push(size);
          size = 0;
          last = 0;
        }
        case ')' -> {
          last = size + 1;
          size = (open.isEmpty() ? 0 : open.pop()) + last;
        }
        case '{' -> {
          long more = last * Math.max(0, times(pattern, at + 1) - 1);
          size += more;
          last += more;
        }
        default -> {
          last = 1;
          size++;
        }
      }
      if (size > SIZE_MAX) {
        return size;
      }
    }
    return open.stream().mapToLong(Long::longValue).sum() + size;
  }

  /** Where a class such as {@code [^]a-z[:digit:]]} ends. */
  private static int endOfClass(String pattern, int start) {
    int at = start + 1;
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    return at;
  }

  /** The larger number of a repetition such as {@code {2,5}}; 1 where none is. */
  private static long times(String pattern, int start) {
    long larger = 1;
    long number = 0;
    for (int at = start; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + (c - '0'), SIZE_MAX);
      } else if (c == ',' || c == '}') {
        larger = Math.max(larger, number);
        number = 0;
        if (c == '}') {
          return larger;
        }
      } else {
        return 1;
      }
    }
    return 1;
  }
}
