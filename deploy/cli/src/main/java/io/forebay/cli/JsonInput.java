package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON that is given on the command line: itself, {@code @FILE}, or {@code -} for standard input; at most {@value #BYTES_MAX} bytes. */
final class JsonInput {
  /** What a record of 1 MiB has room for beside everything else that it holds. */
  static final int BYTES_MAX = 900 << 10;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private JsonInput() {}

  /**
   * Reads what an option says.
   *
   * @param option its name, for the sentence of a failure
   * @param stdin read to its end where the text is {@code -}
   * @return the JSON as it was written, without space around it
   * @throws CommandFailedException if it cannot be read, is too large or is not JSON
   */
  static String read(String option, String text, InputStream stdin) {
    String json = text(option, text, stdin).strip();
    try {
      if (JSON.readTree(json).isMissingNode()) {
        throw new CommandFailedException(option + " is empty; give JSON, for example {}.");
      }
      return json;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw new CommandFailedException("%s is not JSON%s: %s.".formatted(option, where, SafeText.of(e.getOriginalMessage())), e);
    }
  }

  private static String text(String option, String text, InputStream stdin) {
    if (text.equals("-")) {
      return bounded(option, "standard input", stdin);
    }
    if (!text.startsWith("@")) {
      return text;
    }
    String file = text.substring(1);
    try (var in = Files.newInputStream(Path.of(file))) {
      return bounded(option, file, in);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new CommandFailedException("There is no file " + file + " to read " + option + " from.", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + option + " from " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static String bounded(String option, String where, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new CommandFailedException(
            "%s from %s has more than %d bytes; put what is large into a blob store and give a reference.".formatted(option, where, BYTES_MAX));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandFailedException(option + " from " + where + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + option + " from " + where + ": " + e.getMessage() + ".", e);
    }
  }
}
