package io.forebay.emails;

import static io.forebay.emails.BadRecord.refused;
import static io.forebay.emails.BadRecord.triaged;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Topics;
import io.forebay.schemas.TriageFeedback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecordBase;

/** What can go wrong on the topics of the e-mail triage, from a slip to an attack. */
final class BadRecords {
  private static final String HEADER = "From: Ann <ann@example.com>\nTo: bob@example.org\nDate: Tue, 3 Nov 2026 10:00:00 +0100\nSubject: Test\n";

  private static final String TENANT = "acme";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int SEED = 20_261_121;
  private static final int BOMB_BYTES = 50_000_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final int UNKNOWN_SCHEMA = 424_242;

  private final EventSerdes serdes;
  private final Random random = new Random(SEED);

  BadRecords(EventSerdes serdes) {
    this.serdes = serdes;
  }

  List<BadRecord> onInbound() throws IOException {
    var records = new ArrayList<BadRecord>();
    records.addAll(bytesThatAreNoEvent());
    records.addAll(eventsThatAreNoEmail());
    records.addAll(emailsThatBreakTheContract());
    records.addAll(largeAndOddRecords());
    records.addAll(hostileMail());
    return records;
  }

  /**
   * @param knownEmail id of a message of tenant {@value #TENANT} that has been triaged
   */
  List<BadRecord> onFeedback(String knownEmail) {
    return List.of(
        refused("feedback-rubbish", "rubbish".getBytes(UTF_8), ErrorCode.UNREADABLE_RECORD),
        refused("feedback-is-an-email", bytes(email("x", TENANT, "hello").build()), ErrorCode.INCOMPATIBLE_SCHEMA),
        refused("feedback-on-nothing", bytes(feedback("nobody", TENANT).build()), ErrorCode.FEEDBACK_UNKNOWN_EMAIL),
        refused("feedback-of-another-tenant", bytes(feedback(knownEmail, "umbrella").build()), ErrorCode.FEEDBACK_WRONG_TENANT)
            .withKey(knownEmail.getBytes(UTF_8)),
        refused("feedback-of-no-category", bytes(feedback(knownEmail, TENANT).setCategory("gossip").build()), ErrorCode.INVALID_EVENT),
        refused("feedback-of-no-priority", bytes(feedback(knownEmail, TENANT).setPriority(-1).build()), ErrorCode.INVALID_EVENT));
  }

  private List<BadRecord> bytesThatAreNoEvent() {
    byte[] good = good("x");
    var records = new ArrayList<BadRecord>();
    for (int i = 0; i < 40; i++) {
      byte[] noise = noise(1 + random.nextInt(4_000));
      boolean framed = i % 2 == 0 && noise.length >= 5;
      noise[0] = (byte) (framed ? 0 : noise[0] | 1);
      records.add(refused("noise-" + i, noise, framed ? ErrorCode.UNKNOWN_SCHEMA : ErrorCode.UNREADABLE_RECORD));
    }
    records.add(refused("empty", new byte[0], ErrorCode.UNREADABLE_RECORD));
    records.add(refused("json", "{\"emailId\":\"x\",\"tenant\":\"acme\"}".getBytes(UTF_8), ErrorCode.UNREADABLE_RECORD));
    records.add(refused("framed-json", ("\0" + "{\"emailId\":\"x\"}").getBytes(UTF_8), ErrorCode.UNKNOWN_SCHEMA));
    records.add(refused("header-only", Arrays.copyOf(good, 5), ErrorCode.UNREADABLE_RECORD));
    records.add(refused("cut-in-the-id", Arrays.copyOf(good, 4), ErrorCode.UNREADABLE_RECORD));
    records.add(refused("cut-in-the-middle", Arrays.copyOf(good, good.length / 2), ErrorCode.UNREADABLE_RECORD));
    records.add(refused("cut-at-the-end", Arrays.copyOf(good, good.length - 1), ErrorCode.UNREADABLE_RECORD));
    records.add(refused("claims-a-string-of-2-GB", claimedLength(good), ErrorCode.UNREADABLE_RECORD));
    return records;
  }

  private List<BadRecord> eventsThatAreNoEmail() {
    byte[] unknown = good("x");
    ByteBuffer.wrap(unknown).putInt(1, UNKNOWN_SCHEMA);
    return List.of(
        refused("tombstone", null, ErrorCode.INVALID_EVENT),
        refused("another-schema", bytes(feedback("x", TENANT).build()), ErrorCode.INCOMPATIBLE_SCHEMA),
        refused("unknown-schema", unknown, ErrorCode.UNKNOWN_SCHEMA));
  }

  private List<BadRecord> emailsThatBreakTheContract() {
    return List.of(
        refused("raw-over-900-KiB", bytes(email("x", TENANT, "").setRaw(ByteBuffer.wrap(noise(901 << 10))).build()), ErrorCode.INVALID_EVENT),
        refused("tenant-with-a-line-feed", bytes(email("x", "ac\nme", "hello").build()), ErrorCode.INVALID_EVENT),
        refused("tenant-with-a-NUL", bytes(email("x", "ac\0me", "hello").build()), ErrorCode.INVALID_EVENT),
        refused("no-tenant", bytes(email("x", "", "hello").build()), ErrorCode.INVALID_EVENT),
        refused("no-id", bytes(email("", TENANT, "hello").build()), ErrorCode.INVALID_EVENT),
        refused("long-id", bytes(email("x".repeat(257), TENANT, "hello").build()), ErrorCode.INVALID_EVENT));
  }

