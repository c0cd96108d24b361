package io.forebay.connect.screens;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What stands beside a picture: whose it is, when it was taken, and what was on it.
 *
 * <p>Read in one pass; the tree is copied without white space and never built in memory.
 *
 * @param application empty if not told
 * @param window title of the window; empty if not told
 * @param uiTree JSON; null if there is none
 * @param redacted whether who took it has covered what is personal
 * @param traceparent null if there is none
 */
record Sidecar(String session, Instant time, String application, String window, String uiTree, boolean redacted, String traceparent) {
  static final int BYTES_MAX = 8 << 20;

  private static final int SESSION_MAX = 256;
  private static final int APPLICATION_MAX = 256;
  private static final int WINDOW_MAX = 1_024;
  private static final int TRACEPARENT_MAX = 128;
  private static final int DEPTH_MAX = 500;
  private static final Instant TIME_MIN = Instant.EPOCH;
  private static final Instant TIME_MAX = Instant.parse("2200-01-01T00:00:00Z");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Reads one; fields of other names are passed over. */
  static Sidecar of(byte[] content) throws BadObservationException {
    var reading = new Reading();
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadObservationException("the sidecar is no JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        reading.take(name, json);
      }
      if (json.nextToken() != null) {
        throw new BadObservationException("the sidecar goes on behind its object");
      }
    } catch (JsonProcessingException e) {
      throw new BadObservationException("the sidecar is no JSON: " + e.getOriginalMessage() + " (line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")", e);
    } catch (IOException e) {
      throw new BadObservationException("the sidecar cannot be read: " + e.getMessage(), e);
    }
    return reading.sidecar();
  }

  private static final class Reading {
    private String session;
    private Instant time;
    private String application = "";
    private String window = "";
    private String uiTree;
    private boolean redacted;
    private String traceparent;

    void take(String name, JsonParser json) throws IOException, BadObservationException {
      switch (name) {
        case "session" -> session = text(name, json, SESSION_MAX);
        case "time" -> time = time(text(name, json, 64));
        case "application" -> application = beginning(text(name, json, Integer.MAX_VALUE), APPLICATION_MAX);
        case "window" -> window = beginning(text(name, json, Integer.MAX_VALUE), WINDOW_MAX);
        case "traceparent" -> traceparent = text(name, json, TRACEPARENT_MAX);
        case "redacted" -> redacted = flag(name, json);
        case "uiTree" -> uiTree = tree(json);
        default -> json.skipChildren();
      }
    }

    Sidecar sidecar() throws BadObservationException {
      if (session == null || session.isEmpty()) {
        throw new BadObservationException("the sidecar must name its session");
      }
      if (time == null) {
        throw new BadObservationException("the sidecar must tell its time");
      }
      return new Sidecar(session, time, application == null ? "" : application, window == null ? "" : window, uiTree, redacted, traceparent);
    }

    private static String text(String name, JsonParser json, int lengthMax) throws IOException, BadObservationException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new BadObservationException("the sidecar's " + name + " must be text");
      }
      String text = json.getText();
      if (text.length() > lengthMax) {
        throw new BadObservationException("the sidecar's %s has at most %d characters, got %,d".formatted(name, lengthMax, text.length()));
      }
      return text;
    }

    /** A text's first characters; none is cut in half. */
    private static String beginning(String text, int lengthMax) {
      if (text == null || text.length() <= lengthMax) {
        return text;
      }
      return text.substring(0, Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax);
    }

    private static Instant time(String text) throws BadObservationException {
      if (text == null) {
        return null;
      }
      try {
        Instant time = OffsetDateTime.parse(text).toInstant();
        if (!time.isBefore(TIME_MIN) && time.isBefore(TIME_MAX)) {
          return time;
        }
      } catch (DateTimeException e) {
        throw new BadObservationException("the sidecar's time must be like 2026-11-21T10:00:00.123Z, got " + text, e);
      }
      throw new BadObservationException("the sidecar's time must be from 1970 to 2199, got " + text);
    }

    private static boolean flag(String name, JsonParser json) throws BadObservationException {
      if (json.currentToken() == null || !json.currentToken().isBoolean()) {
        throw new BadObservationException("the sidecar's " + name + " must be true or false");
      }
      return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static String tree(JsonParser json) throws IOException, BadObservationException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      if (!json.currentToken().isStructStart()) {
        throw new BadObservationException("the sidecar's uiTree must be an object or an array");
      }
      var copied = new StringWriter();
      try (JsonGenerator to = JSON.createGenerator(copied)) {
        to.copyCurrentStructureExact(json);
      }
      return copied.toString();
    }
  }
}
