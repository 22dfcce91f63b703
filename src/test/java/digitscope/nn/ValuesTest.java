package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The memory of arrays, and of such as a GPU works on: here one that exists in the test only. */
final class ValuesTest {
  private static final int LENGTH = 6;

  /** What the GPU knows. */
  private final float[] there = {1, 0, 3, 0, 5, 6};

  private final INDArray here = Nd4j.zeros(DataType.FLOAT, LENGTH);
  private final List<String> calls = new ArrayList<>();
  private Values values = Values.of(here);

  @BeforeEach
  void putOnAGpu() {
    values = onGpu(here, there);
  }

  private Values onGpu(INDArray array, float[] memory) {
    Values copy = Values.of(array);
    return new MirroredValues(
        copy,
        () -> {
          calls.add("fetch");
          copy.write(memory);
        },
        () -> {
          calls.add("tell");
          copy.read(memory);
        });
  }

  @Test
  void whatTheGpuWroteIsRead() {
    double[] doubles = new double[2];
    float[] floats = new float[LENGTH];
    assertThat(values.get(2)).isEqualTo(3);
    there[4] = 50;
    values.read(4, doubles, 2);
    assertThat(doubles).containsExactly(50, 6);
    there[0] = 10;
    values.read(floats);
    assertThat(floats).containsExactly(10, 0, 3, 0, 50, 6);
    assertThat(calls).containsExactly("fetch", "fetch", "fetch");
  }

  @Test
  void whatIsWrittenReachesTheGpuAndLeavesTheRest() {
    values.set(1, 20);
    values.write(2, new double[] {30, 40}, 1);
    values.write(5, new float[] {60}, 1);
    assertThat(there).containsExactly(1, 20, 30, 0, 5, 60);
    values.write(new float[] {7, 8});
    assertThat(there).containsExactly(7, 8, 30, 0, 5, 60);
  }

  @Test
  void choosesByWhatTheGpuKnows() {
    float[] source = {10, 20, 30, 40, 50, 60};
    float[] target = new float[LENGTH];
    Values chosen = onGpu(Nd4j.zeros(DataType.FLOAT, LENGTH), target);
    chosen.copyWherePositive(onGpu(Nd4j.zeros(DataType.FLOAT, LENGTH), source), values, LENGTH);
    assertThat(target).containsExactly(10, 0, 30, 0, 50, 60);
    chosen.reorder(onGpu(Nd4j.zeros(DataType.FLOAT, LENGTH), source), 2, new int[] {2, 0, 1});
    assertThat(target).containsExactly(10, 0, 50, 30, 40, 60);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void whatIsNotPositiveBecomesZeroButWhatIsNoNumberStays(DataType type) {
    float negativeNan = Float.intBitsToFloat(0xffc00000); // which processors make of ∞ − ∞
    float most = Float.POSITIVE_INFINITY;
    float[] source = {-1, -0f, 0, Float.NaN, negativeNan, 2, most, -1e-30f, -most, -3e38f};
    Values x = Values.of(Nd4j.zeros(type, source.length));
    Values y = Values.of(Nd4j.ones(type, source.length));
    x.write(0, source, source.length);
    y.copyWherePositive(x, x, source.length);
    float[] found = new float[source.length];
    y.read(0, found, source.length);
    float nan = Float.NaN;
    assertThat(found).containsExactly(0, 0, 0, nan, nan, 2, most, 0, 0, 0);
  }

  @Test
  void aPartOfAnArrayIsReadWhereItLies() {
    INDArray whole = Nd4j.arange(LENGTH).castTo(DataType.DOUBLE);
    INDArray part = whole.get(NDArrayIndex.interval(2, 5));
    Values values = Values.of(part);
    values.set(1, 30);
    float[] read = new float[3];
    values.read(read);
    assertThat(read).containsExactly(2, 30, 4);
    assertThat(whole.getDouble(3)).isEqualTo(30);
  }
}
