package io.forebay.connect.screens;

import io.forebay.blobs.BlobStore;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ScreenObserved;
import io.forebay.schemas.ScreenRedaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes records of screenshots, good or bad. One thread at a time, but for {@link #observe}. */
final class ScreenRecords {
  /** Largest tree within an event, in bytes. */
  static final int TREE_BYTES_MAX = 262_144;

  private static final int DEAD_LETTER_BYTES_MAX = 900 * 1024;
  private static final int HEADER_LENGTH_MAX = 1_024;
  private static final int SESSION_BYTES = 4;
  private static final int CONTENT_DIGITS = 32;
  private static final String ERRORS = "__connect.errors.";

  private final ScreenSettings settings;
  private final ScreenPlace place;
  private final Serializer<ScreenObserved> serializer;
  private final BlobStore blobs;

  ScreenRecords(ScreenSettings settings, ScreenPlace place, Serializer<ScreenObserved> serializer, BlobStore blobs) {
    this.settings = settings;
    this.place = place;
    this.serializer = serializer;
    this.blobs = blobs;
  }

  /** Reads a screenshot, whose picture is in the blob store from then on. */
  ScreenObserved observe(Screenshot screenshot) throws IOException, BadObservationException, BucketRefusedException {
    if (screenshot.pictures().size() > 1) {
      throw new BadObservationException("there is more than one picture: " + screenshot.pictures().stream().map(StoredFile::name).sorted().toList());
    }
    Sidecar sidecar = Sidecar.of(place.read(screenshot.sidecar(), Sidecar.BYTES_MAX));
    byte[] content = place.read(screenshot.pictures().getFirst(), settings.pictureBytesMax());
    Picture picture = Picture.of(content);
    return event(sidecar, picture, blobs.put(settings.tenant(), content, picture.mediaType()));
  }

  /** The record of a screenshot, which is taken by this. */
  SourceRecord of(Screenshot screenshot, ScreenObserved event) {
    byte[] value = serializer.serialize(settings.topic(), event);
    return record(screenshot, false, settings.topic(), event.getSessionId(), value, new ConnectHeaders());
  }

  private ScreenObserved event(Sidecar sidecar, Picture picture, BlobRef kept) throws IOException {
    byte[] tree = sidecar.uiTree() == null ? new byte[0] : sidecar.uiTree().getBytes(StandardCharsets.UTF_8);
    boolean large = tree.length > TREE_BYTES_MAX;
    Instant observedAt = sidecar.time().truncatedTo(ChronoUnit.MICROS);
    return new ScreenObserved(
        id(sidecar.session(), observedAt, kept),
        settings.tenant(),
        sidecar.session(),
        observedAt,
        sidecar.application(),
        sidecar.window(),
        kept,
        picture.width(),
        picture.height(),
        large ? null : sidecar.uiTree(),
        large ? blobs.put(settings.tenant(), tree, "application/json") : null,
        sidecar.redacted() ? ScreenRedaction.SOURCE : ScreenRedaction.NONE,
        place.kind(),
        sidecar.traceparent());
  }

  /** Made of session, time and picture, so that files that are copied or touched are the observation that they were. */
  private static String id(String session, Instant observedAt, BlobRef picture) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, observedAt);
    String sitting = HexFormat.of().formatHex(sha256(session.getBytes(StandardCharsets.UTF_8)), 0, SESSION_BYTES);
    return "screen-" + sitting + "-" + micros + "-" + picture.getSha256().substring(0, CONTENT_DIGITS);
  }

  /** The dead letter of a screenshot, which is taken by this: its sidecar, or as much of it as can be read, with the headers that Connect gives its own (KIP-298). */
  SourceRecord dead(Screenshot screenshot, BadObservationException why) throws IOException, BucketRefusedException {
    byte[] sidecar;
    try {
      sidecar = place.read(screenshot.sidecar(), Sidecar.BYTES_MAX);
    } catch (BadObservationException e) {
      sidecar = new byte[0];
    }
    var headers = new ConnectHeaders();
    addTo(headers, ERRORS + "topic", settings.topic());
    addTo(headers, ERRORS + "connector.name", settings.name());
    addTo(headers, ERRORS + "stage", "TASK_POLL");
    addTo(headers, ERRORS + "class.name", ScreenSourceTask.class.getName());
    addTo(headers, ERRORS + "exception.class.name", why.getClass().getName());
    addTo(headers, ERRORS + "exception.message", why.getMessage());
    addTo(headers, "error-code", ErrorCode.INVALID_EVENT.name());
    byte[] value = sidecar.length > DEAD_LETTER_BYTES_MAX ? Arrays.copyOf(sidecar, DEAD_LETTER_BYTES_MAX) : sidecar;
    return record(screenshot, true, settings.deadLetters(), screenshot.name(), value, headers);
  }

  private SourceRecord record(Screenshot screenshot, boolean dead, String topic, String key, byte[] value, ConnectHeaders headers) {
    return new SourceRecord(
        place.partition(screenshot), place.take(screenshot, dead), topic, null, Schema.STRING_SCHEMA, key, Schema.BYTES_SCHEMA, value, null, headers);
  }

  private static void addTo(ConnectHeaders headers, String name, String text) {
    headers.addString(name, text.length() > HEADER_LENGTH_MAX ? text.substring(0, HEADER_LENGTH_MAX) : text);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
