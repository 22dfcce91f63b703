package digitscope.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class DigitGeneratorTest {
  private static final int FIELD = 28;

  private final DigitGenerator generator = Glyphs.generator();

  /** Changes only when a figure or a way of writing is changed on purpose. */
  @Test
  void drawsTheSameBytesOnEveryMachine() {
    assertThat(generator.generate(2_000, 500, 1, Progress.NONE).sha256())
        .isEqualTo("760e54f3be2629710768b24189e2c916de7e7b15d34b773f134fb97101619fb3");
  }

  @Test
  void drawsTheSameWithOneThread() throws Exception {
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      String sequential =
          alone.submit(() -> generator.generate(2_000, 500, 1, Progress.NONE).sha256()).get();

      assertThat(generator.generate(2_000, 500, 1, Progress.NONE).sha256()).isEqualTo(sequential);
    } finally {
      alone.shutdown();
    }
  }

  @Test
  void drawsOtherImagesFromAnotherSeed() {
    String one = generator.generate(100, 10, 1, Progress.NONE).sha256();
    String two = generator.generate(100, 10, 2, Progress.NONE).sha256();

    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void drawsEachDigitEquallyOftenInNoOrder() {
    Dataset digits = generator.generate(1_000, 10, 1, Progress.NONE).train();
    int[] counts = new int[10];
    int ascents = 0;
    for (int i = 0; i < digits.size(); i++) {
      counts[digits.label(i)]++;
      ascents += i > 0 && digits.label(i) == digits.label(i - 1) + 1 ? 1 : 0;
    }

    assertThat(counts).containsOnly(100);
    assertThat(ascents).isBetween(50, 130);
  }

  @Test
  void drawsNoImageTwice() {
    DataSplits splits = generator.generate(3_000, 500, 1, Progress.NONE);
    Set<List<Byte>> seen = new HashSet<>();
    for (Dataset set : List.of(splits.train(), splits.test())) {
      for (int i = 0; i < set.size(); i++) {
        List<Byte> image = new ArrayList<>();
        for (byte value : set.image(i)) {
          image.add(value);
        }
        seen.add(image);
      }
    }

    assertThat(seen).hasSize(3_500);
  }

  @Test
  void fitsEveryImageIntoTheBoxAndCentersIt() {
    Dataset digits = generator.generate(2_000, 10, 1, Progress.NONE).train();
    for (int i = 0; i < digits.size(); i++) {
      byte[] image = digits.image(i);
      double mass = 0;
      double across = 0;
      double down = 0;
      int largest = 0;
      int left = FIELD;
      int right = 0;
      int top = FIELD;
      int bottom = 0;
      for (int p = 0; p < image.length; p++) {
        int ink = image[p] & 0xff;
        mass += ink;
        across += ink * (p % FIELD);
        down += ink * (p / FIELD);
        largest = Math.max(largest, ink);
        if (ink > 0) {
          left = Math.min(left, p % FIELD);
          right = Math.max(right, p % FIELD);
          top = Math.min(top, p / FIELD);
          bottom = Math.max(bottom, p / FIELD);
        }
      }
      // A digit whose ink is all at one end is centered as far as the field's edge allows.
      if (left > 0 && right < FIELD - 1) {
        assertThat(across / mass).as("image %d", i).isCloseTo(14, within(0.51));
      }
      if (top > 0 && bottom < FIELD - 1) {
        assertThat(down / mass).as("image %d", i).isCloseTo(14, within(0.51));
      }
      assertThat(Math.max(right - left, bottom - top)).as("image %d", i).isBetween(17, 19);
      assertThat(largest).as("image %d", i).isEqualTo(255);
    }
  }

  @Test
  void tellsItsProgressToTheEnd() {
    List<Double> told = Collections.synchronizedList(new ArrayList<>());
    generator.generate(
        2_000,
        500,
        1,
        new Progress() {
          @Override
          public void advance(double fraction) {
            told.add(fraction);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        });

    assertThat(told).contains(1.0).allMatch(fraction -> fraction > 0 && fraction <= 1);
  }

  @Test
  void endsWhenItIsCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void advance(double fraction) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };

    assertThatThrownBy(() -> generator.generate(60_000, 10_000, 1, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void needsAWayOfWritingEachDigit() {
    List<Glyph> noSeven = Glyphs.bundled().stream().filter(g -> g.digit() != 7).toList();

    assertThatThrownBy(() -> new DigitGenerator(noSeven))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no glyph of a 7");
  }
}
