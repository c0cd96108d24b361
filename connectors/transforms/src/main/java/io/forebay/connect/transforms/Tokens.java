package io.forebay.connect.transforms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in the place of personal data: {@code [EMAIL_ADDRESS]}, or with a key {@code [EMAIL_ADDRESS#kdjf…]}, the same for the same
 * content of the same tenant, so that redacted records can still be joined.
 *
 * <p>The token is the first 128 bits of an HMAC-SHA-256 (RFC 2104, FIPS 180-4) over tenant, type and content, each with its length
 * before it. The tenant's own key is derived first, so no token of one tenant says anything about another's. Letters only: digits could
 * look like personal data when a record is redacted again. One thread at a time.
 */
final class Tokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_BYTES = 16;
  private static final int TENANTS_MAX = 256;

  private final Mac root;
  private final java.util.LinkedHashMap<String, Mac> tenants = new java.util.LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param key null: no tokens, only types
   */
  Tokens(TokenKey key) {
    root = key == null ? null : mac(key.bytes());
  }

  boolean needTenant() {
    return root != null;
  }

  /**
   * The replacement.
   *
   * @param tenant ignored without a key
   * @param type a type's name
   */
  String of(String tenant, String type, String content) {
    if (root == null) {
      return "[" + type + "]";
    }
    Mac mac = tenant(tenant);
    update(mac, type);
    update(mac, normalise(type, content));
    byte[] digest = mac.doFinal();
    StringBuilder token = new StringBuilder(type.length() + 2 * TOKEN_BYTES + 3).append('[').append(type).append('#');
    for (byte part : Arrays.copyOf(digest, TOKEN_BYTES)) {
      token.append((char) ('a' + ((part >> 4) & 0xf))).append((char) ('a' + (part & 0xf)));
    }
    return token.append(']').toString();
  }

  /** The same thing written in two ways has one token: case of addresses, spaces and hyphens of numbers. */
  static String normalise(String type, String content) {
    String text = Normalizer.normalize(content, Normalizer.Form.NFKC);
    return switch (type) {
      case "SECRET" -> content;
      case "EMAIL_ADDRESS", "IP_ADDRESS", RedactPii.WHOLE -> text.strip().toLowerCase(Locale.ROOT);
      default -> {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> Character.isLetterOrDigit(c) || c == '+').forEach(kept::appendCodePoint);
        yield kept.toString().toUpperCase(Locale.ROOT);
      }
    };
  }

  private Mac tenant(String tenant) {
    Mac known = tenants.get(tenant);
    if (known == null) {
      update(root, tenant);
      known = mac(root.doFinal());
      tenants.put(tenant, known);
      if (tenants.size() > TENANTS_MAX) {
        tenants.remove(tenants.firstEntry().getKey());
      }
    }
    return known;
  }

  private static void update(Mac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(new byte[] {(byte) (bytes.length >> 24), (byte) (bytes.length >> 16), (byte) (bytes.length >> 8), (byte) bytes.length});
    mac.update(bytes);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
    }
  }
}
