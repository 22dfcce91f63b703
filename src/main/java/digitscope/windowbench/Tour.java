package digitscope.windowbench;

import digitscope.app.window.WorkbenchWindow;
import digitscope.bench.BenchmarkException;
import digitscope.bench.Measurement;
import digitscope.bench.PageVisit;
import digitscope.bench.WindowRecording.Kind;
import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import digitscope.session.TrainingSession;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Visibility;
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
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Visits the pages of a window that trains, and does on each what a user would. */
final class Tour {
  private static final List<Page> PAGES =
      List.of(Page.OVERVIEW, Page.LEARNING, Page.CONFUSION, Page.FEATURES, Page.FILTERS, Page.DRAW);
  private static final int GLANCE_MILLIS = 150;
  private static final int MATRIX_PAUSE_MILLIS = 250;
  private static final int DRAWING_PAUSE_MILLIS = 200;
  private static final int MOUSE_PAUSE_MILLIS = 16;

  private static final String PREDICTION = "The prediction for a drawing";

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
  private final RobotMouse hand;
  private final PulseWatch eye;
  private final Duration visit;
  private final Random random = new Random(1);
  private int number;
  private Optional<CellChoice.Cell> clicked = Optional.empty();

  /**
   * @param visit how long each page is shown; the overview, with four views at once, twice as long
   */
  Tour(WorkbenchWindow window, Scene scene, RobotMouse hand, PulseWatch eye, Duration visit) {
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
   */
  List<PageVisit> visitAll(Path folder) throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> models.filters().whileTrainingProperty().set(true));
    List<PageVisit> visits = new ArrayList<>();
    for (Page page : PAGES) {
      visits.add(visit(page, folder));
    }
    return visits;
  }

  /** Shows every page for a moment, as in a window that has been open for long. */
  void glance() throws BenchmarkException, InterruptedException {
    for (Page page : PAGES) {
      show(page);
      Thread.sleep(GLANCE_MILLIS);
    }
  }

  private void show(Page page) throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> window.workbench().pageProperty().set(page));
  }

  private PageVisit visit(Page page, Path folder) throws BenchmarkException, InterruptedException {
    TrainingSession session = OnFxThread.ask(() -> window.service().session()).orElseThrow();
    try (PulseRecorder recorder = PulseRecorder.start(folder)) {
      show(page);
      OnFxThread.run(eye::close);
      Measurement watched = watch(session, page);
      OnFxThread.run(eye::open);
      PulseRecorder.note(Kind.BUSY, 0);
      TrainingClock clock = new TrainingClock(session);
      long end = System.nanoTime() + length(page).toNanos();
      do {
        switch (page) {
          case OVERVIEW, DRAW -> draw();
          case CONFUSION -> {
            clickACell();
            openACard();
          }
          default -> moveOver(page);
        }
      } while (System.nanoTime() < end);
      if (page == Page.OVERVIEW) {
        clickACell(); // leads to another page
      }
      Measurement busy = clock.read();
      OnFxThread.run(PulseWatch::awaitPainting);
      return new PageVisit(page.name().toLowerCase(Locale.ROOT), recorder.stop(), watched, busy);
    }
  }

  private Measurement watch(TrainingSession session, Page page) throws InterruptedException {
    TrainingClock clock = new TrainingClock(session);
    Thread.sleep(length(page).toMillis());
    return clock.read();
  }

  /** How long a page is watched, and then used. */
  private Duration length(Page page) {
    return page == Page.OVERVIEW ? visit : visit.dividedBy(2);
  }

  private void clickACell() throws BenchmarkException, InterruptedException {
    CellChoice.Cell cell = OnFxThread.ask(this::otherCell);
    int click = ++number;
    CompletableFuture<Boolean> seen =
        OnFxThread.ask(() -> eye.lookFor(Kind.IMAGES, click, () -> imagesAreShown(cell)));
    Node target =
        hand.find(String.format(Locale.ROOT, "#cell-%d-%d", cell.actual(), cell.predicted()));
    hand.press(target, 0.5, 0.5, Kind.CLICK, click);
    hand.release();
    PulseWatch.await(seen, "The images of a cell");
    Thread.sleep(MATRIX_PAUSE_MILLIS);
  }

  /** Opens the card of a correctly predicted image, as such images never run out, and closes it. */
  private void openACard() throws BenchmarkException, InterruptedException {
    CellChoice.Cell cell =
        OnFxThread.find(this::rightCell, "The network classifies no test image correctly");
    OnFxThread.run(() -> models.confusion().choiceProperty().set(Optional.of(cell)));
    OnFxThread.until(() -> imagesAreShown(cell), "The images of a class did not appear");
    int click = ++number;
    CompletableFuture<Boolean> seen =
        OnFxThread.ask(() -> eye.lookFor(Kind.CARD, click, this::cardIsShown));
    hand.doubleClick(hand.find("#gallery .picture-cell"), Kind.DOUBLE_CLICK, click);
    PulseWatch.await(seen, "The card of an image");
    Thread.sleep(MATRIX_PAUSE_MILLIS);
    OnFxThread.run(models.confusion().card()::close);
  }

  /**
   * A cell of images that are predicted correctly now: a network that has just begun knows few
   * classes.
   */
  private Optional<CellChoice.Cell> rightCell() {
    ConfusionMatrix matrix =
        models.confusion().evaluationProperty().get().orElseThrow().confusion();
    int[] labels =
        IntStream.range(0, matrix.classes())
            .filter(label -> matrix.count(label, label) > 0)
            .toArray();
    return labels.length == 0
        ? Optional.empty()
        : Optional.of(labels[random.nextInt(labels.length)])
            .map(label -> new CellChoice.Cell(label, label));
  }

  /** What the network says of an image of the test set is known, and comes with the card. */
  private boolean cardIsShown() {
    Node card = scene.lookup("#image-card");
    return card != null && Visibility.isSeen(card);
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
    if (gallery.isEmpty() || grid == null || !Visibility.isSeen(grid)) {
      return false;
    }
    Set<Object> images = new HashSet<>(gallery.get().images());
    List<Node> pictures = grid.lookupAll(".picture-cell").stream().filter(Node::isVisible).toList();
    // An evaluation may have come since the choice, after which the cell is empty.
    return images.isEmpty()
        || (!pictures.isEmpty()
            && pictures.stream().allMatch(picture -> images.contains(picture.getUserData()))
            && pictures.stream().noneMatch(Tour::isStillEmpty));
  }

  /** Whether a picture has its place, and is still to be read. */
  private static boolean isStillEmpty(Node picture) {
    Node frame = picture.lookup(".picture-frame");
    return frame != null && frame.isVisible();
  }

  /** Draws on an empty pad, and waits for what the network says of the first and the last ink. */
  private void draw() throws BenchmarkException, InterruptedException {
    DrawViewModel drawing = models.draw();
    OnFxThread.run(() -> drawing.sketch().clear());
    Thread.sleep(DRAWING_PAUSE_MILLIS);
    int first = ++number;
    CompletableFuture<Boolean> firstSeen =
        lookForPrediction(first, () -> drawing.predictionProperty().get().isPresent());
    Node pad = hand.find(".draw-pad");
    hand.press(pad, STROKE[0][0], STROKE[0][1], Kind.STROKE, first);
    for (double[] place : STROKE) {
      hand.moveTo(pad, place[0], place[1]);
      Thread.sleep(MOUSE_PAUSE_MILLIS);
    }
    PulseWatch.await(firstSeen, PREDICTION);
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
    PulseWatch.await(lastSeen, PREDICTION);
  }

  private CompletableFuture<Boolean> lookForPrediction(int stroke, BooleanSupplier isThere)
      throws BenchmarkException, InterruptedException {
    return OnFxThread.ask(() -> eye.lookFor(Kind.PREDICTION, stroke, isThere));
  }

  /** Moves the mouse over a page, whose charts and maps say what is under it. */
  private void moveOver(Page page) throws BenchmarkException, InterruptedException {
    Node view = hand.find("." + page.name().toLowerCase(Locale.ROOT) + "-view");
    for (double part = 0.2; part < 0.6; part += 0.02) {
      hand.moveTo(view, part, part);
      Thread.sleep(MOUSE_PAUSE_MILLIS);
    }
  }
}
