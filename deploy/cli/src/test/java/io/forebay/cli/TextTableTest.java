package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void makesColumnsAsWideAsTheirWidestCell() {
    var table = new TextTable("topic", "n", "kept");
    table.add("emails.inbound", 4, "7 d");
    table.add("x", 10, "");

    assertThat(table.toString().lines())
        .containsExactly("topic           n   kept", "emails.inbound  4   7 d", "x               10");
  }

  @Test
  void refusesARowThatDoesNotFit() {
    var table = new TextTable("one", "two");

    assertThatThrownBy(() -> table.add("alone")).isInstanceOf(IllegalArgumentException.class);
  }
}
