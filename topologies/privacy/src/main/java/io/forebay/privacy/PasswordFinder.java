package io.forebay.privacy;

import java.util.List;
import java.util.Locale;

/** Passwords and keys that a label gives away: {@code password: xyz}, {@code API_KEY=xyz}, {@code the password is xyz}. */
final class PasswordFinder {
  private static final List<String> PASSWORD_LABELS =
      List.of(
          "password", "passwort", "passwd", "pwd", "pw", "passphrase", "passcode", "pin", "kennwort", "passe", "mdp", "contraseña", "contrasena",
          "clave", "senha", "parola", "wachtwoord", "hasło", "heslo", "lösenord", "пароль", "密码", "密碼", "口令", "パスワード", "暗証番号",
          "비밀번호", "รหัสผ่าน");
  /** Without their hyphens and underscores. */
  private static final List<String> KEY_LABELS =
      List.of("apikey", "secret", "secretkey", "clientsecret", "accesstoken", "authtoken", "token", "accesskey", "privatekey", "bearer");
  /** What follows such a label in prose and forms and is no password. */
  private static final List<String> NO_VALUES =
      List.of("required", "reset", "none", "hidden", "protected", "unknown", "changed", "forgotten", "forgot", "expired", "optional", "encrypted");
  private static final List<String> VERBS = List.of(" is ", " is: ", " ist ", " lautet ", " ist: ", " lautet: ");

  private static final int VALUE_MIN = 4;
  private static final int KEY_MIN = 12;
  private static final int VALUE_MAX = 128;
  /** A long label need not be a word of its own: {@code dbpassword}. */
  private static final int LONG_LABEL = 6;

  private static final double STRONG = 0.85;
  private static final double SAID = 0.75;
  private static final double PLAIN = 0.6;

  /** Tries the value behind the colon or equals sign at an offset. */
  void findLabelled(Scan scan, int sign) {
    int labelEnd = sign;
    while (labelEnd > 0 && sign - labelEnd < 2 && " \"'".indexOf(scan.text[labelEnd - 1]) >= 0) {
      labelEnd--;
    }
    if (labelEnd == 0 || !Character.isLetter(scan.text[labelEnd - 1])) {
      return;
    }
    boolean password = endsWithLabel(scan, labelEnd, PASSWORD_LABELS);
    if (password || endsWithLabel(scan, labelEnd, KEY_LABELS)) {
      offer(scan, sign + 1, password, STRONG);
    }
  }

  /** Tries {@code password is xyz} around the W at an offset. */
  void findSaid(Scan scan, int at) {
    if (at < 4 || !matches(scan, at - 4, "passwor") || at + 4 > scan.length) {
      return;
    }
    for (String verb : VERBS) {
      if (matches(scan, at + 4, verb)) {
        offer(scan, at + 4 + verb.length() - 1, true, SAID);
      }
    }
  }

  private static void offer(Scan scan, int from, boolean password, double confidence) {
    int start = from;
    while (start < from + 4 && (scan.at(start) == ' ' || scan.at(start) == '\t')) {
      start++;
    }
    if (scan.at(start) == '"' || scan.at(start) == '\'' || scan.at(start) == '`') {
      start++;
    }
    int lineEnd = start;
    while (lineEnd < scan.length && lineEnd - start <= VALUE_MAX && scan.text[lineEnd] > ' ') {
      lineEnd++;
    }
    int end = lineEnd;
    while (end > start && ".,;:!?)\"'`>".indexOf(scan.text[end - 1]) >= 0) {
      end--;
    }
    if (end - start < (password ? VALUE_MIN : KEY_MIN) || end - start > VALUE_MAX || isPlaceholder(scan, start, end)) {
      return;
    }
    boolean strong = isStrong(scan, start, end);
    if (strong) {
      scan.found.offer(PiiType.SECRET, start, end, confidence);
    } else if (password && confidence == STRONG && isAlone(scan, lineEnd) && !isProse(scan, start, end)) {
      scan.found.offer(PiiType.SECRET, start, end, PLAIN);
    }
  }

  private static boolean isPlaceholder(Scan scan, int start, int end) {
    if ("[<{($%*".indexOf(scan.text[start]) >= 0) {
      return true;
    }
    boolean same = true;
    for (int i = start; i < end; i++) {
      char c = scan.text[i];
      same &= c == scan.text[start];
      if (c == '(' || c == '[' || c == '<' || (c == ':' && scan.at(i + 1) == '/')) {
        return true;
      }
    }
    return same;
  }

  /** A word of prose has no digit, no sign and no capital inside. */
  private static boolean isStrong(Scan scan, int start, int end) {
    boolean letter = false;
    boolean digit = false;
    boolean capital = false;
    boolean small = false;
    boolean sign = false;
    for (int i = start; i < end; i++) {
      char c = scan.text[i];
      letter |= Character.isLetter(c);
      digit |= Chars.isDigit(c);
      capital |= i > start && Character.isUpperCase(c);
      small |= Character.isLowerCase(c);
      sign |= "!@#$^&*+=?~|".indexOf(c) >= 0;
    }
    return digit || (capital && small) || (sign && letter);
  }

  private static boolean isAlone(Scan scan, int lineEnd) {
    int at = lineEnd;
    while (scan.at(at) == ' ' || scan.at(at) == '\r' || scan.at(at) == '\t') {
      at++;
    }
    return at >= scan.length || scan.text[at] == '\n';
  }

  private static boolean isProse(Scan scan, int start, int end) {
    return end - start < LONG_LABEL || NO_VALUES.contains(new String(scan.text, start, end - start).toLowerCase(Locale.ROOT));
  }

  private static boolean endsWithLabel(Scan scan, int end, List<String> labels) {
    char last = lower(scan.text[end - 1]);
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.charAt(label.length() - 1) == last && endsWith(scan, end, label)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(Scan scan, int end, String label) {
    int at = end - 1;
    for (int i = label.length() - 1; i >= 0; i--, at--) {
      if (scan.at(at) == '_' || scan.at(at) == '-') {
        at--;
      }
      if (at < 0 || lower(scan.text[at]) != label.charAt(i)) {
        return false;
      }
    }
    boolean glued = at >= 0 && Character.isLetter(scan.text[at]) && !Chars.isUnspaced(scan.text[at]);
    return !glued || label.length() >= LONG_LABEL || Chars.isUnspaced(label.charAt(0));
  }

  private static boolean matches(Scan scan, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(scan.at(at + i)) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c < 0x80 ? (c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c) : Character.toLowerCase(c);
  }
}
