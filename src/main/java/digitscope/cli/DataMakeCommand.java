package digitscope.cli;

import digitscope.config.GlyphFiles;
import digitscope.data.DataException;
import digitscope.data.DataSources;
import digitscope.data.DataSplits;
import digitscope.data.DigitGenerator;
import digitscope.data.IdxFiles;
import digitscope.data.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "make",
    description = {
      "Draws handwritten digits and writes them as four IDX files, like those of MNIST.",
      "The same seed and count give the same bytes on every machine."
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
      required = true,
      paramLabel = "DIR",
      description = "Directory to write; files of the same names are replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Training images, with a sixth as many test images; default: ${DEFAULT-VALUE}.")
  private int count = 60_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of every random choice; default: ${DEFAULT-VALUE}.")
  private long seed = DataSources.SEED;

  DataMakeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException {
    if (count < TRAINING_IMAGES_PER_TEST_IMAGE || count > LARGEST_COUNT) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--count must be between %d and %d, not %d"
              .formatted(TRAINING_IMAGES_PER_TEST_IMAGE, LARGEST_COUNT, count));
    }
    DigitGenerator generator = new DigitGenerator(new GlyphFiles().bundled());
    DataSplits splits =
        generator.generate(count, count / TRAINING_IMAGES_PER_TEST_IMAGE, seed, Progress.NONE);
    IdxFiles.write(splits, out);
    environment
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %,d training and %,d test images",
                out,
                splits.train().size(),
                splits.test().size()));
    return CommandLine.ExitCode.OK;
  }
}
