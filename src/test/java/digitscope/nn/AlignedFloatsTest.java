package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.CacheLine;
import org.junit.jupiter.api.Test;

class AlignedFloatsTest {
  private static final int LENGTH = 100;

  @Test
  void beginWithALineOfTheCacheHoweverOftenJavaMovesThem() {
    AlignedFloats floats = new AlignedFloats(LENGTH);
    for (int i = 0; i < 5; i++) {
      floats.array()[floats.first()] = 7;
      int before = floats.first();
      System.gc();
      boolean wereMoved = floats.align();
      assertThat(floats.first()).isEqualTo(CacheLine.firstIndex(floats.array()));
      assertThat(wereMoved).isEqualTo(floats.first() != before);
      assertThat(floats.array()[floats.first()]).isEqualTo(wereMoved ? 0f : 7f);
    }
  }

  @Test
  void haveRoomForAllValuesWhereverTheyBegin() {
    for (int length = 0; length < LENGTH; length++) {
      AlignedFloats floats = new AlignedFloats(length);
      assertThat(floats.first() + length).isLessThanOrEqualTo(floats.array().length);
    }
  }
}
