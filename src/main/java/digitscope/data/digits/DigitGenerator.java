package digitscope.data.digits;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.DrawingPreparation;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.data.Randomness;
import digitscope.io.InvalidValueException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Draws digits that look handwritten, from a few ways of writing each. The same seed gives the same
 * bytes on every machine, whatever its number of cores.
 */
public final class DigitGenerator {
  /** The name by which these images are asked for. */
  public static final String SOURCE = "digits";

  private static final int DIGITS = 10;
  private static final int BLOCK = 250;

  private enum Style {
    /** Training images exaggerate, so that a network learns more than neat writing. */
    BOLD(1, 1),
    /** Test images are to be read by anyone: neat, and mostly written in the usual ways. */
    NEAT(0.3, 3);

    private final double boldness;
    private final int draws;

    Style(double boldness, int draws) {
      this.boldness = boldness;
      this.draws = draws;
    }

    /** The first of several ways taken at random, since the usual ones come first. */
    GlyphCurve choose(List<GlyphCurve> ways, Randomness random) {
      int first = ways.size() - 1;
      for (int draw = 0; draw < draws; draw++) {
        first = Math.min(first, random.below(ways.size()));
      }
      return ways.get(first);
    }
  }

  private static final List<String> NAMES =
      IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();

  /**
   * Images that were drawn.
   *
   * @param labels one an image
   * @param pixels the images one after another
   */
  record Drawn(byte[] labels, byte[] pixels) {}

  /** For each digit, its ways of writing. */
  private final List<List<GlyphCurve>> curves;

  /**
   * @param glyphs ways of writing, at least one for each digit; of each the usual ones first
   */
  public DigitGenerator(List<Glyph> glyphs) {
    curves =
        IntStream.range(0, DIGITS)
            .mapToObj(
                digit ->
                    glyphs.stream()
                        .filter(glyph -> glyph.digit() == digit)
                        .map(GlyphCurve::new)
                        .toList())
            .toList();
    for (int digit = 0; digit < DIGITS; digit++) {
      if (curves.get(digit).isEmpty()) {
        throw new InvalidValueException("There is no glyph of a " + digit);
      }
    }
  }

  /**
   * Draws a training and a test set, in which every digit is equally frequent and no two images are
   * drawn with the same random numbers. Hands are bolder in the training set than in the test set.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  public DataSplits generate(int train, int test, long seed, Progress progress) {
    AtomicInteger drawn = new AtomicInteger();
    Runnable block =
        () -> {
          if (progress.isCancelled()) {
            throw new CancellationException("Drawing digits was cancelled");
          }
          progress.advance(Math.min(1, drawn.addAndGet(BLOCK) / (double) (train + test)));
        };
    return splits(
        draw(train, Style.BOLD, new Randomness(seed, 0), block),
        draw(test, Style.NEAT, new Randomness(seed, 1), block));
  }

  /** The sets as they are called, whether they were drawn or read. */
  static DataSplits splits(Drawn train, Drawn test) {
    return new DataSplits(
        SOURCE,
        new Dataset("digits, training", ImageShape.MNIST, NAMES, train.pixels(), train.labels()),
        new Dataset("digits, test", ImageShape.MNIST, NAMES, test.pixels(), test.labels()));
  }

  private Drawn draw(int count, Style style, Randomness random, Runnable block) {
    byte[] labels = labels(count, random);
    long seed = random.nextLong();
    int size = ImageShape.MNIST.size();
    byte[] pixels = new byte[count * size];
    IntStream.range(0, (count + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            number -> {
              block.run();
              for (int i = number * BLOCK; i < Math.min(count, (number + 1) * BLOCK); i++) {
                Randomness own = new Randomness(seed, i);
                GlyphCurve way = style.choose(curves.get(labels[i]), own);
                float[] box = new Handwriting(way, labels[i] == 1, style.boldness, own).draw();
                DrawingPreparation.place(box, pixels, i * size);
              }
            });
    return new Drawn(labels, pixels);
  }

  /** Every digit equally often, in random order. */
  private static byte[] labels(int count, Randomness random) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      int j = random.below(i + 1);
      labels[i] = labels[j];
      labels[j] = (byte) (i % DIGITS);
    }
    return labels;
  }
}
