package digitscope.cli;

import digitscope.config.ConfigException;
import digitscope.config.GlyphFiles;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.digits.Glyph;
import digitscope.data.digits.GlyphSheet;
import digitscope.data.idx.IdxFiles;
import digitscope.data.source.DataSources;
import digitscope.io.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "make",
    description = {
      "Draws handwritten digits and saves them as four IDX files, like MNIST's.",
      "The same seed and count give the same bytes on every machine.",
      "--show draws a sheet of the glyphs that digits are made from."
    },
    mixinStandardHelpOptions = true)
final class DataMakeCommand implements Callable<Integer> {
  private static final int LARGEST_COUNT = 1_000_000;

  /** MNIST's proportion: 60,000 to 10,000. */
  private static final int TRAINING_IMAGES_PER_TEST_IMAGE = 6;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write to; files with the same names are replaced.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--show",
      paramLabel = "FILE",
      description = "PNG file to write: one row per digit, with all its glyphs.")
  private Optional<Path> show = Optional.empty();

  @Option(
      names = "--glyphs",
      paramLabel = "FILE",
      description = "JSON file with your own glyphs; default: the bundled ones.")
  private Optional<Path> glyphs = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "Number of training images; a sixth as many test images are added; default: "
              + "${DEFAULT-VALUE}.")
  private int count = 60_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Random seed; default: ${DEFAULT-VALUE}.")
  private long seed = DataSources.SEED;

  DataMakeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException, ConfigException {
    if (count < TRAINING_IMAGES_PER_TEST_IMAGE || count > LARGEST_COUNT) {
      throw usage(
          String.format(
              Locale.ROOT,
              "--count must be from %,d to %,d, not %,d",
              TRAINING_IMAGES_PER_TEST_IMAGE,
              LARGEST_COUNT,
              count));
    }
    if (out.isEmpty() && show.isEmpty()) {
      throw usage("Give --out DIR for images, --show FILE for a sheet of glyphs, or both");
    }
    List<Glyph> ways =
        glyphs.isPresent() ? new GlyphFiles().read(glyphs.get()) : new GlyphFiles().bundled();
    if (show.isPresent()) {
      GlyphSheet.write(show.get(), ways);
      say("%s: %,d glyphs", show.get(), ways.size());
    }
    if (out.isPresent()) {
      DataSplits splits =
          generator(ways)
              .generate(count, count / TRAINING_IMAGES_PER_TEST_IMAGE, seed, Progress.NONE);
      IdxFiles.write(splits, out.get());
      say(
          "%s: %,d training and %,d test images",
          out.get(), splits.train().size(), splits.test().size());
    }
    return CommandLine.ExitCode.OK;
  }

  private static DigitGenerator generator(List<Glyph> ways) throws DataException {
    try {
      return new DigitGenerator(ways);
    } catch (IllegalArgumentException e) {
      throw new DataException(Reason.of(e), e);
    }
  }

  private void say(String format, Object... values) {
    environment.out().println(String.format(Locale.ROOT, format, values));
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