  /** What fits the broker only because it is compressed, and what fits just so. */
  private List<BadRecord> largeAndOddRecords() {
    byte[] bomb = bytes(email("x", TENANT, "").setRaw(ByteBuffer.allocate(BOMB_BYTES)).build());
    byte[] nothing = {1};
    Map<String, byte[]> hugeHeader = Map.of("foreign", new byte[BOMB_BYTES / 5]);
    Map<String, byte[]> oddHeaders = Collections.singletonMap("nothing", null);
    return List.of(
        refused("value-of-50-MB", bomb, ErrorCode.INVALID_EVENT),
        refused("noise-as-large-as-the-broker-takes", noise(MEBIBYTE - 1_024), ErrorCode.UNREADABLE_RECORD),
        refused("key-of-10-MB", nothing, ErrorCode.UNREADABLE_RECORD).withKey(new byte[BOMB_BYTES / 5]),
        refused("header-of-10-MB", nothing, ErrorCode.UNREADABLE_RECORD).withHeaders(hugeHeader),
        triaged("good-with-a-key-of-10-MB", good("good-with-a-key-of-10-MB"), "").withKey(new byte[BOMB_BYTES / 5]),
        triaged("good-with-a-header-of-10-MB", good("good-with-a-header-of-10-MB"), "").withHeaders(hugeHeader),
        triaged("good-without-a-key", good("good-without-a-key"), "").withKey(null),
        triaged("good-with-a-key-that-is-no-text", good("good-with-a-key-that-is-no-text"), "").withKey(noise(100)),
        triaged("good-with-odd-headers", good("good-with-odd-headers"), "").withHeaders(oddHeaders),
        triaged(
                "good-with-headers-of-another-serde",
                good("good-with-headers-of-another-serde"),
                "")
            .withHeaders(Map.of("apicurio.value.contentId", noise(8), "apicurio.value.encoding", noise(3), "error-code", noise(9))));
  }

  private List<BadRecord> hostileMail() throws IOException {
    String nested =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i))
            .collect(Collectors.joining("", HEADER, "\nhello"));
    String bomb =
        message(
            "Content-Type: multipart/mixed; boundary=b\n",
            "--b\nContent-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n" + gzipBomb() + "\n--b--\n");
    return List.of(
        mail("empty-mail", "", "EMPTY"),
        mail("nested-10000-times", nested, "DEPTH_LIMIT"),
        mail("megabyte-of-header", message("X-Long: " + "a".repeat(850_000) + "\n", "hello"), "HEADER_SIZE_LIMIT"),
        mail("many-header-fields", message("X-Many: y\n".repeat(50_000), "hello"), "HEADER_SIZE_LIMIT"),
        mail("unknown-charset", message("Content-Type: text/plain; charset=x-klingon\n", "caf\u00e9"), "UNKNOWN_CHARSET"),
        mail("wrong-charset", message("Content-Type: text/plain; charset=utf-8\n", "caf\u00e9 \u00ff\u00fe"), "UNDECODABLE_TEXT"),
        mail("gzip-bomb", bomb, ""),
        mail("random-mail", new String(noise(200_000), ISO_8859_1), ""));
  }

  private BadRecord mail(String name, String message, String defect) {
    return triaged(name, bytes(email(name, TENANT, message).build()), defect);
  }

  private byte[] good(String emailId) {
    return bytes(email(emailId, TENANT, message("X-Case: " + emailId + "\n", "Could you please call me back, " + emailId + "?")).build());
  }

  static InboundEmail.Builder email(String emailId, String tenant, String message) {
    return InboundEmail.newBuilder()
        .setEmailId(emailId)
        .setTenant(tenant)
        .setReceivedAt(NOW)
        .setRaw(ByteBuffer.wrap(message.getBytes(ISO_8859_1)));
  }

  private static TriageFeedback.Builder feedback(String emailId, String tenant) {
    return TriageFeedback.newBuilder().setEmailId(emailId).setTenant(tenant).setGivenAt(NOW);
  }

  private byte[] bytes(InboundEmail email) {
    return bytes(InboundEmail.class, Topics.defaults().emailsInbound().name(), email);
  }

  private byte[] bytes(TriageFeedback feedback) {
    return bytes(TriageFeedback.class, Topics.defaults().emailsFeedback().name(), feedback);
  }

  private <T extends SpecificRecordBase> byte[] bytes(Class<T> type, String topic, T value) {
    return serdes.of(type).serializer().serialize(topic, value);
  }

  /** The id of the message claims to be 2,147,483,000 bytes long. */
  private static byte[] claimedLength(byte[] good) {
    byte[] claim = {(byte) 0xf0, (byte) 0xfa, (byte) 0xff, (byte) 0xff, 0x0f};
    return ByteBuffer.allocate(5 + claim.length + 3).put(good, 0, 5).put(claim).array();
  }

  private static String gzipBomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[BOMB_BYTES]);
    }
    return Base64.getMimeEncoder().encodeToString(bytes.toByteArray());
  }

  private byte[] noise(int size) {
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    return noise;
  }

  /** A message with the usual header fields, more of them, and a body. */
  static String message(String moreFields, String body) {
    return HEADER + moreFields + "\n" + body;
  }
}
