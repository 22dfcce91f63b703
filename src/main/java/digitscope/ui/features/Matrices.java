package digitscope.ui.features;

import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import digitscope.ui.control.images.NumberGrid;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/** Matrices of numbers with signs between them. */
final class Matrices {
  private Matrices() {}

  /** Kernel × patch. */
  static Node product(NetworkReadings readings, Patch patch) {
    return row(
        grid(patch.weights(), patch, true, readings.get("computation.kernel")),
        sign("×"),
        grid(patch.inputs(), patch, isSigned(patch.inputs()), readings.get("computation.patch")));
  }

  /** What an operation without weights of its own reads; what it multiplies it with, if it does. */
  static Node reading(NetworkReadings readings, Operation operation, Patch patch) {
    Node inputs =
        grid(patch.inputs(), patch, isSigned(patch.inputs()), readings.get("computation.patch"));
    return switch (operation) {
      case NORMALIZATION ->
          row(
              grid(patch.weights(), patch, true, readings.get("computation.scale")),
              sign("×"),
              inputs);
      case DISTANCE ->
          row(
              inputs,
              sign("−"),
              grid(patch.weights(), patch, false, readings.get("computation.centroid")));
      case MAXIMUM, MEAN, SUM_OF_BRANCHES, COPY, WEIGHTED_SUM -> row(inputs);
    };
  }

  /** Numbers in the form of a patch. */
  static NumberGrid grid(float[] values, Patch form, boolean isSigned, String what) {
    NumberGrid grid = new NumberGrid();
    grid.divergingProperty().set(isSigned);
    grid.show(values, form.height(), form.width(), 0);
    grid.setAccessibleText(what + ": " + grid.getAccessibleText());
    return grid;
  }

  private static boolean isSigned(float[] values) {
    for (float value : values) {
      if (value < 0) {
        return true;
      }
    }
    return false;
  }

  static FlowPane row(Node... parts) {
    FlowPane row = new FlowPane(parts);
    row.getStyleClass().add("computation-matrices");
    return row;
  }

  static Label sign(String sign) {
    Label label = new Label(sign);
    label.getStyleClass().add("computation-sign");
    return label;
  }
}
