package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionAt;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.EvaluationHistory;
import digitscope.ui.control.Messages;
import digitscope.ui.control.matrix.MatrixLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Nodes of a {@link MatrixView}: one region a cell, updated in place. */
final class MatrixSkin extends SkinBase<MatrixView> {
  private static final double TITLE_HEIGHT = 20;
  private static final double LEGEND_HEIGHT = 28;
  private static final double HINT_HEIGHT = 24;
  private static final double PREFERRED_CELL = 48;
  private static final double PREFERRED_MARGIN = 96;

  /** In cells that are lower, the row and the column of the mouse are marked. */
  private static final double LEAST_CELL_WITHOUT_BANDS = 26;

  /** Of a course; more could not be told apart in a cell. */
  private static final int MOST_POINTS = 24;

  private static final double WHEEL_NOTCH = 40;
  private static final double ZOOM_A_NOTCH = 1.25;
  private static final int ROWS_A_NOTCH = 2;
  private static final Duration TOOLTIP_DELAY = Duration.millis(350);

  private final Messages messages = Messages.of("control");
  private final Pane body = new Pane();
  private final Label actualTitle =
      styled(new Label(messages.get("matrix.actual")), "matrix-title");
  private final Label predictedTitle =
      styled(new Label(messages.get("matrix.predicted")), "matrix-title");
  private final Region ring = styled(new Region(), "matrix-focus");
  private final Region rowBand = styled(new Region(), "matrix-band");
  private final Region columnBand = styled(new Region(), "matrix-band");
  private final MatrixLegend legend = new MatrixLegend();
  private final Label hint = styled(new Label(), "matrix-hint");
  private final MatrixFonts fonts = new MatrixFonts();
  private final MatrixCells cells = new MatrixCells(fonts);
  private final MatrixHeads heads = new MatrixHeads(fonts);
  private final MatrixMargins margins = new MatrixMargins();
  private final Tooltip tooltip = new Tooltip();
  private final PauseTransition tooltipDelay = new PauseTransition(TOOLTIP_DELAY);
  private MatrixWindow window = MatrixWindow.whole(0);
  private MatrixLayout layout = MatrixLayout.none();
  private MatrixSentences sentences = new MatrixSentences(List.of());
  private Optional<Point2D> mouse = Optional.empty();
  private Optional<Place> hovered = Optional.empty();
  private Place focused = new Place(0, 0);
  private MatrixOrder order = new MatrixOrder(List.of());
  private double scrolledRows;
  private double scrolledColumns;

  /** What was shown last. */
  private ConfusionMatrix flashed = new ConfusionMatrix(new int[0][0]);

  MatrixSkin(MatrixView view) {
    super(view);
    hint.textProperty().bind(view.hintProperty());
    hint.setWrapText(true);
    actualTitle.setRotate(-90);
    for (Region mark : List.of(ring, rowBand, columnBand)) {
      mark.setVisible(false);
      mark.setMouseTransparent(true);
    }
    body.setManaged(false);
    getChildren().add(body);

    registerChangeListener(view.matrixProperty(), changed -> show());
    List.of(
            view.modeProperty(),
            view.orderProperty(),
            view.referenceProperty(),
            view.historyProperty(),
            view.coursesShownProperty(),
            view.diagonalHiddenProperty(),
            view.logarithmicProperty())
        .forEach(setting -> registerChangeListener(setting, changed -> show()));
    registerChangeListener(view.classNamesProperty(), changed -> rename());
    registerChangeListener(view.choiceProperty(), changed -> showChoice());
    registerChangeListener(view.detailedProperty(), changed -> rebuild());
    registerChangeListener(view.focusedProperty(), changed -> point());
    view.styles().forEach(style -> registerChangeListener(style, changed -> show()));
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    body.setOnMouseMoved(event -> hover(Optional.of(new Point2D(event.getX(), event.getY()))));
    body.setOnMouseExited(event -> hover(Optional.empty()));
    body.setOnMousePressed(this::onPressed);
    body.setOnScroll(this::onScroll);
    tooltipDelay.setOnFinished(event -> showTooltip());
    rebuild();
  }

