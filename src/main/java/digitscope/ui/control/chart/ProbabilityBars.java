package digitscope.ui.control.chart;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;

/**
 * The probabilities of the classes as bars, one under another, in one column or several. The
 * likeliest stands out; the right class can be marked. Bars glide to their new length, text changes
 * at once.
 *
 * <p>Style class {@code probability-bars}.
 */
public final class ProbabilityBars extends Control {
  private final ObjectProperty<List<String>> classNames =
      new SimpleObjectProperty<>(this, "classNames", List.of());
  private final ObjectProperty<float[]> probabilities =
      new SimpleObjectProperty<>(this, "probabilities", new float[0]);
  private final ObjectProperty<OptionalInt> actual =
      new SimpleObjectProperty<>(this, "actual", OptionalInt.empty());

  private final IntegerProperty columns = new SimpleIntegerProperty(this, "columns", 1);

  public ProbabilityBars() {
    getStyleClass().add("probability-bars");
    setFocusTraversable(false);
  }

  /** Names of the classes, one a bar. */
  public ObjectProperty<List<String>> classNamesProperty() {
    return classNames;
  }

  /** One value in [0, 1] a class; with an array of no values no bars are shown. */
  public ObjectProperty<float[]> probabilitiesProperty() {
    return probabilities;
  }

  /** The right class, where it is known. */
  public ObjectProperty<OptionalInt> actualProperty() {
    return actual;
  }

  /** Number of columns that the bars stand in, filled one after another. */
  public IntegerProperty columnsProperty() {
    return columns;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new ProbabilityBarsSkin(this);
  }
}
