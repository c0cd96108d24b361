package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LessonFeaturesTest {
  @Property
  void comesBackAsItWasStored(
      @ForAll @Size(max = 170) Set<@IntRange(max = (1 << LessonFeatures.TERM_BITS) - 1) Integer> terms,
      @ForAll @DoubleRange(min = -15, max = 15) double spam,
      @ForAll int sender) {
    int[] sorted = terms.stream().mapToInt(Integer::intValue).sorted().toArray();
    short[] names = {LessonFeatures.nameHash("work"), LessonFeatures.nameHash("spam")};
    var features = new LessonFeatures(spam, -2.5, names, new double[] {1.5, -3}, sender, 7, sorted);
    LessonFeatures read = LessonFeatures.decode(features.encode());
    assertThat(features.encode().remaining()).isLessThanOrEqualTo(LessonFeatures.MAX_BYTES);
    assertThat(read.spamLogOdds()).isCloseTo(spam, within(0.07));
    assertThat(read.isCategory(1, "spam")).isTrue();
    assertThat(read.categoryScore(1)).isEqualTo(-3);
    assertThat(read.sender()).isEqualTo(sender);
    int[] readTerms = new int[read.termCount()];
    Arrays.setAll(readTerms, read::term);
    assertThat(readTerms).isEqualTo(Arrays.copyOf(sorted, readTerms.length));
    assertThat(readTerms.length).isEqualTo(sorted.length);
  }

  @Property
  void readsAnyBytesOrSaysWhyNot(@ForAll @Size(max = 600) byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != 1 || bytes.length > LessonFeatures.MAX_BYTES) {
      assertThatThrownBy(() -> LessonFeatures.decode(ByteBuffer.wrap(bytes))).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
