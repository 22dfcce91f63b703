package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.CacheLine;
import org.junit.jupiter.api.Test;

class AlignedFloatsTest {
  private static final int LENGTH = 100;

  @Test
  void areZeroWhenTheyBeginElsewhereAndElseWhatTheyWere() {
    AlignedFloats floats = new AlignedFloats(LENGTH);
    for (int i = 0; i < 5; i++) {
      floats.array()[floats.first()] = 7;
      int before = floats.first();
      System.gc();
      boolean wereMoved = floats.align();
      assertThat(wereMoved).isEqualTo(floats.first() != before);
      assertThat(floats.array()[floats.first()]).isEqualTo(wereMoved ? 0f : 7f);
    }
  }

  @Test
  void beginWithALineOfTheCache() {
    AlignedFloats floats = new AlignedFloats(LENGTH);
    for (int i = 0; i < LENGTH; i++) { // no collection in between
      floats.align();
      if (floats.first() == CacheLine.firstIndex(floats.array())) {
        return;
      }
    }
    fail("They never begin with a line");
  }

  @Test
  void haveRoomForAllValuesWhereverTheyBegin() {
    for (int length = 0; length < LENGTH; length++) {
      AlignedFloats floats = new AlignedFloats(length);
      assertThat(floats.first() + length).isLessThanOrEqualTo(floats.array().length);
    }
  }
}
