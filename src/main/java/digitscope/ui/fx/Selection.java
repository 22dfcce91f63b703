package digitscope.ui.fx;

import digitscope.eval.CellChoice;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What the user has chosen, shared by all views: each shows it and changes it, so that they move
 * together without knowing one another.
 */
public final class Selection {
  private final ObjectProperty<Optional<CellChoice>> cells =
      new SimpleObjectProperty<>(this, "cells", Optional.empty());
  private final ObjectProperty<ChosenImage> image =
      new SimpleObjectProperty<>(this, "image", new ChosenImage.None());
  private final ObjectProperty<OptionalInt> layer =
      new SimpleObjectProperty<>(this, "layer", OptionalInt.empty());
  private final ObjectProperty<OptionalInt> unit =
      new SimpleObjectProperty<>(this, "unit", OptionalInt.empty());

  /** Cells, row or column of the confusion matrix. */
  public ObjectProperty<Optional<CellChoice>> cellsProperty() {
    return cells;
  }

  public ObjectProperty<ChosenImage> imageProperty() {
    return image;
  }

  /** Index of a layer, counted from 0. */
  public ObjectProperty<OptionalInt> layerProperty() {
    return layer;
  }

  /** Number of a filter or unit in the chosen layer, counted from 0. */
  public ObjectProperty<OptionalInt> unitProperty() {
    return unit;
  }
}