  @Override
  public void dispose() {
    tooltipDelay.stop();
    tooltip.hide();
    super.dispose();
  }

  private void rebuild() {
    MatrixView view = getSkinnable();
    int classes = view.matrixProperty().get().classes();
    sentences = new MatrixSentences(view.classNamesProperty().get());
    if (window.classes() != classes) {
      window = MatrixWindow.whole(classes);
    }
    List<Node> nodes = new ArrayList<>(List.of(predictedTitle, actualTitle));
    nodes.addAll(cells.rebuild(classes));
    nodes.addAll(heads.rebuild(view, classes));
    List<Node> around = margins.rebuild(classes);
    if (view.detailedProperty().get()) {
      nodes.addAll(around);
      nodes.addAll(List.of(legend, hint));
    }
    nodes.addAll(List.of(rowBand, columnBand, ring));
    nodes.forEach(node -> node.setManaged(false));
    body.getChildren().setAll(nodes);
    focused = focused.moved(0, 0, classes);
    update();
  }

  private void rename() {
    if (!sentences.isOf(getSkinnable().classNamesProperty().get())) {
      rebuild();
    }
  }

  private void show() {
    if (heads.classes() == getSkinnable().matrixProperty().get().classes()) {
      update();
    } else {
      rebuild();
    }
  }

  private void update() {
    ConfusionMatrix matrix = getSkinnable().matrixProperty().get();
    MatrixView view = getSkinnable();
    order = new MatrixOrder(view.orderProperty().get().of(matrix));
    MatrixFaces faces = new MatrixFaces(view);
    EvaluationHistory history = view.historyProperty().get();
    List<ConfusionAt> courses =
        cells.isMoving()
                && view.coursesShownProperty().get()
                && history.newest().filter(e -> e.classes() == matrix.classes()).isPresent()
            ? history.outline(MOST_POINTS)
            : List.of();
    boolean isFlashing = cells.isMoving() && isNextOf(history, matrix);
    ConfusionMatrix before = flashed;
    cells.show(
        faces,
        courses,
        (actual, predicted) ->
            isFlashing && matrix.count(actual, predicted) != before.count(actual, predicted));
    flashed = matrix;
    margins.show(matrix);
    legend.show(view.colors(), faces);
    showChoice();
    point();
    getSkinnable().requestLayout();
  }

  /** Whether a matrix follows the one that was shown, in the same run. */
  private boolean isNextOf(EvaluationHistory history, ConfusionMatrix matrix) {
    return flashed.classes() == matrix.classes()
        && !flashed.equals(matrix)
        && history.evaluations().stream().anyMatch(some -> some.confusion().equals(flashed));
  }

  private void showChoice() {
    Optional<CellChoice> choice = getSkinnable().choiceProperty().get();
    cells.showChoice(choice);
    heads.showChoice(choice);
  }

  @Override
  protected double computePrefWidth(
      double height, double top, double right, double bottom, double left) {
    return left + right + PREFERRED_MARGIN + heads.classes() * PREFERRED_CELL;
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return computePrefWidth(-1, top, right, bottom, left);
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    boolean detailed = getSkinnable().detailedProperty().get();
    body.resizeRelocate(x, y, width, height);
    double texts = detailed ? LEGEND_HEIGHT + HINT_HEIGHT : 0;
    layout = fit(width, height - texts, detailed);
    fonts.fit(
        getSkinnable().font().getFamily(),
        layout,
        getSkinnable().modeProperty().get(),
        getSkinnable().matrixProperty().get(),
        heads.names());
    placeTitles();
    heads.place(layout, order);
    margins.place(layout, order);
    cells.place(layout, order);
    double below = layout.bottom() + layout.bottomMargin();
    double left = layout.x(-1);
    legend.resizeRelocate(left, below, Math.max(0, width - left), LEGEND_HEIGHT);
    legend.showPart(window);
    // Under the mouse is another cell now, if what is shown has moved.
    hovered = mouse.flatMap(this::placeAt);
    double hintTop = below + LEGEND_HEIGHT;
    hint.resizeRelocate(
        left, hintTop, Math.max(0, width - left), Math.max(HINT_HEIGHT, height - hintTop));
    point();
  }

