package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.features.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTableTest {
  @TempDir private Path folder;

  private Examples read(String text) throws IOException {
    return FeatureTable.read(Files.writeString(folder.resolve("table.csv"), text.replace('|', '\n')));
  }

  @Test
  void readsLabelsAndGroupsFromTheirColumns() throws IOException {
    Examples examples = read("x,label,group,y|1,b,p,2|3,a,q,|5,b,p,NaN|");
    assertThat(examples.features()).containsExactly("x", "y");
    assertThat(examples.labels()).containsExactly("a", "b");
    assertThat(examples.label()).containsExactly(1, 0, 1);
    assertThat(examples.group()).containsExactly(0, 1, 0);
    assertThat(examples.rows()[0]).containsExactly(1, 2);
    assertThat(examples.rows()[1][1]).isNaN();
    assertThat(examples.rows()[2][1]).isNaN();
  }

  @Test
  void takesTheSequenceForLabelAndGroupWhereThereIsNothingElse() throws IOException {
    Examples examples = read("x,sequence_id|1,hand_over_17|2,wave_3|3,wave_3|");
    assertThat(examples.labels()).containsExactly("hand_over", "wave");
    assertThat(examples.group()).containsExactly(0, 1, 1);
  }

  @Test
  void takesEachRowForAGroupWithoutOne() throws IOException {
    assertThat(read("x,label|1,a|2,b|").group()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "'x,y|1,2', neither a column label nor sequence_id",
    "'x,label|1,a|two,b', 'row 2, x: two is no number'",
    "'x,label|1,a,3', 2 cells are wanted",
    "'x,label|1,a', 2 to 64 different labels",
    "'x,x,label|1,2,a|1,2,b', different features"
  })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(CommandFailedException.class).hasMessageContaining("table.csv").hasMessageContaining(message);
  }

  @Test
  void saysWhatCannotBeRead() {
    assertThatThrownBy(() -> FeatureTable.read(folder.resolve("absent.csv"))).isInstanceOf(CommandFailedException.class).hasMessageStartingWith("Cannot read");
  }
}
