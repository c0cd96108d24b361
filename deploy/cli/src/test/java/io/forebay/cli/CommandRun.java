package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the {@code forebay} command, as a user has it. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Forebay.commandLine(false).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return JsonMapper.builder().build().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
