package io.forebay.connect.worker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for the files that settings take secrets from.
 *
 * <p>Connect says which file is missing, but not which setting wants it.
 */
final class Placeholders {
  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^:}]+):[^}]+}");

  private Placeholders() {}

  static List<SettingProblem> problems(Map<String, String> config) {
    List<SettingProblem> problems = new ArrayList<>();
    config.forEach(
        (setting, value) -> {
          Matcher reference = FILE.matcher(value);
          while (reference.find()) {
            if (!isReadable(reference.group(1))) {
              problems.add(new SettingProblem(setting, "The file " + reference.group(1) + " cannot be read."));
            }
          }
        });
    return problems;
  }

  private static boolean isReadable(String file) {
    try {
      return Files.isReadable(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
