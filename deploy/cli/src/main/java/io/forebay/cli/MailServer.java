package io.forebay.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A mailbox by IMAP whose messages are those of a {@link MailSpool}: as much of IMAP4rev1 (RFC 3501) as reading a folder takes.
 *
 * <p>It keeps nothing but the spool. So one that is started after another was killed has the same messages under the same UIDs, received in
 * the same second, and one UIDVALIDITY for good.
 */
final class MailServer implements AutoCloseable {
  private static final long UID_VALIDITY = 1;
  private static final int BACKLOG = 50;
  private static final String LISTED = "RFC822.SIZE";
  private static final DateTimeFormatter RECEIVED = DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final MailSpool spool;
  private final ServerSocket server;
  private final AtomicInteger known = new AtomicInteger();

  private MailServer(MailSpool spool) throws IOException {
    this.spool = spool;
    this.server = new ServerSocket(spool.port(), BACKLOG, InetAddress.getLoopbackAddress());
  }

  /** Starts one; what is delivered meanwhile appears. */
  static MailServer start(MailSpool spool) throws IOException {
    var mail = new MailServer(spool);
    Thread.ofPlatform().name("mail").daemon().start(mail::accept);
    return mail;
  }

  /** The spool's, or any free one where that is 0. */
  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // closed, or the client is gone already
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new BufferedOutputStream(client.getOutputStream())) {
      client.setTcpNoDelay(true);
      write(out, "* OK ready\r\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        write(out, words[0] + (words.length > 1 && answer(words, out) ? " OK done\r\n" : " BAD unknown\r\n"));
        out.flush();
      }
    } catch (IOException _) {
      // The client is gone.
    }
  }

  /** Whether it was a command that is known. */
  private boolean answer(String[] words, OutputStream out) throws IOException {
    switch (words[1].toUpperCase(Locale.ROOT)) {
      case "CAPABILITY" -> write(out, "* CAPABILITY IMAP4rev1\r\n");
      case "LOGIN", "LOGOUT" -> {}
      case "NOOP" -> write(out, "* " + count() + " EXISTS\r\n");
      case "EXAMINE", "SELECT" -> write(out, "* %d EXISTS\r\n* OK [UIDVALIDITY %d] stays\r\n".formatted(count(), UID_VALIDITY));
      case "FETCH" -> fetch(words[2], String.join(" ", words), out);
      case "UID" -> {
        if (words[2].equals("SEARCH")) {
          write(out, "* SEARCH" + numbers(words[4]).mapToObj(uid -> " " + uid).collect(Collectors.joining()) + "\r\n");
        } else {
          fetch(words[3], String.join(" ", words), out);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** How many messages there are; a message's UID is its number, counted from 1. */
  private int count() {
    int count = known.get();
    while (Files.exists(spool.message(count))) {
      count++;
    }
    int seen = count;
    return known.updateAndGet(before -> Math.max(before, seen));
  }

  /** The messages of a sequence set. */
  private IntStream numbers(String set) {
    int count = count();
    return Arrays.stream(set.split(",", -1)).flatMapToInt(range -> numbers(range.split(":", -1), count));
  }

  private static IntStream numbers(String[] range, int count) {
    int from = range[0].equals("*") ? count : Integer.parseInt(range[0]);
    int to = range[range.length - 1].equals("*") ? count : Integer.parseInt(range[range.length - 1]);
    return IntStream.rangeClosed(Math.max(1, Math.min(from, to)), Math.min(count, Math.max(from, to)));
  }

  private void fetch(String set, String command, OutputStream out) throws IOException {
    for (int number : numbers(set).toArray()) {
      Path message = spool.message(number - 1);
      write(out, "* %d FETCH (UID %d".formatted(number, number));
      if (command.contains(LISTED)) {
        var file = Files.readAttributes(message, BasicFileAttributes.class);
        write(out, " RFC822.SIZE %d INTERNALDATE \"%s\"".formatted(file.size(), RECEIVED.format(file.lastModifiedTime().toInstant())));
      } else if (command.contains("BODY")) {
        byte[] content = Files.readAllBytes(message);
        int length = Math.min(content.length, Integer.parseInt(command.substring(command.lastIndexOf("<0.") + 3, command.lastIndexOf('>'))));
        write(out, " BODY[]<0> {" + length + "}\r\n");
        out.write(content, 0, length);
      }
      write(out, ")\r\n");
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
