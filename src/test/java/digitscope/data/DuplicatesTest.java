package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.digits.Glyphs;
import digitscope.data.source.DataSources;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);

  /** Images of four bytes, the first two of which are the number of the image. */
  private static Dataset set(int[] numbers, int[] labels) {
    byte[] pixels = new byte[4 * numbers.length];
    byte[] classes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      pixels[4 * i] = (byte) (numbers[i] >> 8);
      pixels[4 * i + 1] = (byte) numbers[i];
      classes[i] = (byte) labels[i];
    }
    return new Dataset("numbered", SHAPE, List.of("a", "b"), pixels, classes);
  }

  @Test
  void findsTestImagesThatAreTrainedOn() {
    DataSplits splits =
        new DataSplits(
            "numbered",
            set(new int[] {5, 6, 7, 6}, new int[] {0, 1, 0, 1}),
            set(new int[] {8, 6, 5, 9}, new int[] {0, 1, 1, 0}));

    Duplicates found = Duplicates.of(splits);

    assertThat(found.twins())
        .containsExactly(new Duplicates.Twin(1, 1, true), new Duplicates.Twin(2, 0, false));
    assertThat(found.isSplitClean()).isFalse();
  }

  @Test
  void countsRepetitionsWithinEachSet() {
    DataSplits splits =
        new DataSplits(
            "numbered",
            set(new int[] {1, 2, 1, 1, 2, 3}, new int[6]),
            set(new int[] {4, 4, 5}, new int[3]));

    Duplicates found = Duplicates.of(splits);

    assertThat(found.repeatedInTraining()).isEqualTo(3);
    assertThat(found.repeatedInTest()).isEqualTo(1);
    assertThat(found.isSplitClean()).isTrue();
  }

  /** As a comparison of each image with each other would. */
  @Test
  void findsTheSameAmongManyAsComparingAll() {
    Random random = new Random(8);
    int[] training = random.ints(3000, 0, 5000).toArray();
    int[] test = random.ints(1000, 0, 5000).toArray();
    int twins = 0;
    for (int number : test) {
      twins += IntStream.of(training).anyMatch(n -> n == number) ? 1 : 0;
    }

    Duplicates found =
        Duplicates.of(
            new DataSplits("many", set(training, new int[3000]), set(test, new int[1000])));

    assertThat(found.twins()).hasSize(twins);
    assertThat(found.twins())
        .allSatisfy(twin -> assertThat(training[twin.training()]).isEqualTo(test[twin.test()]));
    assertThat(found.repeatedInTraining())
        .isEqualTo(3000 - (int) IntStream.of(training).distinct().count());
  }

  @Test
  void findsNoneInTheBundledDigits() {
    Duplicates found =
        Duplicates.of(Glyphs.generator().generate(3000, 500, DataSources.SEED, Progress.NONE));

    assertThat(found).isEqualTo(new Duplicates(List.of(), 0, 0));
  }
}
