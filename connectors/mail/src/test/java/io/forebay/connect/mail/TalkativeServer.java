package io.forebay.connect.mail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An IMAP server that lets nobody in, and says of everything what it was told. */
final class TalkativeServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final String refusal;

  /**
   * @param refusal the answer to each command but CAPABILITY, without its tag; %s is the command
   */
  TalkativeServer(String refusal) throws IOException {
    this.refusal = refusal;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.US_ASCII))) {
      out.write("* OK ready\r\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String tag = line.split(" ", 2)[0];
        out.write(line.endsWith("CAPABILITY") ? "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n" + tag + " OK\r\n" : tag + " " + refusal.formatted(line) + "\r\n");
        out.flush();
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
