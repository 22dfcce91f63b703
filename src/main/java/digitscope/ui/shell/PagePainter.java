package digitscope.ui.shell;

import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.RecordedRun;
import digitscope.ui.fx.TrainingService;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;

/** Draws one page of a recorded run without a window. Used on the JavaFX thread. */
public final class PagePainter {
  /** Frames after the page is complete, in which it lays itself out and paints. */
  private static final int SETTLING_FRAMES = 10;

  private final TrainingService service;
  private final ViewModels models;
  private final PageDeck deck;
  private final StackPane root;

  /**
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   */
  public PagePainter(
      TrainingService service, ViewModels models, int width, int height, Theme theme) {
    this.service = service;
    this.models = models;
    this.deck = new PageDeck(new Pages(models, page -> {}, false)::create);
    this.root = new StackPane(deck);
    theme.use();
    Theme.dress(new Scene(root, width, height));
    root.getStyleClass().addAll("workbench", "painted");
  }

  /**
   * Opens the run and draws the page once everything on it is there.
   *
   * @return completes on the JavaFX thread; with an exception whose message is for the user if the
   *     run cannot be shown
   */
  public CompletableFuture<NodeImage> paint(RecordedRun run, Page page) {
    CompletableFuture<NodeImage> painted = new CompletableFuture<>();
    deck.show(page);
    AnimationTimer watch = watch(page, painted);
    var unused =
        service
            .open(run)
            .whenComplete(
                (opened, error) -> {
                  if (error == null) {
                    watch.start();
                  } else {
                    painted.completeExceptionally(Problem.unwrap(error));
                  }
                });
    return painted;
  }

  private AnimationTimer watch(Page page, CompletableFuture<NodeImage> painted) {
    return new AnimationTimer() {
      private int settled;

      @Override
      public void handle(long now) {
        Optional<String> failure = failure();
        if (failure.isPresent()) {
          stop();
          painted.completeExceptionally(new CancellationException(failure.get()));
        } else if (painted.isDone()) {
          stop();
        } else if (isComplete(page) && ++settled == SETTLING_FRAMES) {
          stop();
          painted.complete(NodeImage.of(root));
        } else {
          // Without a window nothing asks the nodes to lay themselves out.
          root.applyCss();
          root.layout();
        }
      }
    };
  }

  private Optional<String> failure() {
    return service
        .progress()
        .filter(progress -> progress.phase() == Phase.FAILED)
        .flatMap(RunProgress::failure);
  }

  private boolean isComplete(Page page) {
    boolean evaluated = service.newest().flatMap(NetworkView::evaluation).isPresent();
    return switch (page) {
      case LEARNING -> evaluated;
      case CONFUSION -> models.confusion().galleryProperty().get().isPresent();
      case OVERVIEW -> evaluated && models.features().mapsProperty().get().isPresent();
      case FEATURES ->
          evaluated
              && models.features().mapsProperty().get().isPresent()
              && models.features().picture().connectionsProperty().get().isPresent();
      case FILTERS ->
          models.filters().patternsProperty().get().isPresent()
              && !models.filters().busyProperty().get();
      case DRAW -> models.draw().networkProperty().get();
      case DATA -> models.data().isComplete();
      case NETWORK -> models.network().isComplete();
      case RUNS -> models.runs().listedProperty().get();
    };
  }
}
