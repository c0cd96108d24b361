package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.embedded.KafkaStack;
import io.forebay.schemas.EventSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed while it reads, and another goes on: every message once. */
@Timeout(300)
class KilledWorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MESSAGES = 300;
  private static final String TOPIC = "killed.inbound";

  @TempDir private Path folder;

  @Test
  void bringsEachMessageOnceThoughTheWorkerIsKilledTwice() throws Exception {
    Path maildir = makeAMaildir();
    Path log = folder.resolve("worker.log");
    try (var stack = KafkaStack.forTests();
        var mailbox = new TestMailbox(folder);
        var inbox = inbox(stack)) {
      String registry = stack.registryUrl().toString();
      write(maildir, 1, MESSAGES / 2);
      mailbox.deliver(1, MESSAGES / 2);
      try (var first = WorkerProcess.start(stack.bootstrapServers(), log)) {
        first.rest().put("maildir", source(registry, Map.of("mail.store", "maildir", "mail.path", maildir.toString())));
        first.rest().put("imap", source(registry, mailbox.settings(registry)));
        await().atMost(PATIENCE).until(() -> !inbox.subjects().isEmpty());
        first.kill();
      }
      write(maildir, MESSAGES / 2 + 1, MESSAGES);
      mailbox.deliver(MESSAGES / 2 + 1, MESSAGES);
      try (var second = WorkerProcess.start(stack.bootstrapServers(), log)) {
        await().atMost(PATIENCE).until(() -> inbox.subjects().stream().anyMatch(numbered(MESSAGES / 2 + 1, MESSAGES)::contains));
        second.kill();
      }
      try (var third = WorkerProcess.start(stack.bootstrapServers(), log)) {
        await().atMost(PATIENCE).until(() -> inbox.subjects().containsAll(numbered(1, MESSAGES)));
        // What comes after all others shows that nothing of them is still on its way a second time.
        write(maildir, MESSAGES + 1, MESSAGES + 1);
        mailbox.deliver(MESSAGES + 1, MESSAGES + 1);
        await().atMost(PATIENCE).until(() -> inbox.subjects().containsAll(numbered(MESSAGES + 1, MESSAGES + 1)));

        assertThat(inbox.subjects()).containsExactlyInAnyOrderElementsOf(numbered(1, MESSAGES + 1));
        assertThat(third.rest().connectors()).hasSize(2).allMatch(ConnectorStatus::isRunning).asString().doesNotContain(TestMailbox.PASSWORD);
      }
    }
    assertThat(log).content().contains("imap").doesNotContain(TestMailbox.PASSWORD);
  }

  private static Map<String, String> source(String registry, Map<String, String> store) {
    Map<String, String> config = new HashMap<>(store);
    config.put("connector.class", "io.forebay.connect.mail.MailSourceConnector");
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", "connector");
    config.put("registry.url", registry);
    config.put("registry.auto.register", "true");
    config.put("imap.poll.interval.ms", "200");
    config.put("imap.page.messages", "10");
    config.put("tenant", "acme");
    config.put("topic", TOPIC);
    return config;
  }

  private static List<String> numbered(int from, int to) {
    return Stream.of("imap-", "file-").flatMap(kind -> IntStream.rangeClosed(from, to).mapToObj(i -> kind + i)).toList();
  }

  private Path makeAMaildir() throws IOException {
    Path maildir = folder.resolve("maildir");
    for (String name : List.of("cur", "new", "tmp")) {
      Files.createDirectories(maildir.resolve(name));
    }
    return maildir;
  }

  /** Each appears whole and old, as a mail system's files do. */
  private static void write(Path maildir, int from, int to) throws IOException {
    for (int i = from; i <= to; i++) {
      Path written = Files.write(maildir.resolve("tmp").resolve("written"), TestMailbox.letter("file-" + i));
      Files.setLastModifiedTime(written, FileTime.from(Instant.ofEpochSecond(1_790_000_000)));
      Files.move(written, maildir.resolve("new").resolve("file-" + i));
    }
  }

  private static Inbox inbox(KafkaStack stack) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
    return new Inbox(stack.bootstrapServers(), EventSerdes.connect(stack.registryUrl(), true), TOPIC);
  }
}
