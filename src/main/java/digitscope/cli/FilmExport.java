package digitscope.cli;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.DataException;
import digitscope.data.Dataset;
import digitscope.data.FilmFiles;
import digitscope.data.Progress;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings;
import digitscope.probe.UnitResponses;
import digitscope.run.FilmSteps;
import digitscope.run.RunException;
import digitscope.run.Timeline;
import digitscope.session.PatternFilm;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes how the patterns of a layer came about over the stored steps of a run, up to the one that
 * was opened.
 *
 * @param training the images that tell the best real one
 */
record FilmExport(OpenedRun opened, Dataset training) {
  /**
   * Finds the layer.
   *
   * @param name of the layer; the last convolution if empty
   * @throws CommandException if there is no such layer
   */
  static LayerSummary layer(List<LayerSummary> all, Optional<String> name) throws CommandException {
    if (name.isPresent()) {
      return PatternExport.layer(all, name.get());
    }
    return all.stream()
        .filter(one -> one.spec() instanceof LayerSpec.Convolution)
        .reduce((before, last) -> last)
        .orElseThrow(
            () ->
                new CommandException(
                    "The network has no convolution: choose a layer with --layer. "
                        + PatternExport.names(all)));
  }

  /**
   * Writes the film as {@link FilmFiles#write} does.
   *
   * @throws RunException if a step that is stored cannot be read
   */
  void write(LayerSummary layer, PatternSettings.Method method, Path out, Progress progress)
      throws RunException, DataException, CommandException {
    int index = layer.answeringIndex(opened.layers());
    List<Long> steps = steps();
    List<FilterPatterns> found = new ArrayList<>();
    for (long step : steps) {
      Optional<FilterPatterns> before =
          found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
      found.add(patterns(step, index, method, before));
      progress.advance(found.size() / (double) steps.size());
    }
    int units = found.get(0).patterns().size();
    FilmFiles.write(
        out, PatternFilm.of(found, IntStream.range(0, units).boxed().toList()), Progress.NONE);
  }

  private List<Long> steps() throws CommandException {
    List<Long> stored =
        opened.folder().timeline().marks().stream()
            .filter(Timeline.Mark::hasNetwork)
            .map(Timeline.Mark::step)
            .filter(step -> step <= opened.checkpoint().step())
            .toList();
    if (stored.isEmpty()) {
      throw new CommandException(
          "The run has no stored steps, so a film can't be made; train with --moments-mb greater "
              + "than 0");
    }
    return FilmSteps.of(stored);
  }

  private FilterPatterns patterns(
      long step, int layerIndex, PatternSettings.Method method, Optional<FilterPatterns> earlier)
      throws RunException, CommandException {
    long seed = opened.folder().config().training().seed();
    Optional<FilterPatterns> before =
        earlier.filter(some -> method != PatternSettings.Method.NOISE);
    PatternSettings settings =
        before.isPresent() ? PatternSettings.warm(seed) : PatternSettings.standard(seed);
    OpenedRun then = new OpenedRun(opened.folder(), opened.folder().weights(step));
    try (TrainedNetwork network = then.network()) {
      UnitResponses real = network.responses(layerIndex, training, () -> false);
      return network.patterns(
          layerIndex, settings.with(method), real, before, training, Progress.NONE);
    }
  }
}
