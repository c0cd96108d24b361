package io.forebay.connect.mail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** An IMAP server with one folder of any number of small messages, which are made as they are asked for; UIDs have gaps. */
final class HugeMailbox implements AutoCloseable {
  private static final int GAP = 7;

  private final ServerSocket server = listen();
  private final int messages;
  private final LongAdder bodies = new LongAdder();
  private final LongAdder commands = new LongAdder();

  HugeMailbox(int messages) {
    this.messages = messages;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Messages whose content was sent, each time counted. */
  long bodiesSent() {
    return bodies.sum();
  }

  long commands() {
    return commands.sum();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (SocketException e) {
      return; // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.US_ASCII))) {
      client.setTcpNoDelay(true);
      out.write("* OK ready\r\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.increment();
        String[] words = line.split(" ", -1);
        answer(words, out);
        out.write(words[0] + " OK done\r\n");
        out.flush();
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  private void answer(String[] words, Writer out) throws IOException {
    switch (words[1]) {
      case "CAPABILITY" -> out.write("* CAPABILITY IMAP4rev1\r\n");
      case "EXAMINE" -> out.write("* " + messages + " EXISTS\r\n* OK [UIDVALIDITY 1] fine\r\n");
      case "FETCH" -> {
        String[] range = words[2].split(":", -1);
        for (int i = Integer.parseInt(range[0]); i <= Integer.parseInt(range[range.length - 1]); i++) {
          out.write("* " + i + " FETCH (UID " + i * GAP + " RFC822.SIZE " + text(i).length() + " INTERNALDATE \"21-Sep-2026 10:00:00 +0000\")\r\n");
        }
      }
      case "UID" -> {
        for (String uid : words[3].split(",", -1)) {
          int i = Integer.parseInt(uid) / GAP;
          bodies.increment();
          out.write("* " + i + " FETCH (UID " + uid + " BODY[]<0> {" + text(i).length() + "}\r\n" + text(i) + ")\r\n");
        }
      }
      default -> {}
    }
  }

  private static String text(int i) {
    return "Subject: subject-" + i + "\r\n\r\n" + "text ".repeat(200) + "\r\n";
  }
}
