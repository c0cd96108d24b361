package io.forebay.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A person or machine that writes or gets mail (RFC 5322, 3.4).
 *
 * @param name decoded; empty if there is none
 * @param address lower case, with an at sign; empty if there is none
 */
record Mailbox(String name, String address) {
  static final Mailbox NONE = new Mailbox("", "");

  private static final int ADDRESS_LENGTH_MAX = 320;
  private static final int NAME_LENGTH_MAX = 256;

  /**
   * Reads a list of addresses as far as it goes: groups are taken apart, rubbish is passed over. The time is linear in the length.
   *
   * @param field unfolded
   * @param defects receives what decoding a name finds
   */
  static List<Mailbox> parse(String field, Set<MailDefect> defects) {
    List<Mailbox> mailboxes = new ArrayList<>();
    Scanner scanner = new Scanner(field);
    while (scanner.next()) {
      Mailbox mailbox = scanner.mailbox(defects);
      if (!mailbox.equals(NONE)) {
        mailboxes.add(mailbox);
      }
    }
    return mailboxes;
  }

  /** Splits at commas and semicolons that are not quoted, and tells the parts of an address from each other. */
  private static final class Scanner {
    private final String field;
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder angle = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private int at;

    Scanner(String field) {
      this.field = field;
    }

    boolean next() {
      phrase.setLength(0);
      angle.setLength(0);
      comment.setLength(0);
      if (at >= field.length()) {
        return false;
      }
      boolean quoted = false;
      boolean inAngle = false;
      int comments = 0;
      for (; at < field.length(); at++) {
        char c = field.charAt(at);
        StringBuilder target = comments > 0 ? comment : inAngle ? angle : phrase;
        if (c == '\\' && (quoted || comments > 0) && at + 1 < field.length()) {
          target.append(field.charAt(++at));
        } else if (comments == 0 && c == '"') {
          quoted = !quoted;
        } else if (quoted) {
          target.append(c);
        } else if (c == '(' || (c == ')' && comments > 0)) {
          comments += c == '(' ? 1 : -1;
        } else if (comments > 0) {
          comment.append(c);
        } else if (c == '<') {
          inAngle = true;
          angle.setLength(0);
        } else if (c == '>') {
          inAngle = false;
        } else if (c == ',' || c == ';') {
          at++;
          return true;
        } else if (c == ':' && !inAngle && phrase.indexOf("@") < 0) {
          phrase.setLength(0);
        } else {
          target.append(c);
        }
      }
      return true;
    }

    Mailbox mailbox(Set<MailDefect> defects) {
      String name = phrase.toString().strip();
      String address = angle.toString().strip();
      if (address.isEmpty() && isAddress(name)) {
        address = name;
        name = comment.toString().strip();
      }
      if (!isAddress(address)) {
        name = name.isEmpty() ? address : name;
        address = "";
      }
      name = TextLines.cut(TextLines.oneLine(EncodedWords.decode(name, defects)), NAME_LENGTH_MAX);
      return name.isEmpty() && address.isEmpty() ? NONE : new Mailbox(name, address.toLowerCase(Locale.ROOT));
    }

    private static boolean isAddress(String text) {
      int sign = text.lastIndexOf('@');
      return sign > 0 && sign < text.length() - 1 && text.length() <= ADDRESS_LENGTH_MAX && text.indexOf(' ') < 0;
    }
  }
}
