package digitscope.ui.data;

import digitscope.config.LayerSummary;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.explore.SetMap;
import digitscope.io.Reason;
import digitscope.probe.LayerValues;
import digitscope.probe.LayerValuesProbe;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.session.SessionId;
import digitscope.ui.control.Messages;
import digitscope.ui.data.MapViewModel.Kind;
import digitscope.ui.data.MapViewModel.OfLayer;
import digitscope.ui.data.MapViewModel.Shown;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.TaskProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps of what a layer of the network makes of the images of a set, one for each step that is
 * looked at. Each is aligned to the one before, so that from step to step points move and do not
 * jump. Used on the JavaFX thread.
 */
final class LayerMaps {
  static final long SEED = 1;

  private final Lens lens;
  private final BackgroundTasks tasks;
  private final Executor fxThread;
  private final Messages messages;
  private final Hearer hearer;
  private final Map<Request, Shown> made = new HashMap<>();
  private Optional<Subject> subject = Optional.empty();
  private Optional<Request> current = Optional.empty();

  /** What needs no more work, whatever came of it. */
  private Optional<Request> answered = Optional.empty();

  private Optional<BackgroundTask<Shown>> making = Optional.empty();
  private Optional<SetMap> last = Optional.empty();

  /** What a map is of. */
  private record Subject(Dataset set, LayerSummary layer, Kind kind) {}

  /** A map at a state of the network. */
  private record Request(Subject subject, SessionId session, boolean isLearning, long step) {}

  /** Who shows the maps. */
  interface Hearer {
    /** Hears of a map, finished or not. */
    void show(Shown map);

    /** Hears of work that has begun, and reports its progress. */
    void begin(BackgroundTask<?> work);

    /** Hears that nothing is under way any more. */
    void end();

    /** Hears why there is no map. */
    void fail(String reason);
  }

  LayerMaps(Lens lens, BackgroundTasks tasks, Executor fxThread, Messages messages, Hearer hearer) {
    this.lens = lens;
    this.tasks = tasks;
    this.fxThread = fxThread;
    this.messages = messages;
    this.hearer = hearer;
  }

  /** The layers that maps can be made of for a set: those that have units of their own. */
  List<LayerSummary> layers(Dataset set) {
    boolean fits = lens.data().filter(run -> run.test().shape().equals(set.shape())).isPresent();
    return fits
        ? lens.layers().stream().filter(layer -> layer.spec().hasFilters()).toList()
        : List.of();
  }

  /** Shows the map of a layer from now on, at whichever step is looked at. */
  void show(Dataset set, LayerSummary layer, Kind kind) {
    subject = Optional.of(new Subject(set, layer, kind));
    answered = Optional.empty();
    follow();
  }

  /** Shows none any more. */
  void stop() {
    subject = Optional.empty();
    leave();
  }

  /** Forgets the maps that were made. */
  void forget() {
    stop();
    made.clear();
    last = Optional.empty();
  }

  /** Makes the map of the step that is looked at now, unless it is there or on its way. */
  void follow() {
    Optional<Request> wanted =
        subject.flatMap(
            some -> lens.view().filter(NetworkView::isAnswering).map(view -> request(some, view)));
    if (wanted.isEmpty() || wanted.equals(current) || wanted.equals(answered)) {
      return;
    }
    Request now = wanted.get();
    boolean isUnderWay =
        current.filter(before -> before.isLearning() && isLater(now, before)).isPresent();
    if (isUnderWay) {
      return; // or no map would ever be finished while the network learns
    }
    leave();
    Shown known = made.get(now);
    if (known != null) {
      answered = wanted;
      show(known);
    } else {
      read(now);
    }
  }

  private static boolean isLater(Request now, Request before) {
    return now.isLearning()
        && now.subject().equals(before.subject())
        && now.session().equals(before.session());
  }

  private static Request request(Subject of, NetworkView view) {
    boolean isLearning = view.isLearning();
    long evaluated = view.evaluation().map(Evaluation::step).orElse(0L);
    return new Request(of, view.session(), isLearning, isLearning ? evaluated : view.step());
  }

  private void leave() {
    current = Optional.empty();
    making.ifPresent(BackgroundTask::cancel);
    making = Optional.empty();
    hearer.end();
  }

  private void read(Request request) {
    current = Optional.of(request);
    Subject of = request.subject();
    int most = LayerValuesProbe.most(of.layer().output().size());
    int[] images = SetMap.sample(of.set(), most, SEED);
    int index = of.layer().answeringIndex(lens.layers());
    var unused =
        lens.ask(new Question.ReadLayer(index, of.set()::image, images))
            .whenComplete(
                (values, error) -> {
                  if (!current.equals(Optional.of(request))) {
                    return;
                  }
                  if (values != null) {
                    make(request, values);
                  } else {
                    fail(request, error);
                  }
                });
  }

  private void fail(Request request, @Nullable Throwable error) {
    current = Optional.empty();
    hearer.end();
    if (error != null && !(error instanceof CancellationException)) {
      answered = Optional.of(request);
      hearer.fail(Reason.of(error));
    }
  }

  private void make(Request request, LayerValues values) {
    Subject of = request.subject();
    Optional<SetMap> before = last;
    OfLayer source = new OfLayer(of.layer(), values.step());
    BackgroundTask<Shown> task =
        tasks.start(
            messages.get("task.map." + of.kind()),
            own ->
                Shown.of(
                    map(
                        of.set(),
                        of.kind(),
                        values,
                        before,
                        new TaskProgress(own),
                        part -> tell(own, Shown.of(part, source, false))),
                    source,
                    true));
    making = Optional.of(task);
    hearer.begin(task);
    var unused =
        task.result()
            .whenComplete(
                (map, error) -> {
                  if (making.equals(Optional.of(task))) {
                    making = Optional.empty();
                    finish(request, map, error);
                  }
                });
  }

  /**
   * A map of what a layer makes of images; called off the JavaFX thread.
   *
   * @param before the map to which it is aligned, if there is one of the same images
   * @param parts hears of unfinished maps
   */
  static SetMap map(
      Dataset set,
      Kind kind,
      LayerValues values,
      Optional<SetMap> before,
      Progress progress,
      Consumer<SetMap> parts) {
    SetMap.Points points = new SetMap.Points(set, values.images(), values.values());
    boolean areFew = values.images().length < SetMap.LEAST_FOR_NEIGHBORS;
    return switch (areFew ? Kind.COMPONENTS : kind) {
      case COMPONENTS -> SetMap.componentsOf(points).alignedTo(before);
      case NEIGHBORS -> SetMap.neighborsOf(points, SEED, before, progress, parts);
    };
  }

  private void tell(BackgroundTask<?> from, Shown unfinished) {
    fxThread.execute(
        () -> {
          if (making.filter(task -> task == from).isPresent()) {
            hearer.show(unfinished);
          }
        });
  }

  private void finish(Request request, @Nullable Shown map, @Nullable Throwable error) {
    current = Optional.empty();
    hearer.end();
    if (map != null) {
      if (!request.isLearning()) {
        made.put(request, map);
      }
      answered = Optional.of(request);
      show(map);
      follow(); // the network may have learned meanwhile
    } else if (error != null) {
      fail(request, error);
    }
  }

  private void show(Shown map) {
    last = Optional.of(map.map());
    hearer.show(map);
  }
}
