package io.forebay.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Sockets that only this machine reaches. */
final class Loopback {
  /** The address that everything in a stack listens on. */
  static final String HOST = "127.0.0.1";

  private Loopback() {}

  /**
   * Listens, in the non-blocking mode that a selector needs.
   *
   * @param port 0 for any free one
   * @param purpose completes "… port" in the refusal
   * @throws StackStartException when the port is taken or forbidden
   */
  static ServerSocketChannel listen(int port, String purpose, int backlog) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.configureBlocking(false);
        channel.bind(address(port), backlog);
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StackStartException(
          "Port %d on %s cannot be opened for the %s (%s): stop what listens there, or choose another %s port (0 takes a free one)."
              .formatted(port, HOST, purpose, e.getMessage(), purpose),
          e);
    }
  }

  /**
   * Refuses a port that a child process is about to need; 0 passes.
   *
   * @throws StackStartException when the port is taken or forbidden
   */
  static void requireFree(int port, String purpose) {
    if (port == 0) {
      return;
    }
    try (ServerSocketChannel _ = listen(port, purpose, 1)) {
      return;
    } catch (IOException e) {
      throw new StackStartException("Port %d on %s cannot be closed again.".formatted(port, HOST), e);
    }
  }

  static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
