package io.forebay.cli;

import io.forebay.features.CrossValidation;
import io.forebay.features.Examples;
import io.forebay.features.FeatureModel;
import io.forebay.features.FeatureTrainer;
import io.forebay.features.TrainingOptions;
import io.forebay.schemas.IntentModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model of named features and publishes it, so that scenes that name it read features by it from then on. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train a model of what features mean, and publish it while all runs.",
      "FILE is a CSV with a header; the label is the column label, else what sequence_id says before its last underscore.",
      "Rows of one group (column group, else sequence_id) stay together when the accuracy is measured.",
      "The same file gives the same model, byte for byte."
    })
final class IntentsTrainCommand implements Callable<Integer> {
  private static final int NAME_LENGTH_MAX = 200;
  private static final int FOLDS = 5;
  private static final int VERSION_BYTES = 8;

  @Mixin private Output output;
  @Mixin private Connection connection;
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The labelled features.")
  private Path file;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "By which scenes name the model.")
  private String name;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the model to a file instead of publishing it.")
  private Path out;

  /**
   * What was trained.
   *
   * @param name of the model
   * @param version hash of the model
   * @param examples that it learned from
   * @param labels how many it tells apart
   * @param features how many it reads
   * @param accuracy cross-validated, 0 to 1
   * @param bytes size of the model
   * @param to file or topic that has it
   */
  record Trained(String name, String version, int examples, int labels, int features, double accuracy, int bytes, String to) {}

  @Override
  public Integer call() {
    if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      throw new ParameterException(command.commandLine(), "--name must have 1 to " + NAME_LENGTH_MAX + " characters.");
    }
    Examples examples = FeatureTable.read(file);
    IntentModel model = train(examples);
    byte[] bytes = model.getModel().array();
    String to = out == null ? publish(model) : write(bytes);
    var trained =
        new Trained(
            name, model.getVersion(), examples.size(), model.getLabels().size(), model.getFeatures().size(), model.getAccuracy(), bytes.length, to);
    output.answer(
        trained,
        () ->
            String.format(
                Locale.ROOT,
                "%s %s: accuracy %.4f in %d folds, %d labels by %d features from %d examples, %d bytes to %s",
                SafeText.of(name), trained.version(), trained.accuracy(), FOLDS, trained.labels(), trained.features(), trained.examples(), trained.bytes(), to));
    return 0;
  }

  private IntentModel train(Examples examples) {
    try {
      double[][] probabilities = new CrossValidation(TrainingOptions.DEFAULT).probabilities(examples, FOLDS);
      FeatureModel model = new FeatureTrainer(TrainingOptions.DEFAULT).train(examples);
      byte[] bytes = model.toBytes();
      // the constructor, because a builder wants the schemas' logical types set up, which happens on connecting
      return new IntentModel(
          name, version(bytes), model.labels(), model.features(), ByteBuffer.wrap(bytes), LabelFigures.of(examples, probabilities).accuracy(), Instant.now());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandFailedException("Cannot train on " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private String publish(IntentModel model) {
    var topic = CompactedTopic.intentModels(connection);
    topic.write(model);
    return topic.name();
  }

  private String write(byte[] bytes) {
    try {
      Files.write(out, bytes);
      return out.toString();
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write " + out + ": " + e.getMessage() + ".", e);
    }
  }

  private static String version(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
