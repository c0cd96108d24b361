package io.forebay.mail;

/** What a reader is shown of an invitation (iCalendar, RFC 5545): what, when, where and by whom, a line each. */
final class CalendarText {
  private CalendarText() {}

  /**
   * Reads the first event, to-do or whatever the calendar holds, as far as it goes.
   *
   * @param calendar lines end in {@code \n}
   */
  static String of(String calendar) {
    String unfolded = calendar.replace("\n ", "").replace("\n\t", "");
    StringBuilder text = new StringBuilder();
    int from = Math.max(0, unfolded.indexOf("BEGIN:VEVENT"));
    for (String property : new String[] {"SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "DESCRIPTION"}) {
      append(unfolded, from, property, text);
    }
    return text.toString();
  }

  private static void append(String calendar, int from, String property, StringBuilder text) {
    int start = calendar.indexOf("\n" + property, from);
    if (start < 0) {
      return;
    }
    int end = calendar.indexOf('\n', start + 1);
    String line = calendar.substring(start + 1 + property.length(), end < 0 ? calendar.length() : end);
    int colon = line.isEmpty() || (line.charAt(0) != ';' && line.charAt(0) != ':') ? -1 : line.indexOf(':');
    if (colon >= 0) {
      String value = line.substring(colon + 1).replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";");
      text.append(readable(value.strip())).append('\n');
    }
  }

  /** A date-time such as {@code 20261105T140000Z} as people write it; an address without its scheme; anything else as it is. */
  private static String readable(String value) {
    if (value.length() >= 15 && value.length() <= 16 && value.charAt(8) == 'T' && value.chars().limit(8).allMatch(Character::isDigit)) {
      String day = value.substring(0, 4) + '-' + value.substring(4, 6) + '-' + value.substring(6, 8);
      return day + ' ' + value.substring(9, 11) + ':' + value.substring(11, 13) + (value.endsWith("Z") ? " UTC" : "");
    }
    return value.regionMatches(true, 0, "mailto:", 0, 7) ? value.substring(7) : value;
  }
}
