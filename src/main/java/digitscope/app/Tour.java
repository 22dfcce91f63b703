package digitscope.app;

import digitscope.bench.BenchmarkException;
import digitscope.bench.Measurement;
import digitscope.bench.PageVisit;
import digitscope.bench.WindowRecording.Kind;
import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.confusion.ConfusionViewModel.Gallery;
import digitscope.ui.draw.DrawViewModel;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Visits the pages of a window that trains, and does on each what a person would. */
final class Tour {
  /** The overview has four views at once, and is where one is most of the time. */
  private static final int OVERVIEW_VISITS = 2;

  private static final List<Page> PAGES =
      List.of(Page.OVERVIEW, Page.LEARNING, Page.CONFUSION, Page.FEATURES, Page.FILTERS, Page.DRAW);
  private static final int MATRIX_PAUSE_MILLIS = 250;
  private static final int DRAWING_PAUSE_MILLIS = 200;
  private static final int MOUSE_PAUSE_MILLIS = 16;

  private static final String PAD = ".draw-pad";
  private static final String PREDICTION = "What the network says of a drawing";

  /** A seven, in parts of the pad. */
  private static final double[][] STROKE = {
    {0.32, 0.25},
    {0.42, 0.25},
    {0.52, 0.25},
    {0.62, 0.25},
    {0.66, 0.27},
    {0.62, 0.36},
    {0.57, 0.46},
    {0.52, 0.56},
    {0.48, 0.66},
    {0.45, 0.76}
  };

  private final WorkbenchWindow window;
  private final ViewModels models;
  private final Scene scene;
  private final Hand hand;
  private final Eye eye;
  private final Duration visit;
  private final Random random = new Random(1);
  private int number;
  private Optional<CellChoice.Cell> clicked = Optional.empty();

  /**
   * @param visit how long each page is shown
   */
  Tour(WorkbenchWindow window, Scene scene, Hand hand, Eye eye, Duration visit) {
    this.window = window;
    this.models = window.models();
    this.scene = scene;
    this.hand = hand;
    this.eye = eye;
    this.visit = visit;
  }

  /**
   * Visits every page once.
   *
   * @param folder for what is recorded
   * @param batchSize images of a step
   */
  List<PageVisit> visitAll(Path folder, int batchSize)
      throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> models.filters().whileTrainingProperty().set(true));
    List<PageVisit> visits = new ArrayList<>();
    for (Page page : PAGES) {
      visits.add(visit(page, folder, batchSize));
    }
    return visits;
  }

  private PageVisit visit(Page page, Path folder, int batchSize)
      throws BenchmarkException, InterruptedException {
    TrainingSnapshot snapshot = OnFxThread.ask(() -> window.service().snapshot()).orElseThrow();
    try (PulseRecorder recorder = PulseRecorder.start(folder)) {
      TrainingClock clock = new TrainingClock(snapshot.metrics(), batchSize);
      long end =
          System.nanoTime() + visit.toNanos() * (page == Page.OVERVIEW ? OVERVIEW_VISITS : 1);
      do {
        OnFxThread.run(() -> window.workbench().pageProperty().set(page));
        switch (page) {
          case OVERVIEW -> {
            draw();
            clickACell();
          }
          case CONFUSION -> clickACell();
          case DRAW -> draw();
          default -> moveOver(page);
        }
      } while (System.nanoTime() < end);
      Measurement trained = clock.read();
      OnFxThread.run(Eye::awaitPainting);
      return new PageVisit(page.name().toLowerCase(Locale.ROOT), recorder.stop(), trained);
    }
  }

  private void clickACell() throws BenchmarkException, InterruptedException {
    CellChoice.Cell cell = OnFxThread.ask(this::otherCell);
    int click = ++number;
    CompletableFuture<Boolean> seen =
        OnFxThread.ask(() -> eye.lookFor(Kind.IMAGES, click, () -> imagesAreShown(cell)));
    String selector = "#cell-%d-%d".formatted(cell.actual(), cell.predicted());
    hand.press(selector, 0.5, 0.5, Kind.CLICK, click);
    hand.release();
    Eye.await(seen, "The images of a cell");
    Thread.sleep(MATRIX_PAUSE_MILLIS);
  }

  /** A cell that has images now, other than the one that was clicked last. */
  private CellChoice.Cell otherCell() {
    ConfusionMatrix matrix =
        models.confusion().evaluationProperty().get().orElseThrow().confusion();
    List<CellChoice.Cell> cells = new ArrayList<>();
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        CellChoice.Cell cell = new CellChoice.Cell(actual, predicted);
        if (matrix.count(actual, predicted) > 0 && !clicked.equals(Optional.of(cell))) {
          cells.add(cell);
        }
      }
    }
    CellChoice.Cell chosen = cells.get(random.nextInt(cells.size()));
    clicked = Optional.of(chosen);
    return chosen;
  }

  private boolean imagesAreShown(CellChoice.Cell cell) {
    Optional<Gallery> gallery =
        models.confusion().galleryProperty().get().filter(some -> some.choice().equals(cell));
    Node grid = scene.lookup("#gallery");
    if (gallery.isEmpty() || grid == null) {
      return false;
    }
    Set<Object> images = new HashSet<>(gallery.get().images());
    List<Node> pictures = grid.lookupAll(".picture-cell").stream().filter(Node::isVisible).toList();
    // An evaluation may have come since the choice, after which the cell is empty.
    return images.isEmpty()
        || (!pictures.isEmpty()
            && pictures.stream().allMatch(picture -> images.contains(picture.getUserData())));
  }

  /** Draws on an empty pad, and waits for what the network says of the first and the last ink. */
  private void draw() throws BenchmarkException, InterruptedException {
    DrawViewModel drawing = models.draw();
    OnFxThread.run(() -> drawing.sketch().clear());
    Thread.sleep(DRAWING_PAUSE_MILLIS);
    int first = ++number;
    CompletableFuture<Boolean> firstSeen =
        lookForPrediction(first, () -> drawing.predictionProperty().get().isPresent());
    hand.press(PAD, STROKE[0][0], STROKE[0][1], Kind.STROKE, first);
    for (double[] place : STROKE) {
      hand.moveTo(PAD, place[0], place[1]);
      Thread.sleep(MOUSE_PAUSE_MILLIS);
    }
    Eye.await(firstSeen, PREDICTION);
    int last = ++number;
    CompletableFuture<Boolean> lastSeen =
        lookForPrediction(
            last,
            () ->
                !drawing.sketch().isDrawing()
                    && drawing.predictedVersionProperty().get()
                        == drawing.sketch().versionProperty().get());
    PulseRecorder.note(Kind.STROKE, last);
    hand.release();
    Eye.await(lastSeen, PREDICTION);
  }

  private CompletableFuture<Boolean> lookForPrediction(int stroke, BooleanSupplier isThere)
      throws BenchmarkException, InterruptedException {
    return OnFxThread.ask(() -> eye.lookFor(Kind.PREDICTION, stroke, isThere));
  }

  /** Moves the mouse over a page, whose charts and maps say what is under it. */
  private void moveOver(Page page) throws BenchmarkException, InterruptedException {
    String view = "." + page.name().toLowerCase(Locale.ROOT) + "-view";
    for (double part = 0.2; part < 0.6; part += 0.02) {
      hand.moveTo(view, part, part);
      Thread.sleep(MOUSE_PAUSE_MILLIS);
    }
  }
}
