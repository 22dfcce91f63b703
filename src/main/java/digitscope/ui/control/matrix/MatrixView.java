package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.eval.ClassOrder;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.EvaluationHistory;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * A confusion matrix to look at and to choose from: rows are the actual class, columns the
 * predicted one. A cell, a head of a row (false negatives) or column (false positives), or the
 * corner (all errors) is chosen by mouse, or by arrow keys and Enter or Space; with Ctrl a cell,
 * row or column more; Escape chooses nothing.
 *
 * <p>The diagonal has a color scale of its own, and off it the square root of the part of the row
 * is colored, so that few errors among many right images are seen. Nodes have the ids {@code
 * cell-3-5} (actual-predicted), {@code row-3}, {@code column-5} and {@code all-errors}. Style class
 * {@code matrix}; colors {@code -matrix-none}, {@code -matrix-right}, {@code -matrix-wrong}, {@code
 * -matrix-dark-text}, {@code -matrix-light-text}.
 */
public final class MatrixView extends Control {
  private static final StyleablePropertyFactory<MatrixView> STYLES =
      new StyleablePropertyFactory<>(Control.getClassCssMetaData());

  private final ObjectProperty<ConfusionMatrix> matrix =
      new SimpleObjectProperty<>(this, "matrix", new ConfusionMatrix(new int[0][0]));
  private final ObjectProperty<List<String>> classNames =
      new SimpleObjectProperty<>(this, "classNames", List.of());
  private final ObjectProperty<Optional<CellChoice>> choice =
      new SimpleObjectProperty<>(this, "choice", Optional.empty());
  private final ObjectProperty<MatrixMode> mode =
      new SimpleObjectProperty<>(this, "mode", MatrixMode.COUNTS);
  private final ObjectProperty<ClassOrder> order =
      new SimpleObjectProperty<>(this, "order", ClassOrder.LABEL);
  private final ObjectProperty<Optional<MatrixReference>> reference =
      new SimpleObjectProperty<>(this, "reference", Optional.empty());
  private final ObjectProperty<EvaluationHistory> history =
      new SimpleObjectProperty<>(this, "history", EvaluationHistory.NONE);
  private final BooleanProperty coursesShown =
      new SimpleBooleanProperty(this, "coursesShown", true);
  private final BooleanProperty diagonalHidden =
      new SimpleBooleanProperty(this, "diagonalHidden", false);
  private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic", false);
  private final BooleanProperty detailed = new SimpleBooleanProperty(this, "detailed", true);
  private Runnable onChosen = () -> {};
  private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(this, "hint", "");
  private final StyleableProperty<Font> font =
      STYLES.createStyleableFontProperty(
          this, "font", "-fx-font", view -> view.font, Font.getDefault(), true);
  private final StyleableProperty<Color> none =
      STYLES.createStyleableColorProperty(
          this, "none", "-matrix-none", view -> view.none, Color.WHITE);
  private final StyleableProperty<Color> right =
      STYLES.createStyleableColorProperty(
          this, "right", "-matrix-right", view -> view.right, Color.LIGHTBLUE);
  private final StyleableProperty<Color> wrong =
      STYLES.createStyleableColorProperty(
          this, "wrong", "-matrix-wrong", view -> view.wrong, Color.ORANGE);
  private final StyleableProperty<Color> darkText =
      STYLES.createStyleableColorProperty(
          this, "darkText", "-matrix-dark-text", view -> view.darkText, Color.BLACK);
  private final StyleableProperty<Color> lightText =
      STYLES.createStyleableColorProperty(
          this, "lightText", "-matrix-light-text", view -> view.lightText, Color.WHITE);

  public MatrixView() {
    getStyleClass().add("matrix");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    setAccessibleText(Messages.of("control").get("matrix.accessible"));
    hint.addListener(change -> notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT));
  }

  /** What is shown; the classes may change with it. */
  public ObjectProperty<ConfusionMatrix> matrixProperty() {
    return matrix;
  }

  /** Names of the classes; classes without a name are called by their number. */
  public ObjectProperty<List<String>> classNamesProperty() {
    return classNames;
  }

  /** What the cells show. */
  public ObjectProperty<MatrixMode> modeProperty() {
    return mode;
  }

  /** The order of rows and columns. */
  public ObjectProperty<ClassOrder> orderProperty() {
    return order;
  }

  /** What is compared with, in changes and in sentences. */
  public ObjectProperty<Optional<MatrixReference>> referenceProperty() {
    return reference;
  }

  /**
   * Where the course of each cell comes from, and by which a cell that changes lights up: it does
   * so if the matrix shown before is of the same run.
   */
  public ObjectProperty<EvaluationHistory> historyProperty() {
    return history;
  }

  /** Whether each cell shows its course, if it is large enough. */
  public BooleanProperty coursesShownProperty() {
    return coursesShown;
  }

  /** Whether correct predictions are hidden. */
  public BooleanProperty diagonalHiddenProperty() {
    return diagonalHidden;
  }

  /**
   * Whether colors off the diagonal go by the logarithm of the count instead of the square root of
   * the part.
   */
  public BooleanProperty logarithmicProperty() {
    return logarithmic;
  }

  /** What is chosen; mouse and keys change it. */
  public ObjectProperty<Optional<CellChoice>> choiceProperty() {
    return choice;
  }

  /** What to do after the user chose something, be it the same as before. */
  public void setOnChosen(Runnable action) {
    onChosen = action;
  }

  /** Takes the choice of the user over. */
  void choose(CellChoice chosen) {
    choice.set(Optional.of(chosen));
    onChosen.run();
  }

  /** Adds a cell, row or column to what is chosen, or takes it away. */
  void toggle(CellChoice.Part part) {
    choice.set(CellChoice.toggled(choice.get(), part));
  }

  /** Whether totals and the legend of the colors are shown around the cells. */
  public BooleanProperty detailedProperty() {
    return detailed;
  }

  /** A sentence on what the mouse or the keyboard is at; empty if at nothing. */
  public ReadOnlyStringProperty hintProperty() {
    return hint.getReadOnlyProperty();
  }

  void setHint(String sentence) {
    hint.set(sentence);
  }

  String className(int label) {
    return label < classNames.get().size() ? classNames.get().get(label) : String.valueOf(label);
  }

  Font font() {
    return font.getValue();
  }

  MatrixColors colors() {
    return new MatrixColors(
        none.getValue(),
        right.getValue(),
        wrong.getValue(),
        darkText.getValue(),
        lightText.getValue());
  }

  /** What changes when the style sheet does. */
  List<ObservableValue<?>> styles() {
    return List.of(
        (ObservableValue<?>) font,
        (ObservableValue<?>) none,
        (ObservableValue<?>) right,
        (ObservableValue<?>) wrong,
        (ObservableValue<?>) darkText,
        (ObservableValue<?>) lightText);
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT && !hint.get().isEmpty()
        ? hint.get()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new MatrixSkin(this);
  }

  @Override
  public String getUserAgentStylesheet() {
    return Objects.requireNonNull(MatrixView.class.getResource("/css/confusion.css"))
        .toExternalForm();
  }

  @Override
  protected List<CssMetaData<? extends Styleable, ?>> getControlCssMetaData() {
    return STYLES.getCssMetaData();
  }
}
