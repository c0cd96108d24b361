package io.forebay.emails;

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
      text.append(value.strip()).append('\n');
    }
  }
}
