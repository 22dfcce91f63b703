package digitscope.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.HeapMemory;
import digitscope.nn.Memory;
import digitscope.nn.Precision;
import digitscope.nn.Values;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory of arrays that a GPU works on: here one that exists in the test only. */
final class MirroredValuesTest {
  private static final int LENGTH = 6;

  /** What the GPU knows. */
  private final float[] there = {1, 0, 3, 0, 5, 6};

  private final Memory memory = new HeapMemory(Precision.FLOAT);
  private final Values here = memory.zeros(LENGTH);
  private final List<String> calls = new ArrayList<>();
  private Values values = here;

  @BeforeEach
  void putOnAGpu() {
    values = onGpu(here, there, calls);
  }

  private static Values onGpu(Values copy, float[] there, List<String> calls) {
    return new MirroredValues(
        copy,
        () -> {
          calls.add("fetch");
          copy.write(there);
        },
        () -> {
          calls.add("tell");
          copy.read(there);
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
    Values chosen = onGpu(memory.zeros(LENGTH), target, calls);
    chosen.copyWherePositive(onGpu(memory.zeros(LENGTH), source, calls), values, LENGTH);
    assertThat(target).containsExactly(10, 0, 30, 0, 50, 60);
    chosen.reorder(onGpu(memory.zeros(LENGTH), source, calls), 2, new int[] {2, 0, 1});
    assertThat(target).containsExactly(10, 0, 50, 30, 40, 60);
  }
}
