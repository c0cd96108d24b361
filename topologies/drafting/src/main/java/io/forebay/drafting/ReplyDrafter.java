package io.forebay.drafting;

import io.forebay.schemas.Attachment;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.ReplyDraft;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Drafts an answer for a person to finish.
 *
 * <p>A draft acknowledges the message and repeats what was asked for; it decides and promises nothing: where a person must decide stands
 * {@value #GAP}. It names nobody. All that it takes over from the message is the topic of the redacted subject, a date in the sender's
 * words, and the number of attachments. It is written in the language of the message or not at all: a draft in a language that the
 * sender did not use helps nobody.
 */
public final class ReplyDrafter {
  /** Where a person must decide. */
  static final String GAP = "[…]";

  private static final int TOPIC_MAX = 80;
  private static final int DATE_MAX = 60;
  private static final int ADDRESSED_FEW_MAX = 3;
  private static final double ACTION_LIKELY = 0.5;
  private static final double ACTION_SURE = 0.8;

  private final Map<String, ReplyTemplates> templates = new HashMap<>();

  /** Loads the templates that ship with the module; immutable and shareable afterwards. */
  public ReplyDrafter() {
    for (String language : Phrasebooks.LANGUAGES) {
      templates.put(language, ReplyTemplates.load(language));
    }
  }

  /**
   * Drafts an answer of at most some 2,000 characters, or none where nobody waits for one or its language is not covered.
   *
   * @param reading of the redacted texts
   */
  public Optional<ReplyDraft> draft(ParsedEmail email, Reading reading, TriageFacts facts) {
    ReplyTemplates words = templates.get(facts.language());
    boolean empty = reading.body().sentences().count() == 0;
    if (words == null || empty || reading.has(Cue.NO_ACTION) || !Answerable.is(email, facts)) {
      return Optional.empty();
    }
    SpeechAct act = speechAct(reading, facts);
    if (!isPersonal(email, reading) && (act == SpeechAct.INFORMATION || facts.needsAction() < ACTION_LIKELY)) {
      return Optional.empty();
    }
    Tone tone = tone(reading, facts.language());
    return Optional.of(new ReplyDraft(words.language(), act.name(), tone.name(), text(email, reading, words, act, tone)));
  }

  /** Is it said to somebody? What a machine sends to everybody, such as a feed, neither answers nor greets. */
  private static boolean isPersonal(ParsedEmail email, Reading reading) {
    return email.getRecipientCount() <= ADDRESSED_FEW_MAX
        && (email.getReply() || reading.body().has(Cue.GREETING) || reading.body().has(Cue.CLOSING) || reading.body().has(Cue.INFORMATION));
  }

  private static String text(ParsedEmail email, Reading reading, ReplyTemplates words, SpeechAct act, Tone tone) {
    StringBuilder text = new StringBuilder(400);
    text.append(words.text(tone, "greeting")).append("\n\n");
    String topic = topic(email, reading);
    String about = topic.isEmpty() ? "" : words.text(tone, "about").replace("{topic}", topic);
    text.append(words.text(tone, act.name()).replace("{about}", about));
    String date = date(email, reading, act);
    if (!date.isEmpty()) {
      text.append('\n').append(words.text(tone, "date").replace("{date}", date));
    }
    int attachments = attachments(email);
    if (attachments > 0) {
      String key = attachments == 1 ? "attachment.one" : "attachment.many";
      text.append('\n').append(words.text(tone, key).replace("{count}", Integer.toString(attachments)));
    }
    String decision = act.name() + ".decision";
    if (words.has(tone, decision)) {
      text.append("\n\n").append(words.text(tone, decision));
    }
    return text.append("\n\n").append(words.text(tone, "closing")).append('\n').toString();
  }

  private static SpeechAct speechAct(Reading reading, TriageFacts facts) {
    if (reading.has(Cue.COMPLAINT)) {
      return SpeechAct.COMPLAINT;
    }
    boolean request = reading.has(Cue.REQUEST);
    boolean question = reading.has(Cue.QUESTION);
    if (reading.said().stream().anyMatch(passage -> proposesMeeting(passage, request || question))) {
      return SpeechAct.MEETING;
    }
    if (question && (!request || asksMoreThanRequests(reading.body()))) {
      return SpeechAct.QUESTION;
    }
    if (request || facts.needsAction() >= ACTION_SURE) {
      return SpeechAct.REQUEST;
    }
    return reading.has(Cue.THANKS) ? SpeechAct.THANKS : SpeechAct.INFORMATION;
  }

  /** Is a meeting asked for, or named with a day while nothing is asked for at all? */
  private static boolean proposesMeeting(Passage passage, boolean asks) {
    for (int i = 0; i < passage.sentences().count(); i++) {
      long cues = passage.cues(i);
      if (Cue.MEETING.in(cues) && (Cue.REQUEST.in(cues) || Cue.QUESTION.in(cues) || (!asks && namesDay(passage, i)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesDay(Passage passage, int sentence) {
    return passage.days().stream().anyMatch(day -> day.sentence() == sentence);
  }

  private static boolean asksMoreThanRequests(Passage body) {
    int questions = 0;
    int requests = 0;
    for (int i = 0; i < body.sentences().count(); i++) {
      long cues = body.cues(i);
      if (Cue.REQUEST.in(cues)) {
        requests++;
      } else if (Cue.QUESTION.in(cues)) {
        questions++;
      }
    }
    return questions > requests;
  }

  /** As the sender writes; where that tells nothing, formal. Chinese 你 and 您 often stand together: a single 您 decides. */
  private static Tone tone(Reading reading, String language) {
    if (language.equals("zh")) {
      return reading.body().formal() > 0 || reading.body().informal() == 0 ? Tone.FORMAL : Tone.INFORMAL;
    }
    return reading.body().informal() > reading.body().formal() ? Tone.INFORMAL : Tone.FORMAL;
  }

  /** What the subject says, unless it holds something that should not be repeated: a mark of redaction, a link, the sender's name. */
  private static String topic(ParsedEmail email, Reading reading) {
    String topic = SubjectLine.topic(reading.subject().sentences().text(), TOPIC_MAX);
    boolean repeatable = topic.indexOf('[') < 0 && topic.indexOf("://") < 0 && !topic.contains("www.") && topic.indexOf('@') < 0;
    return repeatable && SenderName.of(email).hide(topic).equals(topic) ? topic : "";
  }

  /** The first deadline, or for a meeting the first day, that is not past; in the sender's words. */
  private static String date(ParsedEmail email, Reading reading, SpeechAct act) {
    Passage body = reading.body();
    for (Deadline day : body.days()) {
      boolean meant = day.firm() || (act == SpeechAct.MEETING && Cue.MEETING.in(body.cues(day.sentence())));
      if (meant && day.end() - day.start() <= DATE_MAX && !day.day().isBefore(MailReader.today(email))) {
        return OneLine.of(body.sentences().text(), day.start(), day.end(), DATE_MAX);
      }
    }
    return "";
  }

  private static int attachments(ParsedEmail email) {
    int count = 0;
    for (Attachment attachment : email.getAttachments()) {
      count += attachment.getInline() ? 0 : 1;
    }
    return count;
  }
}
