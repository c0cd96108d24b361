package io.forebay.classifier;

import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.util.Set;

/**
 * What a message belongs to: wanted mail to where it comes from, unwanted mail to what it is about. Training holds out whole groups.
 */
final class TrainingGroup {
  private static final Set<String> LIST_HEADERS = Set.of("list-id", "mailing-list", "x-beenthere");

  private TrainingGroup() {}

  /** The mailing list, or else the sender's domain. */
  static int bySource(ParsedEmail email) {
    for (MailHeader header : email.getHeaders()) {
      if (LIST_HEADERS.contains(header.getName())) {
        return header.getValue().hashCode();
      }
    }
    return MailAddresses.site(MailAddresses.domainOf(email.getFromAddress())).hashCode();
  }

  /** The family of phrases that stands in the text most often, or the content where none does. */
  static int byTopic(int[] phraseCounts, ParsedEmail email) {
    int best = -1;
    for (int f = 0; f < phraseCounts.length; f++) {
      boolean more = phraseCounts[f] > 1 && (best < 0 || phraseCounts[f] > phraseCounts[best]);
      best = more && SpamFeatures.TOPICS.contains(SpamFeatures.LEXICON.families().get(f)) ? f : best;
    }
    return best < 0 ? email.getContentHash().hashCode() : best;
  }
}
