package digitscope.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HardwareTest {
  @Test
  void findsWhatComputesHere() {
    Hardware hardware = Hardware.detect();
    assertThat(hardware.backend()).startsWith("ND4J");
    assertThat(hardware.cores()).isPositive();
    assertThat(hardware.memoryBytes()).isGreaterThan(1L << 28);
    assertThat(Hardware.residentBytes()).isBetween(1L << 24, hardware.memoryBytes());
  }

  @Test
  void describesProcessorAndMemoryInOneLine() {
    assertThat(
            new Hardware("ND4J with oneDNN", false, "processor", 2, 3L << 30, false).description())
        .isEqualTo("ND4J with oneDNN on processor (2 cores), 3.0 GiB of memory");
  }

  @Test
  void saysThatTheProcessorComputesWhereAGpuWasLookedForInVain() {
    assertThat(new Hardware("ND4J", false, "processor", 2, 3L << 30, true).description())
        .endsWith(". No GPU that CUDA 11.6 can use was found, so the processor computes.");
  }
}
