package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;
import java.util.Arrays;
import java.util.Set;

/**
 * What a message looks like to the spam model: signals of its making, families of phrases, and hashed words of subject and text.
 *
 * <p>Names of hosts, lists and persons are left out, so are trace fields and all but a few header fields. A scratch that is used
 * again and again; not thread-safe.
 */
final class SpamFeatures {
  static final int BUCKET_BITS = 18;
  static final Lexicon LEXICON = Lexicon.load("spam-phrases.txt");
  private static final int FAMILIES = LEXICON.families().size();
  static final int FIRST_FAMILY = SpamSignal.values().length;
  static final int SIGNALS = FIRST_FAMILY + 2 * FAMILIES;
  static final int DIMENSION = SIGNALS + (1 << BUCKET_BITS);

  /** What mail is sold with or about; the same words from any seller. */
  static final Set<String> TOPICS =
      Set.of("WINNER", "ADVANCE_FEE", "PILLS", "WEIGHT", "MORTGAGE", "ADULT", "HOME_BUSINESS", "BULK_TOOLS", "DIPLOMA", "STOCK", "GAMBLING");
  /** What people say who know each other, or who write for readers. */
  static final Set<String> HARMLESS = Set.of("CONVERSATION", "TECHNICAL", "EDITORIAL", "TRANSACTION", "WORK");

  private static final Set<String> TALK = Set.of("CONVERSATION", "TECHNICAL");
  private static final long SUBJECT = TermHash.of("subject");
  private static final long BIGRAM = TermHash.of("bigram");
  private static final int MAX_TERM_WORDS = 1_500;

  private final boolean[] isTopic = new boolean[FAMILIES];
  private final boolean[] isPitch = new boolean[FAMILIES];
  private final boolean[] isTalk = new boolean[FAMILIES];
  private final FeatureVector vector = new FeatureVector(SIGNALS, BUCKET_BITS);
  private final SpamHeader header = new SpamHeader();
  private final int[] counts = new int[FAMILIES];
  private final int[] subjectCounts = new int[FAMILIES];

  SpamFeatures() {
    for (int f = 0; f < FAMILIES; f++) {
      String family = LEXICON.families().get(f);
      isTopic[f] = TOPICS.contains(family);
      isPitch[f] = !HARMLESS.contains(family);
      isTalk[f] = TALK.contains(family);
    }
  }

  /** The vector of a message whose subject and text have been read into words; valid until the next call. */
  FeatureVector extract(ParsedEmail email, Words subject, Words text) {
    vector.clear();
    header.read(email.getHeaders());
    HeaderSignals.envelope(email, header, vector);
    HeaderSignals.conversation(email, header, vector);
    HeaderSignals.sender(email, header, vector);
    HeaderSignals.client(email, header, vector);
    SubjectSignals.write(email, header, subject, vector);
    FormSignals.form(email, header, text, vector);
    FormSignals.links(email, text, vector);
    StyleSignals.write(email, text, vector);
    phrases(subject, text);
    terms(email, subject, text);
    return vector;
  }

  /** How often each family of phrases stood in the text of the last message. */
  int[] phraseCounts() {
    return counts;
  }

  private void phrases(Words subject, Words text) {
    Arrays.fill(counts, 0);
    Arrays.fill(subjectCounts, 0);
    LEXICON.count(text, 0, text.count(), counts);
    LEXICON.count(subject, 0, subject.count(), subjectCounts);
    double words = Math.max(60, text.count());
    double pitch = 0;
    double subjectPitch = 0;
    double variety = 0;
    double topic = 0;
    double talk = 0;
    for (int f = 0; f < FAMILIES; f++) {
      vector.signal(FIRST_FAMILY + f, Math.min(1, Math.sqrt(counts[f] / words) * 4));
      vector.signal(FIRST_FAMILY + FAMILIES + f, Math.min(1, subjectCounts[f]));
      pitch += isPitch[f] ? counts[f] : 0;
      subjectPitch += isPitch[f] ? subjectCounts[f] : 0;
      variety += isPitch[f] && counts[f] > 0 ? 1 : 0;
      topic = isTopic[f] ? Math.max(topic, counts[f]) : topic;
      talk += isTalk[f] ? counts[f] : 0;
    }
    vector.signal(SpamSignal.PITCH, 5 * pitch / words);
    vector.signal(SpamSignal.PITCH_VARIETY, variety / 12);
    vector.signal(SpamSignal.PITCH_IN_SUBJECT, subjectPitch / 2);
    vector.signal(SpamSignal.TOPIC, 12 * topic / words);
    vector.signal(SpamSignal.TALK, 8 * talk / words);
  }

  private void terms(ParsedEmail email, Words subject, Words text) {
    vector.beginFamily();
    for (int w = 0; w < subject.count(); w++) {
      vector.term(SUBJECT + subject.hashes[w]);
    }
    vector.endFamily(2, 4);
    int count = Math.min(text.count(), MAX_TERM_WORDS);
    vector.beginFamily();
    for (int w = 0; w < subject.count(); w++) {
      vector.term(subject.hashes[w]);
    }
    for (int w = 0; w < count; w++) {
      vector.term(text.hashes[w]);
    }
    vector.endFamily(8, 40);
    vector.beginFamily();
    for (int w = 1; w < count; w++) {
      vector.term(BIGRAM + TermHash.pair(text.hashes[w - 1], text.hashes[w]));
    }
    vector.endFamily(2, 40);
    vector.beginFamily();
    ToolMarks.write(email.getMessageId(), header, vector);
    vector.endFamily(1.5, 3);
  }
}
