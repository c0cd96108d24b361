package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImapTlsIT {
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static SSLContext here;
  private static SSLContext elsewhere;

  private final TestMailbox mailbox = new TestMailbox();

  @BeforeAll
  static void makeAnAuthority() throws Exception {
    certificates = new Certificates(folder);
    here = certificates.server("ip:127.0.0.1");
    elsewhere = certificates.server("dns:mail.example.com");
  }

  @BeforeEach
  void deliver() {
    mailbox.deliver(1, 3);
  }

  @AfterEach
  void stop() {
    mailbox.close();
  }

  @ParameterizedTest
  @CsvSource({"tls, false", "starttls, true"})
  void readsByTlsWithThePrivateAuthorityThatItIsTold(String security, boolean startTls) throws Exception {
    try (var front = new TlsFront(here, startTls, mailbox.port());
        var task = new RunningTask(settings(front, security, certificates.authority()), RunningTask.noOffsets())) {
      assertThat(task.take(3)).hasSize(3).extracting(SourceRecord::topic).containsOnly("emails.inbound");
    }
  }

  @ParameterizedTest
  @CsvSource({"tls, false", "starttls, true"})
  void refusesAnAuthorityThatNobodyNamed(String security, boolean startTls) throws Exception {
    try (var front = new TlsFront(here, startTls, mailbox.port())) {
      assertThatThrownBy(() -> open(settings(front, security, null))).rootCause().hasMessageContaining("unable to find valid certification path");
    }
  }

  @ParameterizedTest
  @CsvSource({"tls, false", "starttls, true"})
  void refusesACertificateForAnotherName(String security, boolean startTls) throws Exception {
    try (var front = new TlsFront(elsewhere, startTls, mailbox.port())) {
      assertThatThrownBy(() -> open(settings(front, security, certificates.authority()))).hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
    }
  }

  @Test
  void logsInNowhereWithoutTheTlsThatWasAskedFor() {
    Map<String, String> settings = mailbox.settings(ImapSettings.SECURITY, "starttls");

    assertThatThrownBy(() -> open(settings)).isInstanceOf(ProtocolException.class).isNotInstanceOf(LoginRefusedException.class);
    settings.put(ImapSettings.SECURITY, "tls");
    assertThatThrownBy(() -> open(settings)).isInstanceOf(SSLException.class);
  }

  @Test
  void refusesAFileThatHoldsNoCertificates() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty-" + mailbox.port() + ".pem"));
    Map<String, String> settings = new HashMap<>(mailbox.settings());
    for (Path file : new Path[] {empty, folder.resolve("ca.p12"), folder.resolve("nowhere.pem")}) {
      settings.put(ImapSettings.AUTHORITY, file.toString());
      assertThatThrownBy(() -> MailSourceSettings.of(settings)).hasMessageContaining("imap.tls.ca.file: must be a PEM file of certificates");
    }
  }

  private static void open(Map<String, String> settings) throws Exception {
    ImapSettings imap = MailSourceSettings.of(settings).imap();
    ImapSession.open(imap, Secrets.of(imap)).close();
  }

  private Map<String, String> settings(TlsFront front, String security, Path authority) {
    Map<String, String> settings = mailbox.settings(ImapSettings.SECURITY, security);
    settings.put(ImapSettings.PORT, Integer.toString(front.port()));
    if (authority != null) {
      settings.put(ImapSettings.AUTHORITY, authority.toString());
    }
    return settings;
  }
}
