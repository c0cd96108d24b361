package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMessageTest {
  private static final Instant AT = Instant.ofEpochSecond(1_790_000_100);

  @Test
  void keepsTheRootAndTheEndOfALongThread() throws Exception {
    String references = IntStream.rangeClosed(1, 30).mapToObj(i -> "<" + i + "@example.org>").collect(Collectors.joining("\r\n "));
    MimeMessage draft = answer("Message-ID: <31@example.org>\r\nReferences: " + references + "\r\n");

    List<String> kept = List.of(draft.getHeader("References", " ").split("\\s+"));
    assertThat(kept).hasSize(21).startsWith("<1@example.org>", "<12@example.org>").endsWith("<30@example.org>", "<31@example.org>");
    assertThat(draft.getHeader("In-Reply-To")).containsExactly("<31@example.org>");
  }

  @Test
  void takesInReplyToForTheThreadWhereThereAreNoReferences() throws Exception {
    assertThat(answer("Message-ID: <2@example.org>\r\nIn-Reply-To: <1@example.org>\r\n").getHeader("References", " ")).isEqualToNormalizingWhitespace("<1@example.org> <2@example.org>");
    assertThat(answer("Subject: no id\r\n").getHeader("References")).isNull();
  }

  @Test
  void answersToWhereAnswersAreWanted() throws Exception {
    assertThat(to(answer("From: bob@example.org\r\nReply-To: desk@example.org, Eve <eve@example.org>\r\n"))).containsExactly("desk@example.org", "Eve <eve@example.org>");
    String crowd = String.join(", ", Collections.nCopies(50, "bob@example.org"));
    assertThat(to(answer("Reply-To: " + crowd + "\r\n"))).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"From: <<@\r\n", "From: a b c d@@\r\n", "From:\r\n", "Subject: from nobody\r\n"})
  void leavesTheAddressToThePersonWhoSendsItWhereItIsBroken(String header) throws Exception {
    assertThat(to(answer(header))).isEmpty();
  }

  @Test
  void letsNoLineEndOfASubjectOrANameMakeAHeader() throws Exception {
    MimeMessage draft = answer("From: " + encoded("Bob\r\nBcc: eve@example.org") + " <bob@example.org>\r\nSubject: " + encoded("Hello\r\nBcc: eve@example.org\r\n\r\nbody") + "\r\n");

    assertThat(draft.getHeader("Bcc")).isNull();
    assertThat(draft.getRecipients(RecipientType.BCC)).isNull();
    assertThat(draft.getHeader("Subject")).containsExactly("Re: Hello Bcc: eve@example.org body");
    assertThat(draft.getContent().toString().strip()).isEqualTo("Tomorrow.");
  }

  @Test
  void saysReOnce() throws Exception {
    assertThat(answer("Subject: RE: hello\r\n").getSubject()).isEqualTo("RE: hello");
    assertThat(answer("Subject: hello\r\n").getSubject()).isEqualTo("Re: hello");
    assertThat(answer("From: bob@example.org\r\n").getSubject()).isEqualTo("Re:");
  }

  private static String encoded(String text) {
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
  }

  private static MimeMessage answer(String headers) throws Exception {
    byte[] original = (headers + "\r\nWhen?\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] draft = ReplyMessage.of(original, "<draft@forebay.invalid>", "ann@example.com", "Tomorrow.", AT);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(draft));
  }

  private static List<String> to(MimeMessage draft) throws Exception {
    Address[] to = draft.getRecipients(RecipientType.TO);
    return to == null ? List.of() : List.of(to).stream().map(Object::toString).toList();
  }
}
