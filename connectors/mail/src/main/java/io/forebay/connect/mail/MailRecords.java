package io.forebay.connect.mail;

import io.forebay.runners.BlobStore;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes records of messages. One thread at a time: serializers are no more. */
final class MailRecords {
  /** Of a longer message only the beginning is in the record. */
  static final int RAW_BYTES_MAX = 900 * 1024;

  private static final int MAILBOX_BYTES = 4;
  private static final int CONTENT_BYTES = 16;

  private final MailSourceSettings settings;
  private final Serializer<InboundEmail> serializer;
  private final BlobStore blobs;
  private final String mailbox;

  /**
   * @param blobs null where none is kept
   */
  MailRecords(MailSourceSettings settings, Serializer<InboundEmail> serializer, BlobStore blobs) {
    this.settings = settings;
    this.serializer = serializer;
    this.blobs = blobs;
    mailbox = HexFormat.of().formatHex(sha256().digest(settings.imap().mailbox().getBytes(StandardCharsets.UTF_8)), 0, MAILBOX_BYTES);
  }

  /** Whether the whole message is wanted for the blob store, and it takes it. */
  boolean wantsWhole(long bytes) {
    return blobs != null && bytes > RAW_BYTES_MAX && bytes <= BlobStore.BYTES_MAX;
  }

  /**
   * A record of a message.
   *
   * @param content the message, or as much of it as was read
   */
  SourceRecord of(FoundMessage message, byte[] content, Map<String, ?> partition, Map<String, ?> offset) throws IOException {
    int rawBytes = Math.min(content.length, RAW_BYTES_MAX);
    boolean cut = content.length > RAW_BYTES_MAX || (content.length == RAW_BYTES_MAX && message.bytes() > RAW_BYTES_MAX);
    long size = Math.max(message.bytes(), content.length);
    BlobRef whole = cut && blobs != null && content.length > RAW_BYTES_MAX ? blobs.put(settings.tenant(), content, "message/rfc822") : null;
    ByteBuffer raw = ByteBuffer.wrap(content, 0, rawBytes);
    String emailId = emailId(message, content, rawBytes, cut ? size : -1);
    var email = new InboundEmail(emailId, settings.tenant(), message.receivedAt(), raw, cut ? size : -1L, whole, settings.region(), "imap");
    byte[] value = serializer.serialize(settings.topic(), email);
    return new SourceRecord(partition, offset, settings.topic(), null, Schema.STRING_SCHEMA, emailId, Schema.BYTES_SCHEMA, value);
  }

  /** The same for the same message wherever its UID goes: when a folder is rebuilt, or the message comes back from another. */
  private String emailId(FoundMessage message, byte[] content, int rawBytes, long cutSize) {
    MessageDigest digest = sha256();
    digest.update(content, 0, rawBytes);
    if (cutSize >= 0) {
      digest.update(Long.toString(cutSize).getBytes(StandardCharsets.US_ASCII));
    }
    String hash = HexFormat.of().formatHex(digest.digest(), 0, CONTENT_BYTES);
    return "imap-" + mailbox + "-" + message.receivedAt().getEpochSecond() + "-" + hash;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
