package io.forebay.mail;

import java.util.List;
import org.apache.james.mime4j.stream.BodyDescriptor;

/**
 * The header of a message or part: its fields, and what they say of the body.
 *
 * @param fields in their order, as many as are read
 * @param contentType its value is a media type always, the default where the field is absent or broken
 * @param followed false for a multipart that is not taken apart, because it is too deep or has no boundary
 */
record PartHeader(
    List<HeaderField> fields,
    ParameterisedValue contentType,
    ParameterisedValue disposition,
    String transferEncoding,
    String contentId,
    boolean followed)
    implements BodyDescriptor {

  static final PartHeader NONE = new PartHeader(List.of(), new ParameterisedValue("text/plain", java.util.Map.of()), ParameterisedValue.NONE, "", "", true);

  /** The first field of a name, or an empty string. */
  String first(String name) {
    for (HeaderField field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return "";
  }

  String mediaType() {
    return contentType.value();
  }

  boolean isText() {
    return mediaType().startsWith("text/");
  }

  /** As the sender named it, or an empty string. */
  String fileName() {
    String name = disposition.parameter("filename");
    return name.isEmpty() ? contentType.parameter("name") : name;
  }

  @Override
  public String getBoundary() {
    return contentType.parameter("boundary");
  }

  @Override
  public String getMimeType() {
    return followed ? mediaType() : "text/plain";
  }

  @Override
  public String getMediaType() {
    return getMimeType().substring(0, getMimeType().indexOf('/'));
  }

  @Override
  public String getSubType() {
    return getMimeType().substring(getMimeType().indexOf('/') + 1);
  }

  @Override
  public String getCharset() {
    return contentType.parameter("charset");
  }

  @Override
  public String getTransferEncoding() {
    return transferEncoding;
  }

  @Override
  public long getContentLength() {
    return -1;
  }
}
