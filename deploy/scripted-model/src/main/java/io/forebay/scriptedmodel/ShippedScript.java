package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.scriptedmodel.Question.Tool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The script that ships. The first sentence of the system prompt tells it which of the agents asks; others get what fits the form: JSON for a schema, one call
 * of the first tool, and for anything else the first sentence of what was said.
 */
final class ShippedScript {
  /** What its free texts begin with, so that nobody takes them for a model's. */
  static final String MARK = "[scripted] ";

  private ShippedScript() {}

  static Script create() {
    return Script.of(
        Script.when(asked("You classify e-mail.")).then(json(MailScript::classify)),
        Script.when(asked("You prioritise e-mail.")).then(json(MailScript::prioritise)),
        Script.when(asked("You summarise e-mail.")).then(json(MailScript::summarise)),
        Script.when(asked("You answer e-mail.")).then(json(MailScript::respond)),
        Script.when(asked("You research.")).then(ResearchScript::answer),
        Script.when(asked("You write short announcements.")).then(question -> Reply.text(MARK + announcement(question.prompt()))),
        Script.when(asked("You say in one sentence what a text is about.")).then(question -> Reply.text(MARK + Words.gist(question.prompt()).orElse("Nothing."))),
        Script.when(asked("You say in one sentence what several texts have in common.")).then(question -> Reply.text(MARK + common(question.prompt()))),
        Script.when(question -> !question.tools().isEmpty() && question.toolResults().isEmpty()).then(ShippedScript::useFirstTool),
        Script.when(question -> question.schema().isPresent()).then(json(question -> SchemaAnswer.of(question.schema().orElseThrow(), said(question)))),
        Script.when(_ -> true).then(question -> Reply.text(MARK + firstSentence(said(question)))));
  }

  private static Predicate<Question> asked(String opening) {
    return question -> question.system().startsWith(opening);
  }

  private static Function<Question, Reply> json(Function<Question, JsonNode> answer) {
    return question -> Reply.json(answer.apply(question));
  }

  private static Reply useFirstTool(Question question) {
    Tool first = question.tools().getFirst();
    JsonNode arguments = SchemaAnswer.of(first.parameters(), question.prompt());
    return Reply.tool(first.name(), arguments.isObject() ? arguments : Json.object());
  }

  private static String announcement(String prompt) {
    String topic = prompt.substring(prompt.indexOf(':') + 1).strip();
    return "Good news: " + topic + " We will tell you more soon.";
  }

  /** The prompt ends with a JSON list of texts. */
  private static String common(String prompt) {
    Map<String, Integer> texts = new TreeMap<>();
    for (JsonNode text : Json.listIn(prompt.substring(Math.max(0, prompt.indexOf('['))))) {
      Words.of(text.asText().replace(MARK, "")).forEach(word -> texts.merge(word, 1, Integer::sum));
    }
    return texts.entrySet().stream()
        .filter(word -> word.getValue() > 1)
        .max(Map.Entry.comparingByValue())
        .map(word -> word.getValue() + " of them speak of \"" + word.getKey() + "\".")
        .orElse("No two of them share a word.");
  }

  /** What the tools have answered, or else what was said last. */
  private static String said(Question question) {
    return question.toolResults().isEmpty() ? question.last() : ResearchScript.plain(question.toolResults().getLast().text());
  }

  private static String firstSentence(String text) {
    List<String> sentences = Words.sentences(text);
    return sentences.isEmpty() ? "Nothing was said." : sentences.getFirst();
  }
}
