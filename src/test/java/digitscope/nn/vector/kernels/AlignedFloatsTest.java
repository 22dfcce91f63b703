package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class AlignedFloatsTest {
  private static final int LENGTH = 100;

  /** Floats in an array that the test places at a chosen address each time it is asked. */
  private static AlignedFloats lying(Integer... places) {
    Queue<Integer> told = new ArrayDeque<>(List.of(places));
    return new AlignedFloats(LENGTH, holder -> told.remove());
  }

  @Test
  void keepTheirValuesWhereTheArrayStays() {
    AlignedFloats floats = lying(3, 3);
    floats.array()[floats.first()] = 7;
    floats.align();
    assertThat(floats.first()).isEqualTo(3);
    assertThat(floats.array()[3]).isEqualTo(7f);
  }

  @Test
  void areZeroAndBeginElsewhereWhereTheArrayWasMoved() {
    AlignedFloats floats = lying(3, 15, 0);
    for (int place : new int[] {15, 0}) {
      Arrays.fill(floats.array(), 7);
      floats.align();
      assertThat(floats.first()).isEqualTo(place);
      assertThat(floats.array()).containsOnly(0);
    }
  }

  @Test
  void areFilledAgainWhereTheArrayWasMovedOrTheyAreOutdated() {
    AlignedFloats floats = lying(3, 3, 15, 15);
    List<Integer> filled = new ArrayList<>();
    AlignedFloats.Filling filling = (array, first) -> filled.add(first);
    floats.refill(false, filling);
    assertThat(filled).isEmpty();
    floats.refill(false, filling);
    assertThat(filled).containsExactly(15);
    floats.refill(true, filling);
    assertThat(filled).containsExactly(15, 15);
  }

  @Test
  void haveRoomForAllValuesWhereverTheyBegin() {
    for (int length = 0; length < LENGTH; length++) {
      AlignedFloats floats = new AlignedFloats(length, holder -> CacheLine.mostIndex());
      assertThat(floats.array()).hasSize(floats.first() + length);
    }
  }
}
