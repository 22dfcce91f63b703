package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One run of the tests does with vectors, another without; both are what they say. */
final class VectorUnitTest {
  @Test
  void isAvailableUnlessJavaDoesNotOpenIt() {
    assertThat(VectorUnit.isAvailable()).isEqualTo(!Boolean.getBoolean("vectors.off"));
  }
}
