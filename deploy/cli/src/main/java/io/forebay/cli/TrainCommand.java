package io.forebay.cli;

import io.forebay.classifier.BaseModel;
import io.forebay.classifier.BaseModelTrainer;
import io.forebay.mail.EmailParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the model that ships with the classifier module; see its model card. */
@Command(
    name = "train",
    description = {"Train a base model from labelled mail and sentences.", "The same data gives the same file, byte for byte."})
final class TrainCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Option(names = "--ham", required = true, paramLabel = "DIR", description = "Wanted mail; may be given several times.")
  private List<Path> ham;

  @Option(names = "--spam", required = true, paramLabel = "DIR", description = "Unwanted mail; may be given several times.")
  private List<Path> spam;

  @Option(names = "--pos", required = true, paramLabel = "FILE", description = "Sentences that want something of their reader, one a line.")
  private Path positive;

  @Option(names = "--neg", required = true, paramLabel = "FILE", description = "Sentences that do not, one a line.")
  private Path negative;

  @Option(names = "--model-version", required = true, paramLabel = "NAME", description = "Names the model in every result, for example 2026.11.")
  private String version;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write the model.")
  private Path out;

  private final BaseModelTrainer trainer = new BaseModelTrainer();

  /**
   * What was trained.
   *
   * @param spamModel version of the spam model
   * @param actionModel version of the needs-action model
   * @param file where they are
   * @param bytes size of the file
   */
  record Trained(String spamModel, String actionModel, String file, long bytes) {}

  @Override
  public Integer call() {
    int files = MailSource.of(ham, System.in).files().size() + MailSource.of(spam, System.in).files().size();
    LabelledSentences sentences = LabelledSentences.read(positive, negative);
    try (Progress progress = Progress.of("messages", files, output)) {
      addMail(ham, false, progress);
      addMail(spam, true, progress);
    }
    for (int i = 0; i < sentences.size(); i++) {
      trainer.addSentence(sentences.sentence(i), sentences.wantsAction(i));
    }
    Trained trained = write(trainer.train(version));
    output.answer(trained, () -> "wrote " + trained.file() + ", " + trained.bytes() + " bytes: " + trained.spamModel() + ", " + trained.actionModel());
    return 0;
  }

  private void addMail(List<Path> folders, boolean isSpam, Progress progress) {
    EmailParser parser = new EmailParser();
    MailSource.of(folders, System.in)
        .forEach(
            message -> {
              trainer.addMail(parser.parse(message.toInbound(message.name(), "training", Instant.EPOCH, "train")), isSpam);
              progress.add(1);
            });
  }

  private Trained write(BaseModel model) {
    try {
      try (OutputStream stream = Files.newOutputStream(out)) {
        model.write(stream);
      }
      return new Trained(model.spamVersion(), model.actionVersion(), out.toString(), Files.size(out));
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write the model to " + out + ": " + e.getMessage() + ".", e);
    }
  }
}
