package digitscope.ui.control;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionAt;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.EvaluationHistory;
import digitscope.ui.control.MatrixLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Nodes of a {@link MatrixView}: one region a cell, updated in place. */
final class MatrixSkin extends SkinBase<MatrixView> {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  private static final double TITLE_HEIGHT = 20;
  private static final double HEAD_HEIGHT = 24;
  private static final double LEAST_HEAD_WIDTH = 28;
  private static final double MOST_HEAD_WIDTH = 96;
  private static final double TOTAL_WIDTH = 44;
  private static final double LEGEND_HEIGHT = 28;
  private static final double HINT_HEIGHT = 24;
  private static final double LEAST_CELL_FOR_HEAD = 9;
  private static final double LEAST_CELL_FOR_TOTAL = 32;
  private static final double HEAD_PADDING = 12;
  private static final double PREFERRED_CELL = 48;

  /** With more cells, too much would move at once, and courses would be too small to see. */
  private static final int MOST_MOVING = 400;

  /** Of a course; more could not be told apart in a cell. */
  private static final int MOST_POINTS = 24;

  private static final Duration TOOLTIP_DELAY = Duration.millis(350);

  private final Messages messages = Messages.of("control");
  private final Pane body = new Pane();
  private final Label actualTitle =
      styled(new Label(messages.get("matrix.actual")), "matrix-title");
  private final Label predictedTitle =
      styled(new Label(messages.get("matrix.predicted")), "matrix-title");
  private final Region ring = styled(new Region(), "matrix-focus");
  private final MatrixLegend legend = new MatrixLegend();
  private final Label hint = styled(new Label(), "matrix-hint");
  private final List<MatrixCell> cells = new ArrayList<>();
  private final List<Label> rowHeads = new ArrayList<>();
  private final List<Label> columnHeads = new ArrayList<>();
  private final List<Label> rowTotals = new ArrayList<>();
  private final List<Label> columnTotals = new ArrayList<>();
  private final MatrixFonts fonts = new MatrixFonts();
  private final Label corner = head("≠", "all-errors");
  private final Tooltip tooltip = new Tooltip();
  private final PauseTransition tooltipDelay = new PauseTransition(TOOLTIP_DELAY);
  private MatrixLayout layout = MatrixLayout.fit(0, 0, 0, 1, 1, 0, 0);
  private MatrixSentences sentences = new MatrixSentences(List.of());
  private Optional<Place> hovered = Optional.empty();
  private Place focused = new Place(0, 0);
  private MatrixOrder order = new MatrixOrder(List.of());

  /** What was shown last. */
  private ConfusionMatrix flashed = new ConfusionMatrix(new int[0][0]);

  MatrixSkin(MatrixView view) {
    super(view);
    hint.textProperty().bind(view.hintProperty());
    actualTitle.setRotate(-90);
    ring.setVisible(false);
    ring.setMouseTransparent(true);
    body.setManaged(false);
    getChildren().add(body);

    registerChangeListener(view.matrixProperty(), changed -> show());
    List.of(
            view.modeProperty(),
            view.orderProperty(),
            view.referenceProperty(),
            view.historyProperty(),
            view.diagonalHiddenProperty(),
            view.logarithmicProperty())
        .forEach(setting -> registerChangeListener(setting, changed -> show()));
    registerChangeListener(view.classNamesProperty(), changed -> rebuild());
    registerChangeListener(view.choiceProperty(), changed -> showChoice());
    registerChangeListener(view.detailedProperty(), changed -> rebuild());
    registerChangeListener(view.focusedProperty(), changed -> point());
    view.styles().forEach(style -> registerChangeListener(style, changed -> show()));
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    body.setOnMouseMoved(event -> hover(placeAt(event)));
    body.setOnMouseExited(event -> hover(Optional.empty()));
    body.setOnMousePressed(this::onPressed);
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
    List.of(cells, rowHeads, columnHeads, rowTotals, columnTotals).forEach(List::clear);
    for (int row = 0; row < classes; row++) {
      rowHeads.add(head(view.className(row), "row-" + row));
      columnHeads.add(head(view.className(row), "column-" + row));
      rowTotals.add(styled(new Label(), "matrix-total"));
      columnTotals.add(styled(new Label(), "matrix-total"));
      for (int column = 0; column < classes; column++) {
        cells.add(new MatrixCell(row, column, fonts));
      }
    }
    rowHeads.forEach(head -> head.setAlignment(Pos.CENTER_RIGHT));
    List<Node> nodes = new ArrayList<>(List.of(predictedTitle, actualTitle, corner));
    nodes.addAll(cells);
    nodes.addAll(rowHeads);
    nodes.addAll(columnHeads);
    if (view.detailedProperty().get()) {
      nodes.addAll(rowTotals);
      nodes.addAll(columnTotals);
      nodes.addAll(List.of(legend, hint));
    }
    nodes.add(ring);
    nodes.forEach(node -> node.setManaged(false));
    body.getChildren().setAll(nodes);
    focused = focused.moved(0, 0, classes);
    update();
  }

