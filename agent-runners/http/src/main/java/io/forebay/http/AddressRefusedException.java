package io.forebay.http;

import java.net.UnknownHostException;

/** Thrown where a host has no address that may be connected to. */
final class AddressRefusedException extends UnknownHostException {
  AddressRefusedException(String message) {
    super(message);
  }
}
