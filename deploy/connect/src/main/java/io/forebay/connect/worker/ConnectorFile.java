package io.forebay.connect.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A connector as a file describes it: {@code name} and {@code config}, what a worker's REST interface takes, in JSON or YAML.
 *
 * <p>Errors name the place, never what stands there: it may be a secret.
 *
 * @param file where it stands
 * @param config its settings, as they were written
 */
public record ConnectorFile(Path file, String name, Map<String, String> config) {
  static final String CLASS = "connector.class";

  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
  private static final ObjectMapper YAML = YAMLMapper.builder(yaml()).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  public ConnectorFile {
    config = Map.copyOf(config);
  }

  /**
   * Reads a file; what ends in {@code .json} is JSON, all else YAML.
   *
   * @throws WorkerException if it is not there or does not describe a connector
   */
  public static ConnectorFile read(Path file) {
    JsonNode document = parse(file);
    JsonNode name = document.path("name");
    if (!name.isTextual() || name.asText().isBlank()) {
      throw new WorkerException(file + " has no name; a connector is {\"name\": …, \"config\": {…}}.");
    }
    if (!document.path("config").isObject()) {
      throw new WorkerException(file + " has no config; a connector is {\"name\": …, \"config\": {…}}.");
    }
    Map<String, String> config = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> setting : document.path("config").properties()) {
      if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
        throw new WorkerException("In " + file + " the setting " + setting.getKey() + " must be one value.");
      }
      config.put(setting.getKey(), setting.getValue().asText());
    }
    if (config.getOrDefault(CLASS, "").isBlank()) {
      throw new WorkerException("In " + file + " the setting " + CLASS + " is missing.");
    }
    return new ConnectorFile(file, name.asText(), config);
  }

  /** Its settings with its name among them, as Connect looks at them. */
  public Map<String, String> toConfig() {
    Map<String, String> all = new LinkedHashMap<>(config);
    all.put("name", name);
    return all;
  }

  private static JsonNode parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw new WorkerException(file + " is larger than 1 MiB; that is no connector.");
      }
      JsonNode document = isJson(file) ? JSON.readTree(bytes) : YAML.readTree(bytes);
      return document == null ? JSON.missingNode() : document;
    } catch (NoSuchFileException e) {
      throw new WorkerException("There is no file " + file + ".", e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new WorkerException(file + ", line " + line + ", is not " + (isJson(file) ? "JSON" : "YAML") + ".", e);
    } catch (IOException e) {
      throw new WorkerException(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    return YAMLFactory.builder().loaderOptions(options).build();
  }
}
