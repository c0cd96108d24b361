package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ExcerptTest {
  @Test
  void makesOneShortLineOfForeignText() {
    byte[] body = ("\r\n{\"error\":\t\"no\",\n\n  \"more\": \"" + "x".repeat(1000) + "\"}\u001b[31m").getBytes(StandardCharsets.UTF_8);

    assertThat(Excerpt.of(body)).startsWith("{\"error\": \"no\", \"more\": \"xxx").hasSize(Excerpt.LENGTH_MAX);
    assertThat(Excerpt.of("a\u001b[31mb\u0085c")).isEqualTo("a [31mb c");
    assertThat(Excerpt.of(" \n ")).isEmpty();
    assertThat(Excerpt.of(new byte[] {(byte) 0xff, 'a'})).isEqualTo("\ufffda");
  }
}
