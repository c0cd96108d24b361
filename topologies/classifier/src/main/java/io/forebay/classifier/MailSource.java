package io.forebay.classifier;

import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.util.Set;

/** Where wanted mail comes from and what unwanted mail is about, so that whole sources and topics can be held out in training. */
final class MailSource {
  private static final Set<String> LIST_HEADERS = Set.of("list-id", "mailing-list", "x-beenthere");

  private MailSource() {}

  /** The mailing list, or else the sender's domain. */
  static int of(ParsedEmail email) {
    for (MailHeader header : email.getHeaders()) {
      if (LIST_HEADERS.contains(header.getName())) {
        return header.getValue().hashCode();
      }
    }
    return MailAddresses.site(MailAddresses.domainOf(email.getFromAddress())).hashCode();
  }

  /** The family of phrases that stands in the text most often, or the content where none does. */
  static int topic(int[] phraseCounts, ParsedEmail email) {
    int best = -1;
    for (int f = 0; f < phraseCounts.length; f++) {
      boolean more = phraseCounts[f] > 1 && (best < 0 || phraseCounts[f] > phraseCounts[best]);
      best = more && SpamFeatures.TOPICS.contains(SpamFeatures.LEXICON.families().get(f)) ? f : best;
    }
    return best < 0 ? email.getContentHash().hashCode() : best;
  }
}
