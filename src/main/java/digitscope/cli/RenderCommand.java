package digitscope.cli;

import digitscope.data.DataException;
import digitscope.run.RunException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "render",
    description = "Saves a view of a run as a PNG file, without opening the window.",
    mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");
  private static final int SMALLEST_SIDE = 200;
  private static final int LARGEST_SIDE = 8000;

  private enum Theme {
    LIGHT,
    DARK
  }

  private final Environment environment;
  private final ViewRenderer renderer;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "VIEW",
      description =
          "overview, learning, confusion, errors, features, filters, network, draw, data, or runs.")
  private ViewRenderer.View view = ViewRenderer.View.OVERVIEW;

  @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Width and height in pixels; default: ${DEFAULT-VALUE}.")
  private String size = "1440x900";

  @Option(
      names = "--theme",
      paramLabel = "light|dark",
      description = "Color theme; default: light.")
  private Theme theme = Theme.LIGHT;

  @Mixin private StepOption step = new StepOption();

  @Mixin private Trust trust = new Trust();

  RenderCommand(Environment environment, ViewRenderer renderer) {
    this.environment = environment;
    this.renderer = renderer;
  }

  @Override
  public Integer call() throws RunException, DataException, CommandException {
    Matcher parts = SIZE.matcher(size);
    if (!parts.matches()) {
      throw wrongSize();
    }
    int width = Integer.parseInt(parts.group(1));
    int height = Integer.parseInt(parts.group(2));
    if (Math.min(width, height) < SMALLEST_SIDE || Math.max(width, height) > LARGEST_SIDE) {
      throw wrongSize();
    }
    OpenedRun opened = step.open(run, environment);
    renderer.render(
        new ViewRenderer.Request(
            opened.folder(),
            () -> opened.data(Optional.empty(), trust, environment),
            opened.checkpoint(),
            view,
            width,
            height,
            theme == Theme.DARK,
            out));
    return CommandLine.ExitCode.OK;
  }

  private CommandLine.ParameterException wrongSize() {
    return new CommandLine.ParameterException(
        spec.commandLine(),
        String.format(
            Locale.ROOT,
            "--size '%s' must look like 1440x900, each side from %d to %d pixels",
            size,
            SMALLEST_SIDE,
            LARGEST_SIDE));
  }
}
