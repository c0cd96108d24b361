package io.forebay.embedded;

/** A fault that ends an embedded broker. */
final class BrokerFaultException extends RuntimeException {
  BrokerFaultException(Throwable cause) {
    super(cause);
  }

  BrokerFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
