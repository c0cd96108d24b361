package io.forebay.connect.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Stands before an IMAP server that speaks no TLS: all in TLS, or from STARTTLS (RFC 3501, 6.2.1) on. */
final class TlsFront implements AutoCloseable {
  private final SSLContext tls;
  private final boolean startTls;
  private final int behind;
  private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

  /**
   * @param startTls false: TLS from the first byte
   * @param behind port of the server on this machine
   */
  TlsFront(SSLContext tls, boolean startTls, int behind) throws IOException {
    this.tls = tls;
    this.startTls = startTls;
    this.behind = behind;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      if (startTls) {
        // Its greeting was given here; nothing of it may reach the client again.
        greeting(server);
        startTls(socket);
      }
      try (SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false)) {
        secured.setUseClientMode(false);
        secured.startHandshake();
        Thread back = Thread.ofVirtual().start(() -> pass(server, secured));
        pass(secured, server);
        back.join();
      }
    } catch (IOException e) {
      return; // a client that does not trust us
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void greeting(Socket server) throws IOException {
    int read;
    do {
      read = server.getInputStream().read();
    } while (read >= 0 && read != '\n');
  }

  private static void startTls(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    say(socket, "* OK ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String tag = line.split(" ", 2)[0];
      if (line.endsWith("CAPABILITY")) {
        say(socket, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED");
      }
      say(socket, tag + " OK done");
      if (line.endsWith("STARTTLS")) {
        return;
      }
    }
    throw new IOException("left before STARTTLS");
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void pass(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8_192];
      for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
        out.write(bytes, 0, read);
        out.flush();
      }
      to.close();
    } catch (IOException e) {
      return; // one of both has left
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
