package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.scriptedmodel.Question.ToolResult;
import io.forebay.scriptedmodel.Reply.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks things up: pages that the question names, and files whose names share a word with it; it answers with the sentences that fit best. */
final class ResearchScript {
  static final String FETCH = "fetch";
  static final String LIST_FILES = "list_files";
  static final String READ_FILE = "read_file";
  private static final int SOURCES_MAX = 4;
  private static final int QUOTES_MAX = 3;
  private static final int DEPTH_MAX = 10;

  private ResearchScript() {}

  static Reply answer(Question question) {
    List<Wish> wishes = question.toolResults().isEmpty() ? firstLook(question) : secondLook(question);
    return wishes.isEmpty() ? Reply.json(findings(question)) : new Reply.Wishes(wishes);
  }

  private static List<Wish> firstLook(Question question) {
    List<Wish> wishes = new ArrayList<>();
    if (question.offers(FETCH)) {
      Words.urls(question.prompt(), SOURCES_MAX).forEach(url -> wishes.add(new Wish(FETCH, Json.object().put("url", url))));
    }
    if (question.offers(LIST_FILES)) {
      wishes.add(new Wish(LIST_FILES, Json.object()));
    }
    return wishes;
  }

  private static List<Wish> secondLook(Question question) {
    if (!question.offers(READ_FILE) || !question.resultsOf(READ_FILE).isEmpty()) {
      return List.of();
    }
    Set<String> asked = Words.of(question.prompt());
    return question.resultsOf(LIST_FILES).stream()
        .flatMap(result -> plain(result.text()).lines())
        .map(String::strip)
        .filter(file -> !file.isEmpty() && !file.endsWith("/") && file.indexOf(' ') < 0)
        .sorted(Comparator.comparingLong(file -> -Words.shared(asked, file)))
        .limit(SOURCES_MAX)
        .map(file -> new Wish(READ_FILE, Json.object().put("path", file)))
        .toList();
  }

  private static ObjectNode findings(Question question) {
    record Quote(String where, String text, long shared) {}
    Set<String> asked = Words.of(question.prompt());
    List<Quote> quotes =
        question.toolResults().stream()
            .filter(result -> !result.call().name().equals(LIST_FILES))
            .flatMap(result -> quotable(result).map(text -> new Quote(where(result), text, Words.shared(asked, text))))
            .filter(quote -> quote.shared() > 0)
            .sorted(Comparator.comparingLong(quote -> -quote.shared()))
            .limit(QUOTES_MAX)
            .collect(Collectors.toCollection(ArrayList::new));
    long best = quotes.isEmpty() ? 0 : quotes.getFirst().shared();
    quotes.removeIf(quote -> quote.shared() <= best / 2);
    ObjectNode findings = Json.object();
    String said = quotes.isEmpty() ? "Nothing that was read says so." : String.join(" ", quotes.stream().map(Quote::text).toList());
    findings.put("answer", ShippedScript.MARK + said);
    var sources = findings.putArray("sources");
    quotes.stream().map(Quote::where).distinct().forEach(where -> sources.addObject().put("where", where));
    return findings;
  }

  private static Stream<String> quotable(ToolResult result) {
    return Words.sentences(withoutTags(plain(result.text()))).stream().map(sentence -> sentence.startsWith("#") ? sentence.replace("#", "").strip() : sentence);
  }

  private static String where(ToolResult result) {
    JsonNode arguments = result.call().arguments();
    return Words.cut(arguments.path("url").asText(arguments.path("path").asText(result.call().name())), 500);
  }

  /** The texts in a tool's answer, where it is JSON: of http.request the body, of an MCP tool its content. */
  static String plain(String answer) {
    return Json.objectIn(answer)
        .map(
            json -> {
              StringBuilder texts = new StringBuilder();
              collect(json, texts, 0);
              return texts.toString();
            })
        .orElse(answer);
  }

  private static void collect(JsonNode node, StringBuilder texts, int depth) {
    if (depth > DEPTH_MAX) {
      return;
    }
    node.properties()
        .forEach(
            property -> {
              boolean isText = property.getValue().isTextual() && (property.getKey().equals("text") || property.getKey().equals("error"));
              if (isText) {
                texts.append(property.getValue().textValue()).append('\n');
              } else if (property.getKey().equals("json")) {
                texts.append(property.getValue()).append('\n');
              }
            });
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        collect(child, texts, depth + 1);
      }
    }
  }

  /** A page's words: what stands outside of angle brackets. */
  private static String withoutTags(String page) {
    if (!page.stripLeading().startsWith("<")) {
      return page;
    }
    StringBuilder text = new StringBuilder();
    boolean inTag = false;
    for (int i = 0; i < page.length(); i++) {
      char c = page.charAt(i);
      if (c == '<') {
        inTag = true;
      } else if (c == '>') {
        inTag = false;
        text.append("\n\n");
      } else if (!inTag) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
