package io.forebay.cli;

import io.forebay.connect.worker.ConnectorFile;
import io.forebay.connect.worker.OfflineWorker;
import io.forebay.connect.worker.SettingProblem;
import io.forebay.connect.worker.SettingsCheck;
import io.forebay.connect.worker.WorkerRest;
import io.forebay.runtime.Logging;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at connectors' settings before anything runs. */
@Command(
    name = "validate",
    description = {
      "Tell which settings of connectors would be refused and why; nothing is started or changed.",
      "Exits with 1 if one is. A setting that nobody reads is told, as it may be misspelt, and a secret that is not given by reference."
    },
    mixinStandardHelpOptions = true)
final class ConnectorsValidateCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private PluginFolders plugins;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON or YAML with name and config.")
  private List<Path> files;

  @Option(names = "--worker", paramLabel = "URL", description = "Ask this Connect worker, with its plugins; default: look here, with the plugins of this build.")
  private URI worker;

  /**
   * The answer, one for each file.
   *
   * @param fine whether no setting is refused
   * @param unread settings that nobody reads
   * @param inClear secrets that are not given by reference
   */
  record Answer(String file, String name, boolean fine, List<SettingProblem> refused, List<String> unread, List<String> inClear) {
    static Answer of(ConnectorFile file, SettingsCheck check) {
      return new Answer(file.file().toString(), file.name(), check.refused().isEmpty(), check.refused(), check.unread(), check.inClear());
    }
  }

  @Override
  public Integer call() {
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    var connectors = files.stream().map(ConnectorFile::read).toList();
    var answers = worker == null ? checkHere(connectors) : checkThere(connectors);
    var refused = answers.stream().flatMap(answer -> answer.refused().stream()).map(SettingProblem::setting).distinct().toList();
    if (!refused.isEmpty()) {
      throw new CommandFailedException("%s refused: %s.".formatted(refused.size() == 1 ? "A setting is" : refused.size() + " settings are", String.join(", ", refused)));
    }
    return 0;
  }

  private List<Answer> checkHere(List<ConnectorFile> connectors) {
    try (var offline = new OfflineWorker(plugins.settings("127.0.0.1:9092").withVariables(DevConnect.variables("127.0.0.1:9092", URI.create("http://127.0.0.1:8081"))))) {
      return check(connectors, offline::check);
    }
  }

  private List<Answer> checkThere(List<ConnectorFile> connectors) {
    try (var rest = WorkerRest.at(worker)) {
      return check(connectors, rest::check);
    }
  }

  private List<Answer> check(List<ConnectorFile> connectors, Function<Map<String, String>, SettingsCheck> check) {
    var answers = new ArrayList<Answer>();
    for (ConnectorFile connector : connectors) {
      var answer = Answer.of(connector, check.apply(connector.toConfig()));
      output.answer(answer, () -> text(answer));
      answers.add(answer);
    }
    return answers;
  }

  private static String text(Answer answer) {
    var text = new StringBuilder("%s (%s): %s".formatted(SafeText.of(answer.name()), answer.file(), answer.fine() ? "fine" : "refused"));
    answer.refused().forEach(problem -> text.append("%n  %s: %s".formatted(SafeText.of(problem.setting()), SafeText.of(problem.reason()))));
    answer.unread().forEach(setting -> text.append("%n  %s is read by nobody; is it misspelt?".formatted(SafeText.of(setting))));
    answer.inClear().forEach(setting -> text.append("%n  %s holds the secret itself, which a worker shows to whoever asks; give it as ${file:/path:key} or ${env:NAME}.".formatted(SafeText.of(setting))));
    return text.toString();
  }
}