  /** Heads and margins depend on the size of the cells, which depends on what these leave. */
  private MatrixLayout fit(double width, double height, boolean detailed) {
    MatrixLayout fitted = new MatrixLayout(window, 0, 0, 1, 1, 0, 0, 0, 0).fittedTo(width, height);
    for (int i = 0; i < 2; i++) {
      double headWidth = heads.width(fitted.cellHeight());
      double headHeight = heads.height(fitted.cellWidth());
      fitted =
          new MatrixLayout(
                  window,
                  TITLE_HEIGHT + headWidth,
                  TITLE_HEIGHT + headHeight,
                  1,
                  1,
                  headWidth,
                  headHeight,
                  detailed ? MatrixMargins.width(fitted.cellHeight()) : 0,
                  detailed ? MatrixMargins.height(fitted.cellWidth()) : 0)
              .fittedTo(width, height);
    }
    return fitted;
  }

  private void placeTitles() {
    double cellsWidth = layout.right() - layout.left();
    double cellsHeight = layout.bottom() - layout.top();
    predictedTitle.resizeRelocate(layout.left(), 0, cellsWidth, TITLE_HEIGHT);
    actualTitle.resizeRelocate(
        (TITLE_HEIGHT - cellsHeight) / 2,
        layout.top() + (cellsHeight - TITLE_HEIGHT) / 2,
        cellsHeight,
        TITLE_HEIGHT);
  }

  private void place(Region node, Place place) {
    node.resizeRelocate(
        layout.x(place.column()),
        layout.y(place.row()),
        place.column() < 0 ? layout.headWidth() : layout.cellWidth(),
        place.row() < 0 ? layout.headHeight() : layout.cellHeight());
  }

  private Optional<Place> placeAt(Point2D point) {
    return layout.contains(point.getX(), point.getY())
        ? Optional.of(layout.at(point.getX(), point.getY()))
        : Optional.empty();
  }

  private void onPressed(MouseEvent event) {
    getSkinnable().requestFocus();
    if (event.getButton() == MouseButton.PRIMARY) {
      placeAt(new Point2D(event.getX(), event.getY()))
          .ifPresent(place -> choose(place, event.isShortcutDown()));
    }
  }

  private void choose(Place place, boolean isOneMore) {
    focused = place;
    tooltip.hide();
    tooltipDelay.stop();
    point();
    CellChoice chosen = order.choice(place);
    if (isOneMore && chosen instanceof CellChoice.Part part) {
      getSkinnable().toggle(part);
    } else {
      getSkinnable().choose(chosen);
    }
  }

  private void onKey(KeyEvent event) {
    int classes = heads.classes();
    switch (event.getCode()) {
      case UP -> focused = focused.moved(-1, 0, classes);
      case DOWN -> focused = focused.moved(1, 0, classes);
      case LEFT -> focused = focused.moved(0, -1, classes);
      case RIGHT -> focused = focused.moved(0, 1, classes);
      case HOME -> focused = focused.moved(0, -classes - 1, classes);
      case END -> focused = focused.moved(0, classes, classes);
      case ENTER, SPACE -> choose(focused, event.isShortcutDown());
      case PLUS, ADD, EQUALS -> show(window.zoomed(1 / ZOOM_A_NOTCH, focused));
      case MINUS, SUBTRACT -> show(window.zoomed(ZOOM_A_NOTCH, focused));
      case ESCAPE -> getSkinnable().choiceProperty().set(Optional.empty());
      default -> {
        return;
      }
    }
    event.consume();
    show(window.revealing(focused));
    point();
  }

