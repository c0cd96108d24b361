package io.forebay.connect.transforms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * The key that tokens are made with, given by reference: {@code file:/absolute/path}, {@code env:NAME}, or {@code base64:…} as a worker's
 * config provider puts it there. No message and no {@code toString} tells it.
 */
final class TokenKey {
  static final int BYTES_MIN = 32;
  private static final int BYTES_MAX = 4_096;
  private static final String ALLOWED = "must be file:/absolute/path, env:NAME or base64:..., best from a config provider; what it holds is not shown";

  private final byte[] bytes;

  private TokenKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Follows a reference.
   *
   * @throws ConfigException naming the setting, not what it holds
   */
  static TokenKey of(String setting, String reference, Map<String, String> environment) {
    int colon = reference.indexOf(':');
    if (colon < 0) {
      throw new ConfigException(setting + " " + ALLOWED + ".");
    }
    byte[] key = read(setting, reference.substring(0, colon), reference.substring(colon + 1), environment);
    if (key.length < BYTES_MIN || key.length > BYTES_MAX) {
      throw new ConfigException("%s must lead to a key of %d to %d bytes, got %d.".formatted(setting, BYTES_MIN, BYTES_MAX, key.length));
    }
    return new TokenKey(key);
  }

  private static byte[] read(String setting, String scheme, String rest, Map<String, String> environment) {
    return switch (scheme) {
      case "file" -> file(setting, rest);
      case "env" -> {
        String value = environment.get(rest);
        if (value == null) {
          throw new ConfigException("%s names the environment variable %s, which is not set.".formatted(setting, rest));
        }
        yield value.getBytes(StandardCharsets.UTF_8);
      }
      case "base64" -> {
        try {
          yield Base64.getDecoder().decode(rest.strip());
        } catch (IllegalArgumentException e) {
          throw new ConfigException(setting + " is not base64 behind base64:.");
        }
      }
      default -> throw new ConfigException(setting + " " + ALLOWED + ".");
    };
  }

  private static byte[] file(String setting, String path) {
    try (var in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 2);
      int length = bytes.length;
      // One line break at the end comes from the editor, not from whoever made the key.
      length -= length > 0 && bytes[length - 1] == '\n' ? 1 : 0;
      return Arrays.copyOf(bytes, length);
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException("%s names the file %s, which cannot be read.".formatted(setting, path));
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "<hidden>";
  }
}