  private void show() {
    if (rowHeads.size() == getSkinnable().matrixProperty().get().classes()) {
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
    boolean isCalm = cells.size() > MOST_MOVING;
    boolean isFlashing = !isCalm && isNextOf(history, matrix);
    List<ConfusionAt> courses =
        isCalm || history.newest().filter(some -> some.classes() == matrix.classes()).isEmpty()
            ? List.of()
            : history.outline(MOST_POINTS);
    for (MatrixCell cell : cells) {
      cell.show(faces.of(cell.actual(), cell.predicted()));
      cell.showCourse(courses);
      if (isFlashing && cell.count(matrix) != cell.count(flashed)) {
        cell.flash();
      }
    }
    flashed = matrix;
    for (int label = 0; label < matrix.classes(); label++) {
      rowTotals.get(label).setText(messages.get("matrix.count", matrix.actual(label)));
      columnTotals.get(label).setText(messages.get("matrix.count", matrix.predicted(label)));
    }
    legend.show(view.colors(), faces.worstShare());
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

  private static int largestRow(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes()).map(matrix::actual).max().orElse(0);
  }

  private void showChoice() {
    Optional<CellChoice> choice = getSkinnable().choiceProperty().get();
    for (MatrixCell cell : cells) {
      boolean selected =
          choice.filter(some -> some.includes(cell.actual(), cell.predicted())).isPresent();
      cell.pseudoClassStateChanged(SELECTED, selected);
    }
    for (int label = 0; label < rowHeads.size(); label++) {
      mark(rowHeads.get(label), choice, new CellChoice.FalseNegatives(label));
      mark(columnHeads.get(label), choice, new CellChoice.FalsePositives(label));
    }
    mark(corner, choice, new CellChoice.AllErrors());
  }

  private static void mark(Label head, Optional<CellChoice> choice, CellChoice own) {
    boolean whole =
        choice.filter(some -> some.equals(own) || some.parts().contains(own)).isPresent();
    head.pseudoClassStateChanged(SELECTED, whole);
  }

  @Override
  protected double computePrefWidth(
      double height, double top, double right, double bottom, double left) {
    return left + right + 2 * TOTAL_WIDTH + rowHeads.size() * PREFERRED_CELL;
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
    double headWidth = headWidth();
    double left = TITLE_HEIGHT + headWidth;
    double top = TITLE_HEIGHT + HEAD_HEIGHT;
    layout =
        MatrixLayout.fit(
            rowHeads.size(),
            left,
            top,
            width - left - (detailed ? TOTAL_WIDTH : 0),
            height - top - (detailed ? HEAD_HEIGHT + LEGEND_HEIGHT + HINT_HEIGHT : 0),
            headWidth,
            HEAD_HEIGHT);
    placeHeads(headWidth);
    fonts.fit(
        getSkinnable().font().getFamily(),
        layout.cellWidth(),
        layout.cellHeight(),
        getSkinnable().modeProperty().get(),
        largestRow(getSkinnable().matrixProperty().get()));
    for (MatrixCell cell : cells) {
      place(cell, new Place(order.placeOf(cell.actual()), order.placeOf(cell.predicted())));
    }
    double below = layout.bottom() + HEAD_HEIGHT;
    legend.resizeRelocate(left, below, Math.max(0, width - left), LEGEND_HEIGHT);
    hint.resizeRelocate(left, below + LEGEND_HEIGHT, Math.max(0, width - left), HINT_HEIGHT);
    point();
  }

  private double headWidth() {
    double widest = LEAST_HEAD_WIDTH;
    for (Label head : rowHeads) {
      widest = Math.max(widest, head.prefWidth(-1) + HEAD_PADDING);
    }
    return Math.min(widest, MOST_HEAD_WIDTH);
  }

  private void placeHeads(double headWidth) {
    double cellsWidth = layout.right() - layout.left();
    double cellsHeight = layout.bottom() - layout.top();
    predictedTitle.resizeRelocate(layout.left(), 0, cellsWidth, TITLE_HEIGHT);
    actualTitle.resizeRelocate(
        (TITLE_HEIGHT - cellsHeight) / 2,
        layout.top() + (cellsHeight - TITLE_HEIGHT) / 2,
        cellsHeight,
        TITLE_HEIGHT);
    corner.resizeRelocate(TITLE_HEIGHT, TITLE_HEIGHT, headWidth, HEAD_HEIGHT);
    boolean room = layout.cellHeight() >= LEAST_CELL_FOR_HEAD;
    boolean roomForTotals = layout.cellHeight() >= LEAST_CELL_FOR_TOTAL;
    for (int label = 0; label < rowHeads.size(); label++) {
      place(rowHeads.get(label), new Place(order.placeOf(label), -1));
      place(columnHeads.get(label), new Place(-1, order.placeOf(label)));
      rowHeads.get(label).setVisible(room);
      columnHeads.get(label).setVisible(room);
      rowTotals.get(label).setVisible(roomForTotals);
      columnTotals.get(label).setVisible(roomForTotals);
      rowTotals
          .get(label)
          .resizeRelocate(
              layout.right(), layout.y(order.placeOf(label)), TOTAL_WIDTH, layout.cellHeight());
      columnTotals
          .get(label)
          .resizeRelocate(
              layout.x(order.placeOf(label)), layout.bottom(), layout.cellWidth(), HEAD_HEIGHT);
    }
  }

  private void place(Region node, Place place) {
    node.resizeRelocate(
        layout.x(place.column()),
        layout.y(place.row()),
        place.column() < 0 ? layout.headWidth() : layout.cellWidth(),
        place.row() < 0 ? layout.headHeight() : layout.cellHeight());
  }

  private Optional<Place> placeAt(MouseEvent event) {
    return layout.contains(event.getX(), event.getY())
        ? Optional.of(layout.at(event.getX(), event.getY()))
        : Optional.empty();
  }

  private void onPressed(MouseEvent event) {
    getSkinnable().requestFocus();
    if (event.getButton() == MouseButton.PRIMARY) {
      placeAt(event).ifPresent(place -> choose(place, event.isShortcutDown()));
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
    int classes = rowHeads.size();
    switch (event.getCode()) {
      case UP -> focused = focused.moved(-1, 0, classes);
      case DOWN -> focused = focused.moved(1, 0, classes);
      case LEFT -> focused = focused.moved(0, -1, classes);
      case RIGHT -> focused = focused.moved(0, 1, classes);
      case HOME -> focused = focused.moved(0, -classes - 1, classes);
      case END -> focused = focused.moved(0, classes, classes);
      case ENTER, SPACE -> choose(focused, event.isShortcutDown());
      case ESCAPE -> getSkinnable().choiceProperty().set(Optional.empty());
      default -> {
        return;
      }
    }
    event.consume();
    point();
  }

  private void hover(Optional<Place> place) {
    if (!place.equals(hovered)) {
      hovered = place;
      tooltip.hide();
      tooltipDelay.playFromStart();
      point();
    }
  }

  /** Shows where the mouse or, without it, the keyboard is, and says what is there. */
  private void point() {
    boolean active = getSkinnable().isFocused() && !rowHeads.isEmpty();
    ring.setVisible(active);
    if (active) {
      place(ring, focused);
    }
    Optional<Place> at = hovered.or(() -> active ? Optional.of(focused) : Optional.empty());
    for (int label = 0; label < rowHeads.size(); label++) {
      int own = order.placeOf(label);
      rowHeads
          .get(label)
          .pseudoClassStateChanged(POINTED, at.filter(place -> place.row() == own).isPresent());
      columnHeads
          .get(label)
          .pseudoClassStateChanged(POINTED, at.filter(place -> place.column() == own).isPresent());
    }
    ConfusionMatrix matrix = getSkinnable().matrixProperty().get();
    getSkinnable()
        .setHint(
            at.filter(place -> !rowHeads.isEmpty())
                .map(place -> describe(matrix, order.choice(place)))
                .orElse(""));
  }

  private String describe(ConfusionMatrix matrix, CellChoice choice) {
    return sentences.describe(matrix, choice)
        + getSkinnable()
            .referenceProperty()
            .get()
            .map(reference -> sentences.compare(matrix, reference, choice))
            .orElse("");
  }

  private void showTooltip() {
    hovered.ifPresent(
        place -> {
          Bounds bounds = body.localToScreen(body.getLayoutBounds());
          if (bounds != null && body.getScene().getWindow().isFocused()) {
            tooltip.setText(getSkinnable().hintProperty().get());
            tooltip.show(
                body,
                bounds.getMinX() + layout.x(place.column() + 1),
                bounds.getMinY() + layout.y(place.row() + 1));
          }
        });
  }

  private Label head(String name, String id) {
    Label head = styled(new Label(name), "matrix-head");
    head.fontProperty().bind(fonts.head());
    head.setId(id);
    head.setMouseTransparent(true);
    return head;
  }

  private static <N extends Node> N styled(N node, String styleClass) {
    node.getStyleClass().add(styleClass);
    return node;
  }
}
