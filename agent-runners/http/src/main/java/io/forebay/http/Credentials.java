package io.forebay.http;

import io.forebay.runners.ActionFailedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets of one request, revealed; they live as long as it does. */
final class Credentials {
  private final Map<String, String> headers;
  private final List<String> values;

  private Credentials(Map<String, String> headers, List<String> values) {
    this.headers = headers;
    this.values = values;
  }

  /**
   * Looks up what a request names.
   *
   * @throws ActionFailedException if there is no such secret for the tenant, or it is not for that host
   */
  static Credentials of(HttpInput input, String tenant, Map<String, HttpSecret> secrets) throws ActionFailedException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> named : input.secrets().entrySet()) {
      HttpSecret secret = secrets.get(named.getValue());
      if (secret == null || !secret.isFor(tenant)) {
        throw ActionFailedException.permanent(
            "UNKNOWN_SECRET", "the runner has no secret " + named.getValue() + " for this tenant; set handlers.http.secrets." + named.getValue());
      }
      if (!secret.hosts().permit(input.target())) {
        throw ActionFailedException.permanent(
            "SECRET_NOT_FOR_HOST",
            "the secret " + named.getValue() + " is not for " + input.target().origin() + "; see handlers.http.secrets." + named.getValue() + ".allowed-hosts");
      }
      headers.put(named.getKey(), secret.prefix() + secret.value().reveal());
    }
    return new Credentials(headers, input.secrets().values().stream().map(name -> secrets.get(name).value().reveal()).toList());
  }

  /** Header values by name. */
  Map<String, String> headers() {
    return headers;
  }

  /** The same text without the secrets in it. */
  String hide(String text) {
    String hidden = text;
    for (String value : values) {
      hidden = hidden.replace(value, "<hidden>");
    }
    return hidden;
  }

  /** The same bytes without the secrets in them: an endpoint that repeats what it was sent must not bring them into events. */
  byte[] hide(byte[] bytes) {
    if (values.isEmpty()) {
      return bytes;
    }
    // Every byte is one character and comes back as the same byte.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String hidden = hide(text);
    return hidden.equals(text) ? bytes : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }
}
