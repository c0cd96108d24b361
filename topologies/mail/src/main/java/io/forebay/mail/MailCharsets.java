package io.forebay.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The charsets that mail is read in, by the names that mail uses.
 *
 * <p>A closed list: a name from a message never reaches {@link Charset#forName}, which looks through providers for each unknown name. As in
 * browsers (WHATWG Encoding Standard) a name stands for its widest common superset, since that is what senders mean.
 */
final class MailCharsets {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<String, Charset> BY_NAME = byName();

  private MailCharsets() {}

  /** The charset of a name as it stands in a message, in any case, quotes and blanks around it ignored. */
  static Optional<Charset> find(String name) {
    Charset exact = BY_NAME.get(name);
    return exact != null ? Optional.of(exact) : Optional.ofNullable(BY_NAME.get(plain(name)));
  }

  /** True if the charset's text can be ASCII bytes that are not ASCII text, so that only a declaration tells. */
  static boolean hidesInAscii(Charset charset) {
    String name = charset.name();
    return name.startsWith("ISO-2022") || name.startsWith("UTF-16") || name.startsWith("UTF-32");
  }

  /** True if the charset has characters of several bytes, whose pairs now and then happen to be UTF-8 too. */
  static boolean isMultiByte(Charset charset) {
    return charset.newEncoder().maxBytesPerChar() > 1.5f;
  }

  private static String plain(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    int start = 0;
    int end = plain.length();
    while (start < end && isWrapping(plain.charAt(start))) {
      start++;
    }
    while (end > start && isWrapping(plain.charAt(end - 1))) {
      end--;
    }
    return plain.substring(start, end);
  }

  private static boolean isWrapping(char c) {
    return c == '"' || c == '\'' || c == ' ' || c == ';' || c == ',' || c == '=';
  }

  private static Map<String, Charset> byName() {
    Map<String, Charset> names = new HashMap<>();
    for (String name :
        new String[] {
          "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-13", "ISO-8859-15",
          "ISO-8859-16", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
          "windows-1258", "KOI8-R", "KOI8-U", "IBM437", "IBM850", "IBM852", "IBM855", "IBM857", "IBM862", "IBM866", "x-MacRoman",
          "x-windows-874", "Big5-HKSCS", "GB18030", "EUC-JP", "windows-31j", "ISO-2022-JP", "ISO-2022-KR", "x-windows-949", "x-Johab",
          "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32", "UTF-32BE", "UTF-32LE"
        }) {
      add(names, name);
    }
    names.put("utf-8", StandardCharsets.UTF_8);
    alias(names, "utf-8", "utf8", "utf_8", "utf-8-sig", "unicode-1-1-utf-8", "cp65001", "utf8mb4");
    for (String name : new String[] {"windows-1252", "iso-8859-1", "us-ascii"}) {
      Charset.forName(name).aliases().forEach(alias -> names.put(alias.toLowerCase(Locale.ROOT), WINDOWS_1252));
      names.put(name, WINDOWS_1252);
    }
    alias(names, "windows-1252", "latin-1", "iso8859-1", "iso_8859-1", "iso-8859-1-windows-3.1-latin-1", "ansi", "x-ansi", "ansi_x3.110-1983");
    alias(names, "windows-1254", "iso-8859-9", "iso8859-9", "latin5", "iso-8859-9-e");
    alias(names, "gb18030", "gb2312", "gbk", "x-gbk", "cp936", "ms936", "gb_2312-80", "gb_2312", "euc-cn", "cn-gb", "chinese", "hz-gb-2312");
    alias(names, "big5-hkscs", "big5", "big-5", "cn-big5", "x-x-big5", "cp950", "csbig5", "big5-eten");
    alias(names, "x-windows-949", "ks_c_5601-1987", "ks_c_5601", "ks_c_5601-1989", "ksc5601", "ksc_5601", "euc-kr", "euckr", "cp949", "korean");
    alias(names, "windows-31j", "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "cp932", "ms932", "csshiftjis");
    alias(names, "iso-2022-jp", "iso-2022-jp-ms", "csiso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "cp50220", "cp50221");
    alias(names, "euc-jp", "x-euc-jp", "eucjp", "x-euc", "eucjp-ms");
    alias(names, "x-windows-874", "tis-620", "windows-874", "iso-8859-11", "cp874");
    alias(names, "iso-8859-8", "iso-8859-8-i", "iso-8859-8-e", "visual");
    alias(names, "x-macroman", "macintosh", "mac", "x-mac-roman");
    alias(names, "koi8-r", "koi8", "koi", "koi8_r");
    alias(names, "iso-8859-16", "iso-8859-10", "iso-8859-14");
    return Map.copyOf(names);
  }

  private static void add(Map<String, Charset> names, String name) {
    if (Charset.isSupported(name)) {
      Charset charset = Charset.forName(name);
      names.put(name.toLowerCase(Locale.ROOT), charset);
      charset.aliases().forEach(alias -> names.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
    }
  }

  private static void alias(Map<String, Charset> names, String name, String... aliases) {
    Charset charset = names.get(name);
    if (charset != null) {
      for (String alias : aliases) {
        names.put(alias, charset);
      }
    }
  }
}
