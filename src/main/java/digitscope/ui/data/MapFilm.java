package digitscope.ui.data;

import digitscope.config.LayerSummary;
import digitscope.data.Dataset;
import digitscope.data.Film;
import digitscope.data.FilmFiles;
import digitscope.data.Progress;
import digitscope.explore.PointIndex;
import digitscope.explore.PointIndex.Extent;
import digitscope.explore.SetMap;
import digitscope.probe.LayerValues;
import digitscope.probe.LayerValuesProbe;
import digitscope.run.FilmSteps;
import digitscope.session.Question;
import digitscope.ui.data.MapViewModel.Kind;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Moments;
import digitscope.ui.fx.TaskProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Writes the map of a layer at the stored steps of the run, each aligned to the one before, so that
 * one sees the classes part. All pictures have the same scale and a color for each class.
 *
 * @param set whose images are mapped
 * @param layer whose values are mapped
 * @param layerIndex its place in the network, counted from 0
 * @param kind how values become points
 * @param steps of the run, rising
 */
record MapFilm(Dataset set, LayerSummary layer, int layerIndex, Kind kind, List<Long> steps) {
  /** Pixels each way. */
  private static final int SIDE = 480;

  /** The steps of a run that a film shows. */
  static List<Long> steps(Moments moments) {
    return FilmSteps.of(moments.steps());
  }

  /** Writes the film as {@link FilmFiles#write} does. */
  FileOffer.Content content(Moments moments, Executor fxThread) {
    return (file, task) -> {
      List<SetMap> maps = maps(moments, fxThread, task);
      FilmFiles.write(file, film(maps), new TaskProgress(task));
    };
  }

  private List<SetMap> maps(Moments moments, Executor fxThread, BackgroundTask<?> task)
      throws Exception {
    int[] images = SetMap.sample(set, LayerValuesProbe.most(layer.output().size()), LayerMaps.SEED);
    List<SetMap> maps = new ArrayList<>();
    for (long step : steps) {
      Progress part = new Part(new TaskProgress(task), maps.size(), steps.size());
      part.advance(0);
      Question.ReadLayer question = new Question.ReadLayer(layerIndex, set::image, images);
      LayerValues values = await(step, question, moments, fxThread);
      Optional<SetMap> before =
          maps.isEmpty() ? Optional.empty() : Optional.of(maps.get(maps.size() - 1));
      maps.add(LayerMaps.map(set, kind, values, before, part, unfinished -> {}));
    }
    return maps;
  }

  /** Asks on the JavaFX thread, and waits in the background. */
  private static <R> R await(long step, Question<R> question, Moments moments, Executor fxThread)
      throws Exception {
    CompletableFuture<R> answer = new CompletableFuture<>();
    fxThread.execute(
        () -> {
          CompletableFuture<R> asked = moments.ask(step, question);
          var unused =
              asked.whenComplete(
                  (value, error) -> {
                    if (error == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(error);
                    }
                  });
          var unusedToo =
              answer.whenComplete((value, error) -> fxThread.execute(() -> asked.cancel(false)));
        });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new CancellationException("Nobody wants the film");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Film film(List<SetMap> maps) {
    Viewport all = Viewport.fit(extent(maps), SIDE, SIDE);
    int[] colors = new int[set.classes()];
    Arrays.setAll(colors, label -> ClassColors.argb(label, colors.length));
    return new Film(
        List.of(String.valueOf(layer.number())),
        steps,
        SIDE,
        SIDE,
        (subject, step) -> {
          SetMap map = maps.get(step);
          MapPainter painter =
              new MapPainter(map, point -> colors[map.label(point)], point -> true);
          MapPainter.Picture picture = painter.paint(all, 1);
          return new Film.Tile(SIDE, SIDE, onWhite(picture.argb()));
        });
  }

  /** What holds the points of all maps, so that a point that moves is seen to move. */
  private static Extent extent(List<SetMap> maps) {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (SetMap map : maps) {
      Extent own = new PointIndex(map.layout()).extent();
      minX = Math.min(minX, own.minX());
      minY = Math.min(minY, own.minY());
      maxX = Math.max(maxX, own.maxX());
      maxY = Math.max(maxY, own.maxY());
    }
    return new Extent(minX, minY, maxX, maxY);
  }

  private static int[] onWhite(int[] argb) {
    int[] opaque = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int alpha = argb[i] >>> 24;
      opaque[i] =
          0xff000000
              | onWhite(argb[i] >> 16 & 0xff, alpha) << 16
              | onWhite(argb[i] >> 8 & 0xff, alpha) << 8
              | onWhite(argb[i] & 0xff, alpha);
    }
    return opaque;
  }

  private static int onWhite(int level, int alpha) {
    return (level * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  /** One of several pieces of work that are equally long. */
  private record Part(Progress whole, int number, int count) implements Progress {
    @Override
    public void advance(double fraction) {
      whole.advance((number + fraction) / count);
    }

    @Override
    public boolean isCancelled() {
      return whole.isCancelled();
    }
  }
}
