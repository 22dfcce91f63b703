package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.nd4j.NativeMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ValuesTest {
  private static final int LENGTH = 6;

  @ParameterizedTest
  @EnumSource
  void whatIsNotPositiveBecomesZeroButWhatIsNoNumberStays(Precision precision) {
    float negativeNan = Float.intBitsToFloat(0xffc00000); // which processors make of ∞ − ∞
    float most = Float.POSITIVE_INFINITY;
    float[] source = {-1, -0f, 0, Float.NaN, negativeNan, 2, most, -1e-30f, -most, -3e38f};
    Memory memory = new HeapMemory(precision);
    Values x = memory.zeros(source.length);
    Values y = memory.zeros(source.length);
    x.write(0, source, source.length);
    y.copyWherePositive(x, x, source.length);
    float[] found = new float[source.length];
    y.read(0, found, source.length);
    float nan = Float.NaN;
    assertThat(found).containsExactly(0, 0, 0, nan, nan, 2, most, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aPartOfAnArrayIsReadWhereItLies(Precision precision) {
    try (Memory onHeap = new HeapMemory(precision);
        Memory outside = new NativeMemory(precision)) {
      readsPart(onHeap);
      readsPart(outside);
    }
  }

  private static void readsPart(Memory memory) {
    Values whole = memory.zeros(LENGTH);
    whole.write(new float[] {0, 1, 2, 3, 4, 5});
    Values part = memory.part(whole, 2, 3);
    part.set(1, 30);
    float[] read = new float[3];
    part.read(read);
    assertThat(read).containsExactly(2, 30, 4);
    assertThat(part.length()).isEqualTo(3);
    assertThat(whole.get(3)).isEqualTo(30);
    assertThat(part.part(1, 2).get(0)).isEqualTo(30);
  }

  /** More than are read at a time. */
  @ParameterizedTest
  @EnumSource
  void copiesAndAddsAllThatThereIs(Precision precision) {
    Memory memory = new HeapMemory(precision);
    int length = 2 * Values.PIECE + 3;
    Values one = memory.zeros(length);
    for (int i = 0; i < length; i++) {
      one.set(i, i);
    }
    Values copy = memory.zeros(length);
    copy.copy(one);
    Values sum = memory.zeros(length);
    sum.sum(one, copy);
    for (int i = 0; i < length; i++) {
      assertThat(sum.get(i)).isEqualTo(2.0 * i);
    }
  }

  @Test
  void knowsHowLongAndHowExactItIs() {
    Values values = new HeapMemory(Precision.DOUBLE).zeros(LENGTH);
    assertThat(values.length()).isEqualTo(LENGTH);
    assertThat(values.precision()).isEqualTo(Precision.DOUBLE);
  }
}
