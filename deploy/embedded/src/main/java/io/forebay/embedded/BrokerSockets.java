package io.forebay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;

/**
 * The broker's two listening sockets, bound to loopback before the broker exists.
 *
 * <p>A broker must know its own address when it is configured. Binding first makes a free port certain, without asking
 * for one, letting it go and hoping that nobody takes it.
 */
record BrokerSockets(ServerSocketChannel broker, ServerSocketChannel controller) implements AutoCloseable {
  private static final int BACKLOG = 50;

  /**
   * Binds both.
   *
   * @param brokerPort 0 for any free one; the controller's port is always free to choose
   * @throws StackStartException when the port is taken
   */
  static BrokerSockets bind(int brokerPort) {
    ServerSocketChannel broker = Loopback.listen(brokerPort, "broker", BACKLOG);
    try {
      return new BrokerSockets(broker, Loopback.listen(0, "controller", BACKLOG));
    } catch (RuntimeException | Error e) {
      closeQuietly(broker);
      throw e;
    }
  }

  int brokerPort() {
    return port(broker);
  }

  int controllerPort() {
    return port(controller);
  }

  private static int port(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(broker);
    closeQuietly(controller);
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