  /** With Ctrl the wheel zooms, else it moves what is shown, if that is not all. */
  private void onScroll(ScrollEvent event) {
    if (event.isShortcutDown()) {
      Place about = hovered.orElse(focused);
      show(window.zoomed(Math.pow(ZOOM_A_NOTCH, -event.getDeltaY() / WHEEL_NOTCH), about));
      event.consume();
    } else if (!window.isWhole()) {
      scrolledRows -= event.getDeltaY() / WHEEL_NOTCH * ROWS_A_NOTCH;
      scrolledColumns -= event.getDeltaX() / WHEEL_NOTCH * ROWS_A_NOTCH;
      show(window.scrolled((int) scrolledRows, (int) scrolledColumns));
      scrolledRows -= (int) scrolledRows;
      scrolledColumns -= (int) scrolledColumns;
      event.consume();
    }
  }

  private void show(MatrixWindow next) {
    if (!next.equals(window)) {
      window = next;
      tooltip.hide();
      getSkinnable().requestLayout();
    }
  }

  private void hover(Optional<Point2D> at) {
    mouse = at;
    Optional<Place> place = at.flatMap(this::placeAt);
    if (!place.equals(hovered)) {
      hovered = place;
      tooltip.hide();
      tooltipDelay.playFromStart();
      point();
    }
  }

  /** Shows where the mouse or, without it, the keyboard is, and says what is there. */
  private void point() {
    boolean active = getSkinnable().isFocused() && heads.classes() > 0;
    ring.setVisible(active && window.has(focused));
    if (ring.isVisible()) {
      place(ring, focused);
    }
    Optional<Place> at =
        hovered
            .filter(place -> heads.classes() > 0)
            .or(() -> active ? Optional.of(focused) : Optional.empty());
    heads.point(at, order);
    mark(at);
    ConfusionMatrix matrix = getSkinnable().matrixProperty().get();
    getSkinnable().setHint(at.map(place -> describe(matrix, order.choice(place))).orElse(""));
  }

  private void mark(Optional<Place> at) {
    boolean isSmall = layout.cellHeight() < LEAST_CELL_WITHOUT_BANDS;
    boolean isInRow = isSmall && at.filter(p -> p.row() >= 0 && window.hasRow(p.row())).isPresent();
    boolean isInColumn =
        isSmall && at.filter(p -> p.column() >= 0 && window.hasColumn(p.column())).isPresent();
    rowBand.setVisible(isInRow);
    columnBand.setVisible(isInColumn);
    if (isInRow) {
      rowBand.resizeRelocate(
          layout.left(),
          layout.y(at.get().row()) - 1,
          layout.right() - layout.left(),
          layout.cellHeight() + 2);
    }
    if (isInColumn) {
      columnBand.resizeRelocate(
          layout.x(at.get().column()) - 1,
          layout.top(),
          layout.cellWidth() + 2,
          layout.bottom() - layout.top());
    }
  }

  private String describe(ConfusionMatrix matrix, CellChoice choice) {
    return sentences.describe(matrix, choice)
        + getSkinnable()
            .referenceProperty()
            .get()
            .map(reference -> sentences.compare(matrix, reference, choice))
            .orElse("");
  }

  /** Where the sentence does not stand below the matrix. */
  private void showTooltip() {
    if (getSkinnable().detailedProperty().get()) {
      return;
    }
    hovered.ifPresent(
        place -> {
          Bounds bounds = body.localToScreen(body.getLayoutBounds());
          if (bounds != null && body.getScene().getWindow().isFocused()) {
            tooltip.setText(getSkinnable().hintProperty().get());
            tooltip.show(
                body,
                bounds.getMinX() + layout.x(Math.max(window.firstColumn(), place.column() + 1)),
                bounds.getMinY() + layout.y(Math.max(window.firstRow(), place.row() + 1)));
          }
        });
  }

  private static <N extends Node> N styled(N node, String styleClass) {
    node.getStyleClass().add(styleClass);
    return node;
  }
}
