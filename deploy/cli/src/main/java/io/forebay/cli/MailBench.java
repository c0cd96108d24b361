package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Measures the way from messages of a Maildir and an IMAP server to events that can be read, with the Connect worker and the mail server in processes of their own. */
final class MailBench {
  private static final double MEBIBYTE = 1 << 20;
  private static final Duration UP_MAX = Duration.ofMinutes(2);

  private final FaultStage stage;
  private final Path folder;
  private final List<Figure> figures;
  private final Consumer<String> say;
  private final Topics topics = FaultPartCommand.topics().catalogue();

  /**
   * @param stage whose processes find their configuration in the folder
   * @param figures that measuring adds to
   */
  MailBench(FaultStage stage, Path folder, List<Figure> figures, Consumer<String> say) {
    this.stage = stage;
    this.folder = folder;
    this.figures = figures;
    this.say = say;
  }

  /**
   * @param messages that wait when the worker begins
   */
  void measure(int messages) throws IOException, InterruptedException, SQLException {
    var maildir = new NumberedMaildir(folder.resolve("maildir"));
    say.accept("delivering " + messages + " messages to a Maildir and to an IMAP server ...");
    var imap = MailSpool.create(folder.resolve("mail-0"), FaultStage.freePort());
    for (int n = 0; n < messages; n++) {
      maildir.deliver(n);
      imap.deliver(n, maildir.message(n));
    }
    measure(messages, "of a Maildir", () -> maildir.configure(folder, stage.registry()), 0);
    Files.delete(folder.resolve("maildir.json"));
    stage.start(Part.MAIL, 0);
    stage.awaitUp(UP_MAX);
    measure(messages, "by IMAP", () -> imap.configure(folder, stage.registry()), 1);
  }

  private void measure(int messages, String what, ArrivalRate.Work configure, int index) throws IOException, InterruptedException, SQLException {
    say.accept("reading the messages " + what + " ...");
    configure.run();
    var worker = new FaultStage.Actor[1];
    ArrivalRate rate = ArrivalRate.of(stage.kafka(), topics.emailsInbound(), messages, folder, () -> worker[0] = stage.start(Part.CONNECT, index));
    figures.add(new Figure("messages %s to events".formatted(what), rate.perSecond(), "messages/s", null));
    PeakMemory.bytes(worker[0].pid())
        .ifPresent(bytes -> figures.add(new Figure("memory of the worker's process, most, messages " + what, bytes / MEBIBYTE, "MiB", null)));
    worker[0].kill();
  }
}
