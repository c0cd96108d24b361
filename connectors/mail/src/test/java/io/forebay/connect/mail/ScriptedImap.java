package io.forebay.connect.mail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An IMAP server that says what it is told to, for what no server at hand says by itself. */
final class ScriptedImap implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, String> answers;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  /**
   * @param answers by the beginning of a command without its tag, the longest first: the lines before the tagged one; one that begins with {@code NO} or {@code BAD} takes the place of that, with the
   *     command for a {@code %s} in it
   */
  ScriptedImap(Map<String, String> answers) {
    this.answers = new ConcurrentHashMap<>(Map.of("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n"));
    this.answers.putAll(answers);
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Settings that read its INBOX. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(ImapSettings.HOST, "127.0.0.1");
    settings.put(ImapSettings.PORT, Integer.toString(port()));
    settings.put(ImapSettings.SECURITY, "none");
    settings.put(ImapSettings.USER, "ann");
    settings.put(ImapSettings.PASSWORD, "secret");
    settings.put(MailSourceSettings.POLL_INTERVAL, "100");
    settings.put(MailSourceSettings.BACKOFF_MAX, "100");
    settings.put(MailSourceSettings.TENANT, "acme");
    settings.put(MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
    return settings;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Answers otherwise from now on. */
  void answers(String command, String answer) {
    answers.put(command, answer);
  }

  /** Ends all sessions, as servers do with those that nobody uses. */
  void endSessions() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  /** What clients have asked for, without tags. */
  List<String> commands() {
    return commands;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.US_ASCII))) {
      out.write("* OK ready\r\n");
      out.flush();
      String idling = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String tag = line.equals("DONE") ? idling : line.substring(0, line.indexOf(' '));
        String command = line.equals("DONE") ? line : line.substring(tag.length() + 1);
        commands.add(command);
        String answer = answer(command);
        if (command.equals("IDLE")) {
          idling = tag; // is done when the client says so
          out.write(answer);
        } else {
          boolean refuses = answer.startsWith("NO") || answer.startsWith("BAD");
          out.write(refuses ? tag + " " + answer.replace("%s", line) + "\r\n" : answer + tag + " OK done\r\n");
        }
        out.flush();
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  private String answer(String command) {
    return answers.keySet().stream().filter(command::startsWith).max(Comparator.comparingInt(String::length)).map(answers::get).orElse("");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
