package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;
import java.util.Arrays;
import java.util.List;

/** Collects what of a message is kept for later feedback: the sender and its first words that are long enough to mean something. */
final class LessonTerms {
  private static final long SUBJECT = TermHash.of("subject");
  private static final int MIN_CHARS = 4;
  private static final int BITS = LessonFeatures.TERM_BITS;

  private final int[] terms = new int[LessonFeatures.MAX_TERMS];
  private int size;

  LessonFeatures collect(ParsedEmail email, Words subject, Words text, double spam, double action, List<String> categories, double[] scores) {
    size = 0;
    add(subject, SUBJECT);
    add(text, 0);
    String address = email.getFromAddress();
    String domain = MailAddresses.domainOf(address);
    short[] names = new short[categories.size()];
    for (int c = 0; c < names.length; c++) {
      names[c] = LessonFeatures.nameHash(categories.get(c));
    }
    int domainHash = MailAddresses.isFreeMail(domain) ? 0 : (int) TermHash.finish(TermHash.of(domain));
    return new LessonFeatures(spam, action, names, scores, (int) TermHash.finish(TermHash.of(address)), domainHash, sortedDistinct());
  }

  private void add(Words words, long salt) {
    for (int w = 0; w < words.count() && size < terms.length; w++) {
      boolean meaningful = words.kinds[w] == Words.PLAIN && (words.ends[w] - words.starts[w] >= MIN_CHARS || words.ideographs > 0);
      if (meaningful) {
        terms[size++] = TermHash.bucket(words.hashes[w] + salt, BITS);
      }
    }
  }

  private int[] sortedDistinct() {
    Arrays.sort(terms, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || terms[i] != terms[i - 1]) {
        terms[distinct++] = terms[i];
      }
    }
    return Arrays.copyOf(terms, distinct);
  }
}
