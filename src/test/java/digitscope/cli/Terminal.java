package digitscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.bench.Measurement;
import digitscope.bench.PageVisit;
import digitscope.bench.SampleRecordings;
import digitscope.bench.Scrolling;
import digitscope.bench.StartResult;
import digitscope.bench.StartRound;
import digitscope.bench.WindowResult;
import digitscope.bench.WindowRound;
import digitscope.config.CorrectionFiles;
import digitscope.config.GlyphFiles;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.source.DataSources;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Runs commands in this process and keeps what they print. */
final class Terminal {
  private final RunStore store;
  private final DataCache cache;
  private final Path corrections;
  private final List<Optional<Path>> opened = new ArrayList<>();
  private final List<ViewRenderer.Request> rendered = new ArrayList<>();
  private final List<WindowBenchmark.Request> measured = new ArrayList<>();
  private final List<WindowBenchmark.StartRequest> startsMeasured = new ArrayList<>();
  private double answerMillis = 50;

  /**
   * What a command did.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  record Result(int status, String out, String err) {
    /** The last line of the output as JSON. */
    JsonNode json() throws JsonProcessingException {
      List<String> lines = out.lines().toList();
      return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }
  }

  /**
   * @param home where runs go that are given no folder
   */
  Terminal(Path home) {
    this(home, new Catalogue(List.of()));
  }

  /**
   * @param home where runs go that are given no folder, and downloads
   * @param catalogue sets that can be downloaded
   */
  Terminal(Path home, Catalogue catalogue) {
    store = new RunStore(home);
    cache = new DataCache(home.resolve("sets"), catalogue);
    corrections = home.resolve("corrections");
  }

  Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            () ->
                new DataSources(
                    new GlyphFiles().bundled(), cache, corrections, new CorrectionFiles()),
            store,
            opened::add,
            Optional.of(rendered::add),
            Optional.of(new FakeWindow()));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status = DigitscopeCommand.commandLine(environment).execute(words);
    return new Result(status, out.toString(), err.toString());
  }

  /** What the workbench was opened with, call by call. */
  List<Optional<Path>> opened() {
    return List.copyOf(opened);
  }

  /** What views were asked for, call by call. */
  List<ViewRenderer.Request> rendered() {
    return List.copyOf(rendered);
  }

  /** What was to be measured of the window, call by call. */
  List<WindowBenchmark.Request> measured() {
    return List.copyOf(measured);
  }

  /** Makes the measured window answer clicks and strokes within this many milliseconds. */
  void answerWithin(double millis) {
    answerMillis = millis;
  }

  /** What was to be measured of the start, call by call. */
  List<WindowBenchmark.StartRequest> startsMeasured() {
    return List.copyOf(startsMeasured);
  }

  /** Answers as it was told to. */
  private final class FakeWindow implements WindowBenchmark {
    @Override
    public WindowResult measure(Request request, Consumer<String> progress) {
      measured.add(request);
      Measurement alone = new Measurement(1000, 1_000_000_000L);
      PageVisit visit =
          new PageVisit(
              "overview",
              SampleRecordings.of(8, 17, answerMillis),
              new Measurement(900, 1_000_000_000L),
              new Measurement(700, 1_000_000_000L));
      Scrolling scrolling = new Scrolling(10_000, List.of(SampleRecordings.of(6, 16.5, 50)));
      return new WindowResult(
          List.of(
              new WindowRound(
                  List.of(visit), SampleRecordings.of(8, 17, 240), scrolling, alone, alone)));
    }

    /** One round of 1.5, one of 1.7 times the empty window; each with its training, as asked. */
    @Override
    public StartResult measureStart(StartRequest request, Consumer<String> progress) {
      startsMeasured.add(request);
      return new StartResult(
          List.of(
              round(1_500, 1_000, request.trainings() > 0),
              round(3_400, 2_000, request.trainings() > 1)));
    }

    private StartRound round(long windowMillis, long emptyMillis, boolean isTrained) {
      long nanos = 1_000_000;
      return new StartRound(
          windowMillis * nanos,
          emptyMillis * nanos,
          400 * nanos,
          isTrained ? OptionalLong.of(9_000 * nanos) : OptionalLong.empty());
    }
  }
}
