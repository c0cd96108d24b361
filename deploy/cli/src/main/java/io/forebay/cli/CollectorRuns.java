package io.forebay.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Runs the same command in a JVM of its own for each garbage collector, one after the other, so that what they print can be compared. */
final class CollectorRuns {
  /** Which collectors there are. */
  enum Collector {
    G1("-XX:+UseG1GC"),
    PARALLEL("-XX:+UseParallelGC"),
    SERIAL("-XX:+UseSerialGC"),
    ZGC("-XX:+UseZGC");

    private final String flag;

    Collector(String flag) {
      this.flag = flag;
    }
  }

  private CollectorRuns() {}

  /**
   * Runs them, with the options of this JVM otherwise; they print where this one does.
   *
   * @param arguments of the forebay command
   * @throws CommandFailedException where one fails
   */
  static void run(List<Collector> collectors, List<String> arguments) throws IOException, InterruptedException {
    for (Collector collector : collectors) {
      int exit = new ProcessBuilder(command(collector, arguments)).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new CommandFailedException("The run with " + collector.flag + " ended with " + exit + ".");
      }
    }
  }

  static List<String> command(Collector collector, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(argument -> !argument.matches("-XX:[+-]Use\\w*GC|-agent.*|-javaagent.*")).forEach(command::add);
    command.add(collector.flag);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Forebay.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Arguments without an option and its value. */
  static List<String> without(String option, List<String> arguments) {
    var rest = new ArrayList<String>();
    for (int at = 0; at < arguments.size(); at++) {
      if (arguments.get(at).equals(option)) {
        at++;
      } else if (!arguments.get(at).startsWith(option + "=")) {
        rest.add(arguments.get(at));
      }
    }
    return rest;
  }
}
