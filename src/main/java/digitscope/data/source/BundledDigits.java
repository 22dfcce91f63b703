package digitscope.data.source;

import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.digits.DigitsFile;
import digitscope.data.digits.Glyph;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The digits that come with the program: drawn, or read where they were kept. */
public final class BundledDigits {
  private static final System.Logger LOG = System.getLogger(BundledDigits.class.getName());

  private static final int TRAINING_IMAGES = 60_000;
  private static final int TEST_IMAGES = 10_000;

  /** Of what the bundled ways of writing give; another figure wherever they change. */
  private static final long CHECKSUM = 0xf0d5cc47L;

  private final Supplier<List<Glyph>> glyphs;
  private final Optional<DigitsFile> file;
  private final Executor later;

  private BundledDigits(Supplier<List<Glyph>> glyphs, Optional<DigitsFile> file, Executor later) {
    this.glyphs = glyphs;
    this.file = file;
    this.later = later;
  }

  /**
   * Digits that are drawn whenever they are wanted.
   *
   * @param glyphs ways of writing each digit
   */
  public static BundledDigits drawn(List<Glyph> glyphs) {
    return new BundledDigits(() -> glyphs, Optional.empty(), Runnable::run);
  }

  /**
   * Digits that are drawn once and then kept, 55 MB. Where they cannot be kept, they are drawn
   * again.
   *
   * @param glyphs gives the bundled ways of writing each digit, if they have to be drawn
   * @param folder for the file; made if it is missing
   * @param later writes the file, which nobody waits for
   */
  public static BundledDigits kept(Supplier<List<Glyph>> glyphs, Path folder, Executor later) {
    return new BundledDigits(
        glyphs,
        Optional.of(
            new DigitsFile(
                folder.resolve("digits.pixels"), TRAINING_IMAGES, TEST_IMAGES, CHECKSUM)),
        later);
  }

  /**
   * All of them.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  DataSplits load(Progress progress) {
    return file.flatMap(DigitsFile::read).orElseGet(() -> draw(progress));
  }

  private DataSplits draw(Progress progress) {
    DataSplits drawn =
        new DigitGenerator(glyphs.get())
            .generate(TRAINING_IMAGES, TEST_IMAGES, DataSources.SEED, progress);
    file.ifPresent(wanted -> later.execute(() -> keep(wanted, drawn)));
    return drawn;
  }

  private static void keep(DigitsFile wanted, DataSplits drawn) {
    try {
      wanted.write(drawn);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, () -> "The digits are not kept: " + Reason.of(e), e);
    }
  }
}
