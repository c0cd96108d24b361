package io.forebay.emails;

import io.forebay.schemas.Attachment;
import io.forebay.schemas.ParsedEmail;
import java.util.List;
import java.util.Set;

/** Signals of subject, form, links and style: how a message is made, whatever it says. Stateless. */
final class ContentSignals {
  private static final Set<String> PROGRAMS = Set.of("exe", "scr", "pif", "com", "bat", "vbs", "js", "jar", "cmd", "lnk", "hta", "wsf", "iso", "cpl");
  private static final List<String> FREE_HOSTS =
      List.of(
          "geocities.", "tripod.", "angelfire.", "yahoo.com", "members.", "freeservers.", "netfirms.", "hypermart.", "blogspot.", "000webhost", "weebly.", "bit.ly", "tinyurl.",
          "wixsite.", "freewebs.", "homestead.", "topcities.", "virtualave.", "fortunecity.", "cjb.net", "go.to", "web.app", "github.io", "t.co");
  private static final long[] I = hashes("i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "ich", "mir", "mein", "je", "moi", "mon", "yo", "mi");
  private static final long[] YOU = hashes("you", "your", "you're", "you'll", "yours", "yourself", "sie", "ihr", "ihre", "ihnen", "vous", "votre", "vos", "usted", "su", "sus");
  private static final long[] WE = hashes("we", "we're", "we'll", "our", "us", "wir", "unser", "unsere", "nous", "notre", "nosotros", "nuestro");

  private ContentSignals() {}

  static void subject(ParsedEmail email, Words words, FeatureVector vector) {
    String subject = email.getSubject();
    set(vector, SpamSignal.NO_SUBJECT, subject.isBlank());
    if (subject.isBlank()) {
      return;
    }
    set(vector, SpamSignal.SUBJECT_SHOUTS, words.letters > 6 && words.upperLetters > 0.7 * words.letters);
    vector.signal(SpamSignal.SUBJECT_EXCLAIMS.index(), Math.min(1, words.exclamations / 2.0));
    set(vector, SpamSignal.SUBJECT_ASKS, words.questions > 0);
    set(vector, SpamSignal.SUBJECT_MONEY, words.dollars > 0);
    set(vector, SpamSignal.SUBJECT_PERCENT, subject.indexOf('%') >= 0);
    set(vector, SpamSignal.SUBJECT_RANDOM_TAIL, randomTail(subject));
    set(vector, SpamSignal.SUBJECT_GAP, subject.strip().contains("    "));
    set(vector, SpamSignal.SUBJECT_NAMES_RECIPIENT, namesRecipient(email));
    set(vector, SpamSignal.SUBJECT_MARKED_ADVERTISEMENT, marked(subject));
    set(vector, SpamSignal.SUBJECT_TAGGED, subject.indexOf('[') >= 0 && subject.indexOf('[') < 5 && subject.indexOf(']') > 0);
    set(vector, SpamSignal.SUBJECT_TITLE_CASE, titleCase(subject, words));
    set(vector, SpamSignal.SUBJECT_GAPPY, words.singleLetterRuns > 0);
    set(vector, SpamSignal.SUBJECT_FOREIGN, words.nonAscii > 0 && undeclared(email));
  }

  static void form(ParsedEmail email, Words body, HeaderSignals headers, FeatureVector vector) {
    boolean html = false;
    boolean alternatives = false;
    for (String type : email.getPartMediaTypes()) {
      html |= type.equals("text/html");
      alternatives |= type.equals("multipart/alternative");
    }
    set(vector, SpamSignal.HTML_ONLY, email.getHtmlOnly());
    set(vector, SpamSignal.HTML_PART, html);
    set(vector, SpamSignal.ALTERNATIVES, alternatives);
    set(vector, SpamSignal.PLAIN_ONLY, !html);
    set(vector, SpamSignal.ENCODED_TEXT, headers.saysEncoded());
    set(vector, SpamSignal.NO_CHARSET, email.getCharsets().isEmpty());
    boolean foreign = body.nonAscii > 0.1 * Math.max(20, body.letters);
    set(vector, SpamSignal.UNDECLARED_CHARACTERS, foreign && undeclared(email));
    set(vector, SpamSignal.CHARSET_AGAINST_SCRIPT, charsetAgainstScript(email, body));
    set(vector, SpamSignal.NO_MIME, !headers.saysMime());
    vector.signal(SpamSignal.DEFECTS.index(), Math.min(1, email.getDefects().size() / 2.0));
    vector.signal(SpamSignal.ATTACHMENTS.index(), Math.min(1, email.getAttachments().size() / 2.0));
    set(vector, SpamSignal.PROGRAM_ATTACHED, programAttached(email.getAttachments()));
  }

  static void links(ParsedEmail email, Words body, FeatureVector vector) {
    List<String> hosts = email.getLinkHosts();
    int words = Math.max(1, body.count());
    vector.signal(SpamSignal.IMAGES.index(), Math.min(1, Math.log1p(email.getImageCount()) / 4));
    vector.signal(SpamSignal.IMAGES_FOR_TEXT.index(), Math.min(1, email.getImageCount() * 20.0 / words));
    set(vector, SpamSignal.NO_LINKS, hosts.isEmpty());
    if (hosts.isEmpty()) {
      return;
    }
    String sender = HeaderSignals.domainOf(email.getFromAddress());
    int own = 0;
    int same = 0;
    boolean numbers = false;
    boolean odd = false;
    boolean free = false;
    for (String host : hosts) {
      own += HeaderSignals.sameSite(host, sender) ? 1 : 0;
      same += host.equals(hosts.getFirst()) ? 1 : 0;
      numbers |= isNumeric(host);
      odd |= isOdd(host);
      free |= isFree(host);
    }
    vector.signal(SpamSignal.LINKS.index(), Math.min(1, Math.log1p(hosts.size()) / 4));
    vector.signal(SpamSignal.LINK_DENSITY.index(), Math.min(1, hosts.size() * 20.0 / words));
    set(vector, SpamSignal.LINKS_TO_NUMBERS, numbers);
    set(vector, SpamSignal.LINKS_TO_ODD_HOSTS, odd);
    set(vector, SpamSignal.LINKS_TO_FREE_HOSTS, free);
    vector.signal(SpamSignal.LINKS_TO_SENDER.index(), (double) own / hosts.size());
    set(vector, SpamSignal.LINKS_TO_ONE_PLACE, same == hosts.size());
    set(vector, SpamSignal.LINKS_TO_MANY_PLACES, hosts.size() - same > 5);
  }

  static void style(ParsedEmail email, Words body, FeatureVector vector) {
    int words = body.count();
    set(vector, SpamSignal.EMPTY, words < 3);
    set(vector, SpamSignal.SHORT, words < 30);
    set(vector, SpamSignal.QUOTES, !email.getQuotedText().isEmpty() && body.count() > 0);
    if (words == 0) {
      return;
    }
    double letters = Math.max(40, body.letters);
    double all = Math.max(30, words);
    vector.signal(SpamSignal.LENGTH.index(), Math.min(1, Math.log1p(words) / 7));
    vector.signal(SpamSignal.SHOUTS.index(), Math.min(1, 5 * body.upperWords / all));
    vector.signal(SpamSignal.CAPITALS.index(), Math.min(1, 3 * body.upperLetters / letters));
    vector.signal(SpamSignal.EXCLAIMS.index(), Math.min(1, 20 * body.exclamations / all));
    vector.signal(SpamSignal.ASKS.index(), Math.min(1, 20 * body.questions / all));
    vector.signal(SpamSignal.MONEY.index(), Math.min(1, 30 * body.dollars / all));
    vector.signal(SpamSignal.NUMBERS.index(), Math.min(1, 4 * body.digits / letters));
    vector.signal(SpamSignal.GAPPY_WORDS.index(), Math.min(1, body.singleLetterRuns / 3.0));
    vector.signal(SpamSignal.ADDRESSES.index(), Math.min(1, 20 * body.addresses / all));
    wordShapes(body, all, vector);
    lines(email.getText(), vector);
  }

  private static void wordShapes(Words body, double all, FeatureVector vector) {
    int mixed = 0;
    int i = 0;
    int you = 0;
    int we = 0;
    int longWords = 0;
    long seenLow = 0;
    int count = Math.min(body.count(), 600);
    for (int w = 0; w < count; w++) {
      long hash = body.hashes[w];
      int length = body.ends[w] - body.starts[w];
      mixed += body.kinds[w] == Words.MIXED ? 1 : 0;
      longWords += body.kinds[w] == Words.PLAIN && length > 12 ? 1 : 0;
      seenLow |= 1L << (TermHash.finish(hash) >>> 58);
      i += contains(I, hash) ? 1 : 0;
      you += contains(YOU, hash) ? 1 : 0;
      we += contains(WE, hash) ? 1 : 0;
    }
    double scanned = Math.min(all, 600);
    vector.signal(SpamSignal.MIXED_WORDS.index(), Math.min(1, 10 * mixed / scanned));
    vector.signal(SpamSignal.SAYS_I.index(), Math.min(1, 15 * i / scanned));
    vector.signal(SpamSignal.SAYS_YOU.index(), Math.min(1, 15 * you / scanned));
    vector.signal(SpamSignal.SAYS_WE.index(), Math.min(1, 15 * we / scanned));
    vector.signal(SpamSignal.VARIETY.index(), Long.bitCount(seenLow) / 64.0);
    vector.signal(SpamSignal.LONG_WORDS.index(), Math.min(1, 10 * longWords / scanned));
  }

  private static void lines(String text, FeatureVector vector) {
    int end = Math.min(text.length(), Words.MAX_CHARS);
    int lines = 0;
    int longLines = 0;
    int shortLines = 0;
    int start = 0;
    for (int at = 0; at <= end; at++) {
      if (at == end || text.charAt(at) == '\n') {
        int length = at - start;
        lines += length > 0 ? 1 : 0;
        longLines += length > 120 ? 1 : 0;
        shortLines += length > 0 && length < 35 ? 1 : 0;
        start = at + 1;
      }
    }
    if (lines > 0) {
      vector.signal(SpamSignal.SHORT_LINES.index(), (double) shortLines / lines);
      vector.signal(SpamSignal.UNBROKEN_LINES.index(), (double) longLines / lines);
    }
  }

  /** A last token that is no word: letters and digits mixed, a long number after a gap, or letters that nobody can say. */
  static boolean randomTail(String subject) {
    String text = subject.stripTrailing();
    int start = text.length();
    while (start > 0 && Words.isWordChar(text.charAt(start - 1))) {
      start--;
    }
    String tail = text.substring(start);
    boolean gap = start > 2 && text.charAt(start - 1) == ' ' && text.charAt(start - 2) == ' ';
    if (tail.length() < 4 || start == 0) {
      return gap && tail.length() > 1;
    }
    String lower = tail.toLowerCase(java.util.Locale.ROOT);
    int digits = HeaderSignals.digits(tail);
    boolean mixed = digits > 0 && digits < tail.length() && !Character.isUpperCase(tail.charAt(0));
    boolean upperTail = tail.equals(tail.toUpperCase(java.util.Locale.ROOT)) && digits == 0 && tail.length() > 5 && HeaderSignals.consonantRun(lower) >= 4;
    return gap || (mixed && tail.length() > 5) || upperTail || HeaderSignals.consonantRun(lower) >= 5;
  }

  private static boolean namesRecipient(ParsedEmail email) {
    for (String to : email.getTo()) {
      int at = to.indexOf('@');
      if (at > 3 && HeaderSignals.containsIgnoreCase(email.getSubject(), to.substring(0, at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean marked(String subject) {
    return subject.regionMatches(true, 0, "adv", 0, 3) && subject.length() > 3 && !Character.isLetter(subject.charAt(3));
  }

  private static boolean titleCase(String subject, Words words) {
    int capital = 0;
    int plain = 0;
    for (int w = 0; w < words.count(); w++) {
      if (words.kinds[w] == Words.PLAIN && words.ends[w] - words.starts[w] > 3) {
        plain++;
        capital += Character.isUpperCase(subject.charAt(words.starts[w])) ? 1 : 0;
      }
    }
    return plain > 2 && capital > 0.8 * plain;
  }

  private static boolean undeclared(ParsedEmail email) {
    for (String charset : email.getCharsets()) {
      if (!charset.equals("us-ascii")) {
        return false;
      }
    }
    return true;
  }

  private static boolean charsetAgainstScript(ParsedEmail email, Words body) {
    if (body.ideographs * 2 < body.letters || body.letters < 20) {
      return false;
    }
    for (String charset : email.getCharsets()) {
      if (!charset.startsWith("iso-8859") && !charset.startsWith("windows-125") && !charset.equals("us-ascii")) {
        return false;
      }
    }
    return true;
  }

  private static boolean programAttached(List<Attachment> attachments) {
    for (Attachment attachment : attachments) {
      String name = attachment.getFileName();
      if (name != null && PROGRAMS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumeric(String host) {
    if (host.isEmpty()) {
      return false;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return host.startsWith("[");
      }
    }
    return true;
  }

  private static boolean isOdd(String host) {
    return host.indexOf('%') >= 0 || host.indexOf('@') >= 0 || host.indexOf('.') < 0 || HeaderSignals.digits(host) > 4 || host.length() > 45;
  }

  private static boolean isFree(String host) {
    for (String free : FREE_HOSTS) {
      if (host.contains(free)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(long[] hashes, long hash) {
    for (long h : hashes) {
      if (h == hash) {
        return true;
      }
    }
    return false;
  }

  private static long[] hashes(String... words) {
    return java.util.Arrays.stream(words).mapToLong(TermHash::of).toArray();
  }

  private static void set(FeatureVector vector, SpamSignal signal, boolean value) {
    vector.signal(signal.index(), value ? 1 : 0);
  }
}
