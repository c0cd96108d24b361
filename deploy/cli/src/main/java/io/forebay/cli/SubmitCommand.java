package io.forebay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends mail to be triaged. */
@Command(name = "submit", description = "Send mail to be triaged.", mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = ".eml files, mbox files, Maildirs, folders of messages, or - for standard input.")
  private List<Path> paths;

  @Option(names = "--tenant", defaultValue = "default", description = "Whose mail it is; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @Option(names = "--region", description = "Where the addressee lives, for example DE or US-CA; decides which privacy rules apply.")
  private String region;

  /**
   * What was sent.
   *
   * @param submitted messages
   * @param bytes of all of them as they are in their files
   * @param lastEmailId id of the last one; null if there was none
   */
  record Submitted(long submitted, long bytes, String lastEmailId) {}

  private long submitted;
  private long bytes;
  private String lastEmailId;

  @Override
  public Integer call() {
    var source = MailSource.of(paths, System.in);
    try (var submitter =
            new MailSubmitter(connection.kafka(), connection.serdes(), connection.topics(), tenant, region);
        var progress = Progress.of("messages", source.files().size(), output)) {
      source.forEach(
          message -> {
            lastEmailId = submitter.submit(message);
            submitted++;
            bytes += message.sizeBytes();
            progress.add(1);
          });
    }
    if (submitted == 0) {
      throw new CommandFailedException("There was no message in " + paths + ".");
    }
    var answer = new Submitted(submitted, bytes, lastEmailId);
    output.answer(
        answer,
        () ->
            "Submitted %,d message%s (%,d bytes)%s"
                .formatted(submitted, submitted == 1 ? "" : "s", bytes, submitted == 1 ? ", id " + lastEmailId : ""));
    return 0;
  }
}
