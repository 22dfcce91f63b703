package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.BackendChoice;
import digitscope.nn.plan.Machine;
import org.junit.jupiter.api.Test;

final class HardwareTest {
  @Test
  void findsWhatComputesHere() {
    Hardware hardware = Hardware.detect();
    assertThat(hardware.backend()).isEqualTo("Java vectors, " + Machine.vectorBits() + " bit");
    assertThat(hardware.vectorBits()).isEqualTo(Machine.vectorBits()).isPositive();
    assertThat(hardware.cores()).isPositive();
    assertThat(hardware.memoryBytes()).isGreaterThan(1L << 28);
    assertThat(Hardware.residentBytes()).isBetween(1L << 24, hardware.memoryBytes());
  }

  @Test
  void namesWhatWasChosen() {
    Hardware nd4j = Hardware.detect(BackendChoice.ND4J);
    assertThat(nd4j.backend()).startsWith("ND4J");
    assertThat(nd4j.vectorBits()).isZero();
    assertThat(Hardware.detect(BackendChoice.VECTOR)).isEqualTo(Hardware.detect());
    assertThat(Hardware.detect(BackendChoice.PLAIN).backend()).isEqualTo("Plain loops in Java");
  }

  @Test
  void describesProcessorAndMemoryInOneLine() {
    assertThat(hardware("ND4J with oneDNN", false).description())
        .isEqualTo("ND4J with oneDNN on processor (2 cores), 3.0 GiB of memory");
  }

  @Test
  void saysThatTheProcessorComputesWhereAGpuWasLookedForInVain() {
    assertThat(hardware("ND4J", true).description())
        .endsWith(". CUDA 11.6 finds no GPU that it supports, so the processor computes.");
  }

  private static Hardware hardware(String backend, boolean missesGpu) {
    return new Hardware(backend, 0, false, "processor", 2, 3L << 30, missesGpu);
  }
}
