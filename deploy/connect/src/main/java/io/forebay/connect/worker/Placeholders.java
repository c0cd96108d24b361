package io.forebay.connect.worker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for what settings take from elsewhere: {@code ${file:/path:key}}, {@code ${env:NAME}} and {@code ${dev:name}}.
 *
 * <p>Connect says which file is missing, but not which setting wants it; and where a key or a variable is missing it takes the reference itself for the
 * value, so that a mail server is asked to let somebody in by the password <code>${env:PASSWORD}</code>.
 */
final class Placeholders {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|env|dev):(?:([^:}]*):)?([^:}]+)}");

  private Placeholders() {}

  /**
   * @param variables what may be written as {@code ${dev:name}}
   */
  static List<SettingProblem> problems(Map<String, String> config, Map<String, String> variables) {
    List<SettingProblem> problems = new ArrayList<>();
    config.forEach(
        (setting, value) -> {
          Matcher reference = REFERENCE.matcher(value);
          while (reference.find()) {
            problem(reference, variables).ifPresent(reason -> problems.add(new SettingProblem(setting, reason)));
          }
        });
    return problems;
  }

  private static Optional<String> problem(Matcher reference, Map<String, String> variables) {
    String path = reference.group(2);
    String name = reference.group(3);
    return switch (reference.group(1)) {
      case "file" -> path == null ? Optional.of("A file is written ${file:/path:key}.") : inFile(path, name);
      case "env" -> System.getenv(name) == null ? Optional.of("There is no environment variable " + name + ".") : Optional.empty();
      default -> variables.containsKey(name) ? Optional.empty() : Optional.of("There is no ${dev:" + name + "}; there are " + names(variables) + ".");
    };
  }

  private static Optional<String> inFile(String file, String key) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file))) {
      properties.load(in);
    } catch (IOException | InvalidPathException | SecurityException e) {
      return Optional.of("The file " + file + " cannot be read.");
    } catch (IllegalArgumentException e) {
      return Optional.of("The file " + file + " is no properties file."); // its message holds what stands there
    }
    return properties.containsKey(key) ? Optional.empty() : Optional.of("The file " + file + " has no " + key + "; it is written " + key + "=… there.");
  }

  private static String names(Map<String, String> variables) {
    return variables.keySet().stream().sorted().collect(Collectors.joining(", "));
  }
}
