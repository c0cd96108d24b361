package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FolderPositionTest {
  private final FolderPosition.Place place = new FolderPosition.Place("ann@example.com", "INBOX");

  @Test
  void namesAFolderInTheSameOrderInEveryProcess() {
    assertThat(place.partition().keySet()).containsExactly("folder", "mailbox");
  }

  @Test
  void knowsItsFolderAndItsPlaceAgain() {
    var position = new FolderPosition(7, 42);

    assertThat(FolderPosition.Place.of(place.partition())).isEqualTo(place);
    assertThat(FolderPosition.of(position.offset())).isEqualTo(position);
    assertThat(FolderPosition.of(null)).isNull();
  }
}
