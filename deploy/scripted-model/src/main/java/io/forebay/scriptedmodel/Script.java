package io.forebay.scriptedmodel;

import io.forebay.scriptedmodel.Reply.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says what to answer. Called by many threads at once; the same question has to get the same answer, or a test proves nothing.
 *
 * <pre>{@code
 * Script script = Script.of(
 *     Script.when(q -> q.system().contains("weather") && q.toolResults().isEmpty()).then(q -> Reply.tool("forecast", city)),
 *     Script.when(q -> q.last().contains("hello")).says("Good day."));
 * }</pre>
 */
@FunctionalInterface
public interface Script {
  Reply answer(Question question);

  /** The first rule that applies answers; where none does, the question is refused as a bad request that says so. */
  static Script of(Rule... rules) {
    List<Rule> inOrder = List.of(rules);
    return question ->
        inOrder.stream()
            .filter(rule -> rule.applies().test(question))
            .findFirst()
            .map(rule -> rule.reply().apply(question))
            .orElseGet(() -> new Refusal(400, "no_rule", "No rule of the script applies to: " + Words.cut(question.last(), 200)));
  }

  /** The script that ships: it knows the agents that ship, and answers anything else in the form that was asked for. */
  static Script shipped() {
    return ShippedScript.create();
  }

  /** Begins a rule. */
  static When when(Predicate<Question> applies) {
    return new When(applies);
  }

  /** Questions, and how they are answered. */
  record Rule(Predicate<Question> applies, Function<Question, Reply> reply) {}

  /** A rule without its answer. */
  record When(Predicate<Question> applies) {
    public Rule then(Function<Question, Reply> reply) {
      return new Rule(applies, reply);
    }

    public Rule says(String text) {
      return then(_ -> Reply.text(text));
    }
  }
}
