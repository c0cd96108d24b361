package io.forebay.emails;

import io.forebay.schemas.ParsedEmail;
import java.util.Arrays;

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

  private static final long SUBJECT = TermHash.of("subject");
  private static final long BIGRAM = TermHash.of("bigram");
  private static final long GROUP = TermHash.of("group");
  private static final int MAX_TERM_WORDS = 1_500;
  static double[] S = Arrays.stream(System.getProperty("s", "3,2,2,0").split(",")).mapToDouble(Double::parseDouble).toArray();

  private final FeatureVector vector = new FeatureVector(SIGNALS, BUCKET_BITS);
  private final HeaderSignals headers = new HeaderSignals();
  private final int[] counts = new int[FAMILIES];
  private final int[] subjectCounts = new int[FAMILIES];

  /** The vector of a message whose subject and text have been read into words; valid until the next call. */
  FeatureVector extract(ParsedEmail email, Words subject, Words body) {
    vector.clear();
    headers.write(email, vector);
    ContentSignals.subject(email, subject, vector);
    ContentSignals.form(email, body, headers, vector);
    ContentSignals.links(email, body, vector);
    ContentSignals.style(email, body, vector);
    families(subject, body);
    terms(email, subject, body);
    return vector;
  }

  /** How often each family of phrases stood in the text of the last message. */
  int[] phraseCounts() {
    return counts;
  }

  private void families(Words subject, Words body) {
    Arrays.fill(counts, 0);
    LEXICON.count(body, 0, body.count(), counts);
    double words = Math.max(60, body.count());
    for (int f = 0; f < FAMILIES; f++) {
      vector.signal(FIRST_FAMILY + f, Math.min(1, Math.sqrt(counts[f] / words) * 4));
    }
    Arrays.fill(subjectCounts, 0);
    LEXICON.count(subject, 0, subject.count(), subjectCounts);
    for (int f = 0; f < FAMILIES; f++) {
      vector.signal(FIRST_FAMILY + FAMILIES + f, Math.min(1, subjectCounts[f]));
    }
  }

  private void terms(ParsedEmail email, Words subject, Words body) {
    vector.beginFamily();
    for (int w = 0; w < subject.count(); w++) {
      vector.term(SUBJECT + subject.hashes[w]);
    }
    vector.endFamily(S[0], 4);
    int count = Math.min(body.count(), MAX_TERM_WORDS);
    vector.beginFamily();
    for (int w = 0; w < subject.count(); w++) {
      vector.term(subject.hashes[w]);
    }
    for (int w = 0; w < count; w++) {
      vector.term(body.hashes[w]);
    }
    vector.endFamily(S[1], 40);
    vector.beginFamily();
    for (int w = 1; w < count; w++) {
      vector.term(BIGRAM + TermHash.pair(body.hashes[w - 1], body.hashes[w]));
    }
    vector.endFamily(S[2], 40);
    if (S[3] > 0) {
      vector.beginFamily();
      groups(email.getSubject());
      vector.endFamily(S[3], 20);
    }
  }

  private void groups(String text) {
    for (int at = 0; at + 4 <= text.length(); at++) {
      long hash = GROUP;
      for (int i = at; i < at + 4; i++) {
        hash = TermHash.add(hash, Character.toLowerCase(text.charAt(i)));
      }
      vector.term(hash);
    }
  }
}
