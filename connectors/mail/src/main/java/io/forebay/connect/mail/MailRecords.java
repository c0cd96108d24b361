package io.forebay.connect.mail;

import io.forebay.blobs.BlobStore;
import io.forebay.mailfiles.MailFiles;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes records of messages. One thread at a time: serializers are no more. */
final class MailRecords {
  /** Of a longer message only the beginning is in the record. */
  static final int RAW_BYTES_MAX = MailFiles.RAW_BYTES_MAX;

  private final MailSourceSettings settings;
  private final Serializer<InboundEmail> serializer;
  private final BlobStore blobs;
  private final String source;
  private final EmailIds ids;

  /**
   * @param blobs null where none is kept
   */
  MailRecords(MailSourceSettings settings, Serializer<InboundEmail> serializer, BlobStore blobs) {
    this.settings = settings;
    this.serializer = serializer;
    this.blobs = blobs;
    source = settings.store().name().toLowerCase(Locale.ROOT);
    ids = new EmailIds(source, settings.mailbox());
  }

  /** The ids of messages of an IMAP mailbox. */
  static EmailIds ids(ImapSettings imap) {
    return new EmailIds("imap", imap.mailbox());
  }

  /** Whether a record holds less than the message. A whole one is taken at its length: servers may tell another size. */
  static boolean isCut(byte[] content, long bytes) {
    return content.length > RAW_BYTES_MAX || (content.length == RAW_BYTES_MAX && bytes > RAW_BYTES_MAX);
  }

  /** Whether the whole message is wanted for the blob store, and it takes it. */
  boolean wantsWhole(long bytes) {
    return blobs != null && bytes > RAW_BYTES_MAX && bytes <= BlobStore.BYTES_MAX;
  }

  /** How much of a message is worth reading where its size is not known before. */
  int bytesWanted() {
    return blobs == null ? RAW_BYTES_MAX : BlobStore.BYTES_MAX;
  }

  /** As much of what was read as is worth keeping. */
  byte[] beginningOf(byte[] content, long bytes) {
    return content.length > RAW_BYTES_MAX && !wantsWhole(bytes) ? Arrays.copyOf(content, RAW_BYTES_MAX) : content;
  }

  /**
   * A record of a message.
   *
   * @param content the message, or as much of it as was read
   */
  SourceRecord of(FoundMessage message, byte[] content, Map<String, ?> partition, Map<String, ?> offset) throws IOException {
    long size = isCut(content, message.bytes()) ? Math.max(message.bytes(), content.length) : -1L;
    BlobRef whole = blobs != null && content.length > RAW_BYTES_MAX ? blobs.put(settings.tenant(), content, "message/rfc822") : null;
    ByteBuffer raw = ByteBuffer.wrap(content, 0, Math.min(content.length, RAW_BYTES_MAX));
    String emailId = ids.of(message.receivedAt(), content, message.bytes());
    var email = new InboundEmail(emailId, settings.tenant(), message.receivedAt(), raw, size, whole, settings.region(), source);
    byte[] value = serializer.serialize(settings.topic(), email);
    return new SourceRecord(partition, offset, settings.topic(), null, Schema.STRING_SCHEMA, emailId, Schema.BYTES_SCHEMA, value);
  }
}
