package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ReplySubjectTest {
  @Test
  void makesNoLineOfALineEndThatASubjectHides() throws Exception {
    String hidden = Base64.getEncoder().encodeToString("hi\r\nBcc: everybody@example.com\r\n\r\nbody".getBytes(StandardCharsets.UTF_8));

    assertThat(reply("From: eve@example.net\r\nSubject: =?utf-8?B?" + hidden + "?=\r\n\r\nCould you?\r\n"))
        .contains("Subject: Re: hi Bcc: everybody@example.com body\r\n")
        .doesNotContain("\nBcc", "\n Bcc");
  }

  @Test
  void answersWhoeverCannotBeAnsweredWithoutARecipient() throws Exception {
    assertThat(reply("Subject: nobody\r\n\r\nCould you?\r\n")).contains("Subject: Re: nobody\r\n").doesNotContain("\nTo:");
    assertThat(reply("From: @@@\r\nReply-To: \"a <<b@@c>,,;;\r\n\r\nCould you?\r\n")).contains("Subject: Re:").doesNotContain("\nTo:");
  }

  private static String reply(String original) throws Exception {
    byte[] bytes = ReplyMessage.of(original.getBytes(StandardCharsets.UTF_8), "<a@forebay.invalid>", "ann@example.com", "Yes.", Instant.EPOCH);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
