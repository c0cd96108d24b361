package io.forebay.mail;

/** What can be wrong with a message that was parsed all the same; the names are part of the contract ({@code ParsedEmail.defects}). */
public enum MailDefect {
  /** No bytes at all. */
  EMPTY,
  /** Only the beginning was delivered: {@code sizeBytes} is larger than {@code raw}. */
  TRUNCATED,
  /** Not one header field. */
  NO_HEADER,
  /** No author: the From field is absent or has no address. */
  NO_AUTHOR,
  /** The Date field is absent. */
  NO_DATE,
  /** The Date field is not a date. */
  BAD_DATE,
  /** A line among the header fields that is none (RFC 5322, 2.2); left out. */
  MALFORMED_HEADER,
  /** The body begins without the empty line before it. */
  NO_BODY_SEPARATOR,
  /** An encoded word (RFC 2047) that cannot be decoded; left as it stands. */
  BROKEN_ENCODED_WORD,
  /** A Content-Type that is not a media type (RFC 2045, 5.1); taken as text/plain. */
  BAD_CONTENT_TYPE,
  /** A multipart without a boundary; taken as text. */
  NO_BOUNDARY,
  /** A multipart without its closing boundary. */
  UNCLOSED_MULTIPART,
  /** A multipart without any part; its text is taken as it stands. */
  EMPTY_MULTIPART,
  /** A Content-Transfer-Encoding that is not known; taken as it stands. */
  UNKNOWN_TRANSFER_ENCODING,
  /** Base64, quoted-printable or uuencode that is not; decoded as far as it goes. */
  BROKEN_TRANSFER_ENCODING,
  /** A charset that is not known; UTF-8 where it is that, else windows-1252. */
  UNKNOWN_CHARSET,
  /** Bytes that are not of the declared charset, or bytes above 127 where none was declared and UTF-8 does not fit. */
  UNDECODABLE_TEXT,
  /** NUL characters in the text; left out. */
  NUL_CHARACTERS,
  /** More header fields than are read. */
  HEADER_COUNT_LIMIT,
  /** A longer header field than is read. */
  HEADER_SIZE_LIMIT,
  /** Nested deeper than is opened. */
  DEPTH_LIMIT,
  /** More parts than are looked at. */
  PART_LIMIT,
  /** More text or HTML than is analysed. */
  TEXT_LIMIT,
  /** More bytes in nested parts than one message may cost. */
  WORK_LIMIT,
  /** The structure could not be followed to its end; what came before counts. */
  BROKEN_STRUCTURE
}
