package io.forebay.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.scriptedmodel.Reply.Json;
import io.forebay.scriptedmodel.Reply.Text;
import io.forebay.scriptedmodel.Reply.Wish;
import io.forebay.scriptedmodel.Reply.Wishes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedScriptTest {
  private final Script script = Script.shipped();

  private JsonNode json(Question question) {
    return script.answer(question) instanceof Json(JsonNode value) ? value : Questions.json("null");
  }

  private List<Wish> wishes(Question question) {
    return script.answer(question) instanceof Wishes(List<Wish> wishes) ? wishes : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invoice 17 | The amount due is 20 euro; our IBAN is below. Could you please pay? | billing | true",
        "Termin am Freitag | Passt Ihnen das Meeting? | meeting | true",
        "You are a WINNER | You won a million in our lottery. Click the link. | spam | false",
        "Weekly digest | This week in pumps. Unsubscribe here. | newsletter | false",
        "Coffee | Nothing to do. No need to reply. | other | false",
        "回信 | 请尽快付款，发票在附件。 | billing | true",
      })
  void classifiesMailByItsWords(String subject, String text, String category, boolean needsReply) {
    JsonNode answer = json(Questions.of("You classify e-mail. Really.", "Subject: " + subject + "\n\n" + text));

    assertThat(answer.get("category").textValue()).isEqualTo(category);
    assertThat(answer.get("spam").booleanValue()).isEqualTo(category.equals("spam"));
    assertThat(answer.get("needsReply").booleanValue()).isEqualTo(needsReply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Urgent: outage | The pump is down. Please help immediately! | 10", "Not urgent | Nothing urgent, no need to reply. | 0", "Pumps | We have pumps. | 3"})
  void prioritisesMailByItsWords(String subject, String text, int priority) {
    assertThat(json(Questions.of("You prioritise e-mail.", "Subject: " + subject + "\n\n" + text)).get("priority").intValue()).isEqualTo(priority);
  }

  @Test
  void summarisesWithTheFirstSentenceThatSaysSomething() {
    JsonNode answer = json(Questions.of("You summarise e-mail.", "Subject: Pump\n\nHi Jonas,\n\nthe pump in the cellar makes a noise that nobody can explain. Thanks!"));

    assertThat(answer.get("summary").textValue()).isEqualTo("[scripted] the pump in the cellar makes a noise that nobody can explain.");
  }

  @Test
  void answersMailInItsLanguage() {
    assertThat(json(Questions.of("You answer e-mail.", "Language: de\nSubject: Pumpe\n\nSie ist laut.")).get("reply").textValue())
        .startsWith("[scripted] Guten Tag")
        .contains("Pumpe");
    assertThat(json(Questions.of("You answer e-mail.", "Language: tlh\nSubject: Pump\n\nx")).get("reply").textValue()).startsWith("[scripted] Hello");
  }

  @Test
  void researchesPagesAndFilesAndNamesWhereItReadTheAnswer() {
    Question first =
        Questions.withTools(Questions.of("You research.", "How long is the warranty of a pump? See https://example.com/warranty."), "fetch", "list_files", "read_file");
    Question second = Questions.after(first, "list_files", "{}", "cake.md\npump-warranty.md\nold/");
    Question third =
        Questions.after(
            Questions.after(second, "read_file", "{'path':'cake.md'}", "Cakes are baked for an hour."),
            "read_file",
            "{'path':'pump-warranty.md'}",
            "{\"content\":[{\"type\":\"text\",\"text\":\"# Pumps\\n\\nPumps are blue. The warranty of a pump is ten years.\"}],\"isError\":false}");

    assertThat(wishes(first)).extracting(Wish::tool).containsExactly("fetch", "list_files");
    assertThat(wishes(first).getFirst().arguments().get("url").textValue()).isEqualTo("https://example.com/warranty");
    assertThat(wishes(second)).extracting(wish -> wish.arguments().get("path").textValue()).containsExactly("pump-warranty.md", "cake.md");
    assertThat(json(third).get("answer").textValue()).startsWith("[scripted] The warranty of a pump is ten years.");
    assertThat(json(third).at("/sources/0/where").textValue()).isEqualTo("pump-warranty.md");
    assertThat(json(third).get("sources")).hasSize(1);
  }

  @Test
  void saysThatItFoundNothing() {
    Question question = Questions.after(Questions.of("You research.", "How long is the warranty?"), "fetch", "{'url':'https://example.com/'}", "{\"status\":404}");

    assertThat(json(question).toString()).isEqualTo("{\"answer\":\"[scripted] Nothing that was read says so.\",\"sources\":[]}");
  }

  @Test
  void usesTheFirstToolOnceAndThenAnswersFromIt() {
    Question question = Questions.withTools(Questions.of("", "Is there water in the cellar?"), "look", "listen");

    assertThat(wishes(question)).extracting(Wish::tool).containsExactly("look");
    assertThat(wishes(question).getFirst().arguments().get("path").textValue()).isEqualTo("Is there water in the cellar?");
    assertThat(script.answer(Questions.after(question, "look", "{}", "There is."))).isEqualTo(new Text("[scripted] There is."));
  }

  @Test
  void saysWhatTextsAreAboutAndWhatTheyHaveInCommon() {
    assertThat(script.answer(Questions.of("You say in one sentence what a text is about.", "Hi Jonas,\n\nthe pump in the cellar makes a noise that nobody can explain.")))
        .isEqualTo(new Text("[scripted] the pump in the cellar makes a noise that nobody can explain."));
    assertThat(script.answer(Questions.of("You say in one sentence what several texts have in common.", "The sentences: [\"[scripted] A pump.\",null,\"Two pumps, one cake.\"]")))
        .isEqualTo(new Text("[scripted] 2 of them speak of \"pump\"."));
    assertThat(script.answer(Questions.of("You say in one sentence what several texts have in common.", "nothing")))
        .isEqualTo(new Text("[scripted] No two of them share a word."));
  }

  @Test
  void announces() {
    assertThat(script.answer(Questions.of("You write short announcements.", "Announce in two sentences: The pump works.")))
        .isEqualTo(new Text("[scripted] Good news: The pump works. We will tell you more soon."));
  }

  @Test
  void marksItsWords() {
    assertThat(script.answer(Questions.of("", "Good day. How are you?"))).isEqualTo(new Text("[scripted] Good day."));
    assertThat(script.answer(Questions.of("", "  "))).isEqualTo(new Text("[scripted] Nothing was said."));
  }
}
