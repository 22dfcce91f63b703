package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);

  /** Images whose first two bytes are their number, of three classes of very different size. */
  private static Dataset numbered(int size) {
    Random random = new Random(4);
    byte[] pixels = new byte[size * SHAPE.size()];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      pixels[i * SHAPE.size()] = (byte) i;
      pixels[i * SHAPE.size() + 1] = (byte) (i >> 8);
      int lot = random.nextInt(100);
      labels[i] = (byte) (lot < 70 ? 0 : lot < 95 ? 1 : 2);
    }
    return new Dataset("numbered", SHAPE, List.of("a", "b", "c"), pixels, labels);
  }

  private static int[] numbers(Dataset data) {
    return IntStream.range(0, data.size())
        .map(i -> (data.image(i)[0] & 0xff) | ((data.image(i)[1] & 0xff) << 8))
        .toArray();
  }

  private static long count(Dataset data, int label) {
    return IntStream.range(0, data.size()).filter(i -> data.label(i) == label).count();
  }

  @Test
  void dividesAllImagesWithoutSharingOne() {
    Dataset data = numbered(1000);
    HeldOut divided = HeldOut.of(data, 0.15, 1);
    Dataset validation = divided.validation().orElseThrow();
    assertThat(validation.size()).isEqualTo(150);
    int[] all =
        IntStream.concat(
                Arrays.stream(numbers(divided.training())), Arrays.stream(numbers(validation)))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 1000).toArray());
    for (int i = 0; i < validation.size(); i++) {
      assertThat(validation.label(i)).isEqualTo(data.label(numbers(validation)[i]));
    }
  }

  @Test
  void takesFromEachClassItsShare() {
    for (int seed = 0; seed < 20; seed++) {
      Dataset data = numbered(997);
      Dataset validation = HeldOut.of(data, 0.1, seed).validation().orElseThrow();
      for (int label = 0; label < 3; label++) {
        assertThat((double) count(validation, label))
            .isCloseTo(count(data, label) / 10.0, within(1.0));
      }
    }
  }

  @Test
  void dividesAsTheSeedSays() {
    Dataset data = numbered(500);
    int[] first = numbers(HeldOut.of(data, 0.2, 1).training());
    assertThat(numbers(HeldOut.of(data, 0.2, 1).training())).isEqualTo(first);
    assertThat(numbers(HeldOut.of(data, 0.2, 2).training())).isNotEqualTo(first);
  }

  @Test
  void leavesSomethingToLearnFromAndToTellBy() {
    assertThat(HeldOut.of(numbered(3), 0.01, 1).validation().orElseThrow().size()).isEqualTo(1);
    assertThat(HeldOut.of(numbered(2), 0.9, 1).training().size()).isEqualTo(1);
    assertThat(HeldOut.of(numbered(1), 0.5, 1).validation()).isEmpty();
    Dataset data = numbered(10);
    assertThat(HeldOut.of(data, 0, 1)).isEqualTo(new HeldOut(data, java.util.Optional.empty()));
  }

  @Test
  void showsChosenImagesLikeASetOfTheirOwn() {
    Dataset data = numbered(300);
    Dataset chosen = data.choose(new int[] {7, 260, 7}).choose(new int[] {1, 0});
    assertThat(numbers(chosen)).containsExactly(260, 7);
    assertThat(chosen.label(0)).isEqualTo(data.label(260));
    byte[] copied = new byte[6];
    chosen.copyImage(0, copied, 1);
    assertThat(copied).containsExactly(0, 4, 1, 0, 0, 0);
    assertThat(numbers(chosen.limit(1))).containsExactly(260);
    Dataset same =
        new Dataset(
            "same",
            SHAPE,
            List.of("a", "b", "c"),
            new byte[] {4, 1, 0, 0, 7, 0, 0, 0},
            new byte[] {(byte) data.label(260), (byte) data.label(7)});
    assertThat(chosen.sha256()).isEqualTo(same.sha256());
    assertThatThrownBy(() -> chosen.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void foldsShareNoImageAndHaveTheirPartOfEachClass() {
    Dataset data = numbered(997);
    List<int[]> folds = HeldOut.folds(data, 5, 3);
    assertThat(folds.stream().flatMapToInt(Arrays::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 997).boxed().toList());
    for (int[] fold : folds) {
      assertThat(fold).isSorted();
      for (int label = 0; label < 3; label++) {
        assertThat((double) count(data.choose(fold), label))
            .isBetween(count(data, label) / 5.0 - 1, count(data, label) / 5.0 + 1);
      }
    }
    assertThat(HeldOut.folds(data, 5, 3).get(2)).isEqualTo(folds.get(2));
    assertThat(HeldOut.folds(data, 5, 4).get(2)).isNotEqualTo(folds.get(2));
    assertThatThrownBy(() -> HeldOut.folds(numbered(3), 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
