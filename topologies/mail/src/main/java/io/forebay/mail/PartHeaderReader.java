package io.forebay.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.DefaultFieldBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.ByteSequence;

/** Collects the header fields that the MIME parser finds into a {@link PartHeader}; one for each level of nesting. */
final class PartHeaderReader implements BodyDescriptorBuilder {
  private static final int BOUNDARY_LENGTH_MAX = 1_000;
  private static final Set<String> TRACE_FIELDS =
      Set.of(
          "received", "x-received", "dkim-signature", "domainkey-signature", "x-google-dkim-signature", "arc-seal",
          "arc-message-signature", "arc-authentication-results", "x-ms-exchange-antispam-messagedata");

  private final EmailLimits limits;
  private final Set<MailDefect> defects;
  private final int depth;
  private final String defaultMediaType;
  private List<HeaderField> fields = new ArrayList<>();
  private String mediaType = "";

  PartHeaderReader(EmailLimits limits, Set<MailDefect> defects, int depth) {
    this(limits, defects, depth, "text/plain");
  }

  private PartHeaderReader(EmailLimits limits, Set<MailDefect> defects, int depth, String defaultMediaType) {
    this.limits = limits;
    this.defects = defects;
    this.depth = depth;
    this.defaultMediaType = defaultMediaType;
  }

  @Override
  public void reset() {
    fields = new ArrayList<>();
    mediaType = "";
  }

  @Override
  public BodyDescriptorBuilder newChild() {
    return new PartHeaderReader(limits, defects, depth + 1, mediaType.equals("multipart/digest") ? "message/rfc822" : "text/plain");
  }

  @Override
  public Field addField(RawField field) {
    if (fields.size() >= limits.fieldsMax()) {
      defects.add(MailDefect.HEADER_COUNT_LIMIT);
    } else {
      String name = field.getName().strip().toLowerCase(Locale.ROOT);
      fields.add(new HeaderField(name, TRACE_FIELDS.contains(name) ? "" : valueOf(field)));
    }
    return field;
  }

  private String valueOf(RawField field) {
    ByteSequence raw = field.getRaw();
    int from = Math.min(field.getDelimiterIdx() + 1, raw.length());
    byte[] bytes = raw instanceof ByteArrayBuffer buffer ? buffer.buffer() : raw.toByteArray();
    return TextLines.unfold(TextDecoder.decode(bytes, from, raw.length(), null, defects));
  }

  @Override
  public BodyDescriptor build() {
    ParameterisedValue contentType = contentType(first("content-type"));
    mediaType = contentType.value();
    boolean followed = true;
    if (mediaType.startsWith("multipart/")) {
      followed = isFollowed(contentType.parameter("boundary"));
    }
    String disposition = first("content-disposition");
    return new PartHeader(
        fields,
        contentType,
        disposition == null ? ParameterisedValue.NONE : ParameterisedValue.parse(disposition, defects),
        transferEncoding(first("content-transfer-encoding")),
        first("content-id") == null ? "" : first("content-id"),
        followed);
  }

  private boolean isFollowed(String boundary) {
    if (boundary.isEmpty() || boundary.length() > BOUNDARY_LENGTH_MAX) {
      defects.add(MailDefect.NO_BOUNDARY);
      return false;
    }
    if (depth >= limits.depthMax()) {
      defects.add(MailDefect.DEPTH_LIMIT);
      return false;
    }
    return true;
  }

  private ParameterisedValue contentType(String field) {
    if (field == null) {
      return new ParameterisedValue(defaultMediaType, Map.of());
    }
    ParameterisedValue contentType = ParameterisedValue.parse(field, defects);
    if (isMediaType(contentType.value())) {
      return contentType;
    }
    defects.add(MailDefect.BAD_CONTENT_TYPE);
    return new ParameterisedValue("text/plain", contentType.parameters());
  }

  private static boolean isMediaType(String value) {
    int slash = value.indexOf('/');
    if (slash <= 0 || slash == value.length() - 1 || value.length() > 127) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 127 || (c == '/' && i != slash)) {
        return false;
      }
    }
    return true;
  }

  private String transferEncoding(String field) {
    return field == null ? "" : ParameterisedValue.parse(field, defects).value();
  }

  private String first(String name) {
    for (HeaderField field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** Header fields as mime4j reads them, but cut at a length instead of ending the message there. */
  static final class BoundedFields extends DefaultFieldBuilder {
    private final int bytesMax;
    private final Set<MailDefect> defects;

    BoundedFields(int bytesMax, Set<MailDefect> defects) {
      super(-1);
      this.bytesMax = bytesMax;
      this.defects = defects;
    }

    @Override
    public RawField build() throws MimeException {
      try {
        return super.build();
      } catch (MimeException e) {
        if (getRaw().length() > 0) {
          defects.add(MailDefect.MALFORMED_HEADER);
        }
        throw e;
      }
    }

    @Override
    public void append(ByteArrayBuffer line) {
      int left = bytesMax - getRaw().length();
      if (line.length() > left) {
        defects.add(MailDefect.HEADER_SIZE_LIMIT);
      }
      getRaw().append(line.buffer(), 0, Math.min(left, line.length()));
    }
  }
}
