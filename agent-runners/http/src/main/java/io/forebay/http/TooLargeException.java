package io.forebay.http;

import java.io.IOException;

/** Thrown where a body has more bytes than are read. */
final class TooLargeException extends IOException {
  TooLargeException(long bytesMax) {
    super("more than " + bytesMax + " bytes");
  }
}
