package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Works on mail by words that stand in it. The prompt is {@code Subject: …}, an empty line, and the text. */
final class MailScript {
  /** Words by category; the category with most of them wins, the first of several. */
  private static final Map<String, List<String>> CATEGORIES = categories();

  private static final List<String> SPAM =
      List.of("lottery", "winner", "won ", "prize", "million", "suspended", "verify your", "confirm your password", "card number", "click the link", "unusual activity", "casino");

  private static final List<String> URGENT =
      List.of("urgent", "immediately", "today", "deadline", "asap", "critical", "outage", "down", "within 24 hours", "overdue", "inacceptable", "dringend", "sofort", "urgente", "hoy", "至急", "紧急");

  private static final List<String> CALM = List.of("not urgent", "nothing urgent", "no need to reply", "no rush", "whenever", "unsubscribe", "out of office", "thank");

  private static final List<String> ASKS =
      List.of("?", "please", "could you", "can you", "let me know", "bitte", "veuillez", "merci de", "por favor", "podría", "お願い", "ください", "请");

  private static final Map<String, String> GREETINGS =
      Map.of(
          "de", "Guten Tag, vielen Dank für Ihre Nachricht zu „%s“. Wir kümmern uns darum und melden uns.",
          "fr", "Bonjour, merci pour votre message « %s ». Nous nous en occupons et revenons vers vous.",
          "es", "Hola, gracias por su mensaje «%s». Nos ocupamos de ello y le respondemos pronto.",
          "ja", "「%s」についてご連絡いただきありがとうございます。確認のうえご返信いたします。",
          "zh", "您好，感谢您关于“%s”的来信。我们会尽快处理并回复您。");

  private static final String GREETING = "Hello, thank you for your message about \"%s\". We look into it and will get back to you.";

  private MailScript() {}

  private static Map<String, List<String>> categories() {
    Map<String, List<String>> categories = new LinkedHashMap<>();
    categories.put("complaint", List.of("complaint", "unacceptable", "disappointed", "refund", "still not", "inacceptable", "rembourser", "toujours pas", "reclamación"));
    categories.put("billing", List.of("invoice", "payment", "iban", "receipt", "paid", "amount due", "rechnung", "facture", "factura", "付款", "发票"));
    categories.put("meeting", List.of("meeting", "invitation", "calendar", "reunión", "termin", "réunion", "会議", "打ち合わせ", "agenda", "appointment"));
    categories.put("alert", List.of("alert", "critical", "monitoring", "delivery failed", "undeliverable", "threshold", "firing", "secret", "credential"));
    categories.put("newsletter", List.of("newsletter", "unsubscribe", "view in browser", "this week", "digest", "mailing list"));
    categories.put("request", List.of("could you", "please", "contract", "angebot", "bitte", "quote", "application", "deadline"));
    return categories;
  }

  static JsonNode classify(Question question) {
    String text = lower(question);
    boolean isSpam = count(text, SPAM) >= 2;
    String category = "other";
    long most = 0;
    for (Map.Entry<String, List<String>> entry : CATEGORIES.entrySet()) {
      long found = count(text, entry.getValue());
      if (found > most) {
        most = found;
        category = entry.getKey();
      }
    }
    boolean needsReply = !isSpam && !category.equals("newsletter") && !category.equals("alert") && !text.contains("no need to reply") && count(text, ASKS) > 0;
    return Json.object().put("category", isSpam ? "spam" : category).put("spam", isSpam).put("needsReply", needsReply);
  }

  static JsonNode prioritise(Question question) {
    String text = lower(question);
    ObjectNode answer = Json.object();
    long calm = count(text, CALM);
    long urgent = calm > 0 ? 0 : count(text, URGENT);
    long asks = Math.min(2, count(text, ASKS));
    answer.put("priority", Math.clamp(3 + 2 * urgent + asks - 2 * calm, 0, 10));
    answer.putArray("reasons").addAll(URGENT.stream().filter(word -> urgent > 0 && text.contains(word)).limit(5).map(word -> answer.textNode("says \"" + word.strip() + "\"")).toList());
    return answer;
  }

  static JsonNode summarise(Question question) {
    String said = Words.gist(body(question)).orElseGet(() -> subject(question));
    return Json.object().put("summary", ShippedScript.MARK + Words.cut(said, 200));
  }

  static JsonNode respond(Question question) {
    String language = after(question.prompt(), "Language: ");
    return Json.object().put("reply", ShippedScript.MARK + GREETINGS.getOrDefault(language, GREETING).formatted(subject(question)));
  }

  private static String lower(Question question) {
    return Words.cut(question.prompt(), 100_000).toLowerCase(Locale.ROOT);
  }

  private static String subject(Question question) {
    return Words.cut(after(question.prompt(), "Subject: "), 120);
  }

  /** What stands behind a word, up to the end of the line. */
  private static String after(String text, String word) {
    return text.lines().limit(10).filter(line -> line.startsWith(word)).findFirst().map(line -> line.substring(word.length()).strip()).orElse("");
  }

  private static String body(Question question) {
    int start = question.prompt().indexOf("\n\n");
    return start < 0 ? question.prompt() : question.prompt().substring(start + 2);
  }

  private static long count(String text, List<String> words) {
    return words.stream().filter(text::contains).count();
  }
}
