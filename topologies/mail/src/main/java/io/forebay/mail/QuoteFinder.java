package io.forebay.mail;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds what an author quotes: lines with {@code >}, the line that says who wrote them, and whole messages put underneath. */
final class QuoteFinder {
  private static final int ATTRIBUTION_LINES_MAX = 4;
  private static final int HEADER_BLOCK_LINES_MAX = 7;
  private static final int HEADER_KINDS_MIN = 3;
  private static final int HEADER_NAME_LENGTH_MAX = 20;
  private static final int SEPARATOR_LENGTH_MAX = 120;
  private static final int RULE_LENGTH_MIN = 5;
  private static final int CANDIDATES_MAX = 2_000;
  private static final int WRAPPED_LENGTH_MIN = 60;

  private enum Kind {
    FROM,
    SENT,
    TO,
    SUBJECT
  }

  private static final Map<String, Kind> HEADER_NAMES = headerNames();

  private static final Set<String> SEPARATORS =
      Set.of(
          "original message", "original appointment", "forwarded message", "ursprüngliche nachricht", "original-nachricht",
          "originalnachricht", "weitergeleitete nachricht", "message d'origine", "message d’origine", "message original", "message initial",
          "message transféré", "message transmis", "message réexpédié", "mensaje original", "mensaje reenviado", "messaggio originale",
          "messaggio inoltrato", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada", "oorspronkelijk bericht",
          "origineel bericht", "doorgestuurd bericht", "ursprungligt meddelande", "oprindelig meddelelse", "opprinnelig melding",
          "wiadomość oryginalna", "исходное сообщение", "пересылаемое сообщение", "元のメッセージ", "転送メッセージ", "転送されたメッセージ",
          "原始邮件", "原始郵件", "原邮件", "邮件原件", "转发邮件", "转发的邮件", "轉寄郵件", "轉寄的郵件", "원본 메일", "원본 메시지");

  private static final Set<String> FORWARD_LINES =
      Set.of(
          "begin forwarded message:", "anfang der weitergeleiteten nachricht:", "début du message réexpédié :", "début du message transféré :",
          "inicio del mensaje reenviado:", "inizio messaggio inoltrato:", "início da mensagem reencaminhada:",
          "início da mensagem encaminhada:", "begin doorgestuurd bericht:", "转发的邮件：", "以下は転送されたメッセージです：");

  private QuoteFinder() {}

  static void mark(MarkedLines lines) {
    for (int i = 0; i < lines.count(); i++) {
      if (!lines.isBlank(i) && isQuoteMark(lines.first(i))) {
        lines.mark(i, i + 1);
      }
    }
    for (int i = 1; i + 1 < lines.count(); i++) {
      if (isBrokenOff(lines, i)) {
        lines.mark(i, i + 1);
      }
    }
    int candidates = 0;
    for (int i = 0; i < lines.count() && candidates < CANDIDATES_MAX; i++) {
      if (!lines.isBlank(i) && !lines.isMarked(i) && mayBegin(lines, i)) {
        candidates++;
        if (marksRest(lines, i)) {
          return;
        }
      }
    }
  }

  private static boolean isQuoteMark(char c) {
    return c == '>' || c == '＞' || c == '›';
  }

  /** The end of a quoted line that a mail program wrapped without quoting it again: it stands between quotes and begins in mid-sentence. */
  private static boolean isBrokenOff(MarkedLines lines, int line) {
    return !lines.isMarked(line)
        && lines.isMarked(line - 1)
        && lines.isMarked(line + 1)
        && !lines.isBlank(line)
        && lines.length(line - 1) >= WRAPPED_LENGTH_MIN
        && Character.isLowerCase(lines.first(line));
  }

  /** A cheap look that rejects nearly every line. */
  private static boolean mayBegin(MarkedLines lines, int line) {
    return isDash(lines.first(line)) || Attribution.canEnd(lines.last(line)) || lines.hasEarly(line, ':', '：', HEADER_NAME_LENGTH_MAX);
  }

  /** True if everything from this line on is quoted, and so marked. */
  private static boolean marksRest(MarkedLines lines, int line) {
    if (isSeparator(lines, line) || isHeaderBlock(lines, line)) {
      lines.mark(withRuleBefore(lines, line), lines.count());
      return true;
    }
    int start = attributionStart(lines, line);
    if (start < 0) {
      return false;
    }
    int next = lines.skipBlank(line + 1);
    boolean quoteFollows = next < lines.count() && lines.isMarked(next);
    boolean certain = Attribution.isCertain(joined(lines, start, line));
    if (quoteFollows || certain) {
      lines.mark(start, quoteFollows ? line + 1 : lines.count());
    }
    return !quoteFollows && certain;
  }

