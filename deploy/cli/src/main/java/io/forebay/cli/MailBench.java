package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Measures the way from messages of a Maildir to events that can be read, with the Connect worker in a process of its own. */
final class MailBench {
  private static final double MEBIBYTE = 1 << 20;

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
    say.accept("delivering " + messages + " messages to a Maildir ...");
    var maildir = new NumberedMaildir(folder.resolve("maildir"));
    for (int n = 0; n < messages; n++) {
      maildir.deliver(n);
    }
    maildir.configure(folder, stage.registry());
    say.accept("reading them by the mail connector ...");
    var worker = new FaultStage.Actor[1];
    ArrivalRate rate = ArrivalRate.of(stage.kafka(), topics.emailsInbound(), messages, folder, () -> worker[0] = stage.start(Part.CONNECT, 0));
    figures.add(new Figure("messages of a Maildir to events", rate.perSecond(), "messages/s", null));
    PeakMemory.bytes(worker[0].pid()).ifPresent(bytes -> figures.add(new Figure("memory of the Connect worker's process, most", bytes / MEBIBYTE, "MiB", null)));
    worker[0].kill();
  }
}
