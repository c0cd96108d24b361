package io.forebay.cli;

import io.forebay.cli.DeadLetterCount.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts the dead letters of applications. */
@Command(
    name = "list",
    description = "Count dead letters by error code and source topic; those that were sent back are counted apart.",
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private DeadLetterSelection selection;

  /**
   * An application's dead letters.
   *
   * @param waiting how many were not sent back
   * @param redriven how many were
   */
  record Listing(String application, String topic, long waiting, long redriven, List<Group> groups) {
    static Listing of(String application, String topic, List<Group> groups) {
      return new Listing(
          application,
          topic,
          groups.stream().mapToLong(Group::waiting).sum(),
          groups.stream().mapToLong(Group::redriven).sum(),
          groups);
    }
  }

  @Override
  public Integer call() {
    var listings = new ArrayList<Listing>();
    try (var _ = selection.connection().admin()) {
      for (String application : selection.applications()) {
        listings.add(count(application));
      }
    }
    output.answer(listings, () -> listings.stream().map(DlqListCommand::text).collect(Collectors.joining(System.lineSeparator())));
    return 0;
  }

  private Listing count(String application) {
    String topic = selection.topic(application);
    var count = new DeadLetterCount();
    try (var reader = DeadLetterReader.open(selection.connection().kafka(), topic, output)) {
      var markers = reader.markers();
      reader.letters(
          letter -> {
            count.add(letter, markers.contains(letter.record()));
            return true;
          });
    }
    return Listing.of(application, topic, count.groups());
  }

  private static String text(Listing listing) {
    if (listing.groups().isEmpty()) {
      return listing.topic() + ": no dead letters";
    }
    var table = new TextTable("error code", "source topic", "waiting", "redriven", "oldest", "newest");
    for (Group group : listing.groups()) {
      table.add(
          group.errorCode(),
          group.sourceTopic(),
          group.waiting(),
          group.redriven(),
          group.oldest() == null ? "" : group.oldest(),
          group.newest() == null ? "" : group.newest());
    }
    return "%s: %d waiting, %d redriven%n%s".formatted(listing.topic(), listing.waiting(), listing.redriven(), table);
  }
}