  private static int attributionStart(MarkedLines lines, int line) {
    if (!Attribution.canEnd(lines.last(line))) {
      return -1;
    }
    int found = -1;
    for (int start = line; start >= 0 && start > line - ATTRIBUTION_LINES_MAX; start--) {
      if (lines.isBlank(start) || lines.isMarked(start)) {
        return found;
      }
      String joined = joined(lines, start, line);
      if (Attribution.matches(joined)) {
        found = start;
        if (Attribution.begins(joined)) {
          return start;
        }
      }
    }
    return found;
  }

  private static String joined(MarkedLines lines, int from, int to) {
    if (from == to) {
      return TextLines.cut(lines.line(from), Attribution.LENGTH_MAX + 1);
    }
    StringBuilder joined = new StringBuilder();
    for (int i = from; i <= to; i++) {
      joined.append(i > from ? " " : "").append(TextLines.cut(lines.line(i), Attribution.LENGTH_MAX + 1));
    }
    return joined.toString();
  }

  private static boolean isSeparator(MarkedLines lines, int line) {
    char first = lines.first(line);
    boolean dashes = first == '-' || first == '_' || first == '=' || first == '*';
    if (lines.length(line) > SEPARATOR_LENGTH_MAX || (!dashes && !Attribution.canEnd(lines.last(line)))) {
      return false;
    }
    String text = lines.line(line).toLowerCase(Locale.ROOT);
    return dashes ? isSeparatorPhrase(text) : FORWARD_LINES.contains(text);
  }

  private static boolean isSeparatorPhrase(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isDash(line.charAt(start))) {
      start++;
    }
    while (end > start && (isDash(line.charAt(end - 1)) || Attribution.canEnd(line.charAt(end - 1)))) {
      end--;
    }
    String phrase = line.substring(start, end);
    return SEPARATORS.contains(phrase) || phrase.startsWith("forwarded by ") || phrase.startsWith("forwarded message from ");
  }

  private static boolean isDash(char c) {
    return c == '-' || c == '_' || c == '=' || c == '*' || c == ' ';
  }

  /** A message that a mail program put underneath with a part of its header: From, Sent, To, Subject in any order and language. */
  private static boolean isHeaderBlock(MarkedLines lines, int line) {
    if (headerKind(lines, line) == null) {
      return false;
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (int i = line; i < lines.count() && i < line + HEADER_BLOCK_LINES_MAX && !lines.isMarked(i); i++) {
      Kind kind = lines.isBlank(i) ? null : headerKind(lines, i);
      if (kind != null) {
        kinds.add(kind);
      }
    }
    return kinds.contains(Kind.FROM) && kinds.size() >= HEADER_KINDS_MIN;
  }

  private static Kind headerKind(MarkedLines lines, int line) {
    String text = TextLines.cut(lines.line(line), HEADER_NAME_LENGTH_MAX + 4);
    int colon = text.indexOf(':');
    if (colon < 0) {
      colon = text.indexOf('：');
    }
    if (colon <= 0) {
      return null;
    }
    return HEADER_NAMES.get(text.substring(0, colon).replace("*", "").strip().toLowerCase(Locale.ROOT));
  }

  private static int withRuleBefore(MarkedLines lines, int line) {
    int before = line - 1;
    while (before >= 0 && lines.isBlank(before)) {
      before--;
    }
    boolean rule =
        before >= 0
            && (lines.isRule(before, '_', RULE_LENGTH_MIN)
                || lines.isRule(before, '-', RULE_LENGTH_MIN)
                || lines.isRule(before, '=', RULE_LENGTH_MIN));
    return rule ? before : line;
  }

  private static Map<String, Kind> headerNames() {
    Map<String, Kind> names = new java.util.HashMap<>();
    put(names, Kind.FROM, "from", "von", "de", "da", "van", "från", "fra", "od", "от", "lähettäjä", "kimden");
    put(names, Kind.FROM, "发件人", "發件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람");
    put(names, Kind.SENT, "sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em", "enviado em");
    put(names, Kind.SENT, "fecha", "inviato", "data", "verzonden", "skickat", "sendt", "wysłano", "отправлено", "дата", "tarih");
    put(names, Kind.SENT, "发送时间", "發送時間", "傳送時間", "寄件日期", "日期", "送信日時", "送信", "日時", "日付", "보낸 날짜", "날짜");
    put(names, Kind.TO, "to", "an", "à", "a", "para", "aan", "till", "til", "do", "кому", "cc", "kopie", "kime", "收件人", "收件者", "抄送");
    put(names, Kind.TO, "宛先", "받는 사람", "받는사람");
    put(names, Kind.SUBJECT, "subject", "betreff", "objet", "sujet", "asunto", "oggetto", "ogg", "assunto", "onderwerp", "ämne", "emne", "temat");
    put(names, Kind.SUBJECT, "тема", "konu", "主题", "主題", "主旨", "件名", "题目", "제목");
    return Map.copyOf(names);
  }

  private static void put(Map<String, Kind> names, Kind kind, String... all) {
    for (String name : all) {
      names.put(name, kind);
    }
  }
}
