package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final String OFFER =
      "Dear %s, you have been chosen to receive our special offer on printer cartridges this week only. Every order is shipped the same day "
          + "and all our products come with a full guarantee. Visit our shop or call the number below to speak with one of our friendly "
          + "representatives, who will gladly answer any question that you may have about our products. Reference %d";

  private final NearDuplicates groups = new NearDuplicates();

  @Test
  void groupsTextsThatDifferInANameAndANumber() {
    groups.add(OFFER.formatted("Ada", 17));
    groups.add("The meeting of the garden club has been moved to the first Tuesday of next month because of the holidays.");
    groups.add(OFFER.formatted("Bob", 99_321));
    assertThat(groups.group(2)).isEqualTo(groups.group(0));
    assertThat(groups.group(1)).isNotEqualTo(groups.group(0));
  }

  @Test
  void groupsTextsTooShortForARunOnlyWithTheirLike() {
    groups.add("Hello");
    groups.add("Goodbye");
    groups.add("hello 1");
    assertThat(groups.group(2)).isEqualTo(groups.group(0)).isNotEqualTo(groups.group(1));
  }
}
