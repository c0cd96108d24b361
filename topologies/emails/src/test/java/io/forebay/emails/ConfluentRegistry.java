package io.forebay.emails;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The registry as every client knows it that speaks Confluent's API, and nothing that only Forebay knows. */
final class ConfluentRegistry {
  /** An InboundEmail of a client that has never heard of the optional fields, in an order of its own. */
  static final Schema EMAIL_OF_REQUIRED_FIELDS =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "InboundEmail", "namespace": "io.forebay.schemas", "fields": [
                {"name": "raw", "type": "bytes"},
                {"name": "emailId", "type": "string"},
                {"name": "tenant", "type": "string"},
                {"name": "receivedAt", "type": "long"}]}""");

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  ConfluentRegistry(URI registry) {
    base = registry + "/apis/ccompat/v7";
  }

  /** Registers a schema as the next version of a subject, if it is none of them yet, and tells its id. */
  int register(String subject, Schema schema) throws IOException, InterruptedException {
    String quoted = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return id(send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"" + quoted + "\"}"));
  }

  int latestId(String subject) throws IOException, InterruptedException {
    return id(send("GET", "/subjects/" + subject + "/versions/latest", ""));
  }

  Schema schema(int id) throws IOException, InterruptedException {
    return new Schema.Parser().parse(send("GET", "/schemas/ids/" + id + "/schema", ""));
  }

  void requireCompatibility(String subject, String level) throws IOException, InterruptedException {
    send("PUT", "/config/" + subject, "{\"compatibility\":\"" + level + "\"}");
  }

  /** Magic byte, id of the schema, Avro. */
  static byte[] encode(int schemaId, GenericRecord value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var header = new DataOutputStream(bytes);
    header.writeByte(0);
    header.writeInt(schemaId);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** Reads a value with the schema that it names. */
  GenericRecord decode(byte[] value) throws IOException, InterruptedException {
    var bytes = ByteBuffer.wrap(value);
    if (bytes.get() != 0) {
      throw new AssertionError("no magic byte");
    }
    Schema schema = schema(bytes.getInt());
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(value, bytes.position(), bytes.remaining(), null));
  }

  private String send(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", MEDIA_TYPE).method(method, BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static int id(String answer) {
    Matcher matcher = ID.matcher(answer);
    if (!matcher.find()) {
      throw new AssertionError("no id in " + answer);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
