package io.forebay.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The value of a Content-Type or Content-Disposition field with its parameters (RFC 2045, 5.1; RFC 2231).
 *
 * @param value lower case, without comments
 * @param parameters by lower-case name; the first of a name counts, an extended one ({@code name*}) before a plain one
 */
record ParameterisedValue(String value, Map<String, String> parameters) {
  private static final int PARAMETERS_MAX = 100;
  private static final int CONTINUATIONS_MAX = 50;

  static final ParameterisedValue NONE = new ParameterisedValue("", Map.of());

  /** The parameter's value, or an empty string. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /**
   * Parses an unfolded field as far as it goes; the time is linear in its length.
   *
   * @param defects receives what decoding a parameter finds
   */
  static ParameterisedValue parse(String field, Set<MailDefect> defects) {
    Cursor cursor = new Cursor(field);
    String value = cursor.next(';').strip().toLowerCase(Locale.ROOT);
    if (cursor.atEnd()) {
      return new ParameterisedValue(value, Map.of());
    }
    Map<String, String> raw = new HashMap<>();
    for (int i = 0; i < PARAMETERS_MAX && !cursor.atEnd(); i++) {
      String parameter = cursor.next(';');
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        raw.putIfAbsent(parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT), parameter.substring(equals + 1));
      }
    }
    return new ParameterisedValue(value, decoded(raw, defects));
  }

  private static Map<String, String> decoded(Map<String, String> raw, Set<MailDefect> defects) {
    Map<String, String> decoded = new HashMap<>(raw.size() * 2);
    raw.forEach(
        (name, value) -> {
          int star = name.indexOf('*');
          if (star < 0) {
            decoded.putIfAbsent(name, EncodedWords.decode(value, defects));
          } else if (star == name.length() - 1) {
            decoded.put(name.substring(0, star), extended(value, defects));
          } else if (name.startsWith("*0", star)) {
            decoded.put(name.substring(0, star), continued(raw, name.substring(0, star), defects));
          }
        });
    return decoded;
  }

  private static String continued(Map<String, String> raw, String name, Set<MailDefect> defects) {
    StringBuilder value = new StringBuilder();
    boolean extended = raw.containsKey(name + "*0*");
    for (int i = 0; i < CONTINUATIONS_MAX; i++) {
      String encoded = raw.get(name + '*' + i + '*');
      String plain = raw.get(name + '*' + i);
      if (encoded == null && plain == null) {
        break;
      }
      value.append(encoded != null ? encoded : extended ? plain.replace("%", "%25") : plain);
    }
    return extended ? extended(value.toString(), defects) : EncodedWords.decode(value.toString(), defects);
  }

  /** Decodes {@code charset'language'text%20with%20escapes}. */
  private static String extended(String value, Set<MailDefect> defects) {
    int charsetEnd = value.indexOf('\'');
    int languageEnd = charsetEnd < 0 ? -1 : value.indexOf('\'', charsetEnd + 1);
    String charset = languageEnd < 0 ? null : value.substring(0, charsetEnd);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = languageEnd + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%' && i + 2 < value.length() && Hex.pair(value, i + 1) >= 0) {
        bytes.write(Hex.pair(value, i + 1));
        i += 2;
      } else if (c < 128) {
        bytes.write(c);
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return TextDecoder.decode(bytes.toByteArray(), 0, bytes.size(), charset, defects);
  }

  /** Reads a structured field from left to right: quotes are taken off, comments left out. */
  private static final class Cursor {
    private final String field;
    private int at;

    Cursor(String field) {
      this.field = field;
    }

    boolean atEnd() {
      return at >= field.length();
    }

    /** What stands before the next delimiter that is not quoted, without the blanks around it, and moves behind that. */
    String next(char delimiter) {
      StringBuilder text = new StringBuilder();
      int end = 0;
      boolean quoted = false;
      int comments = 0;
      for (; at < field.length(); at++) {
        char c = field.charAt(at);
        if (c == '\\' && (quoted || comments > 0) && at + 1 < field.length()) {
          at++;
          if (comments == 0) {
            text.append(field.charAt(at));
          }
        } else if (comments > 0) {
          comments += c == '(' ? 1 : c == ')' ? -1 : 0;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == '(' && !quoted) {
          comments++;
        } else if (c == delimiter && !quoted) {
          at++;
          return text.substring(0, end);
        } else if (quoted || c != ' ' || (!text.isEmpty() && text.charAt(text.length() - 1) != '=')) {
          text.append(c);
        }
        end = quoted || c != ' ' ? text.length() : end;
      }
      return text.substring(0, end);
    }
  }
}
