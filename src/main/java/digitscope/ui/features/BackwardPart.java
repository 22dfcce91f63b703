package digitscope.ui.features;

import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.LayerKernels;
import digitscope.probe.ValueComputation;
import digitscope.probe.ValueComputation.Gradient;
import digitscope.probe.ValueComputation.Patch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The gradient of a value for a class, how it reaches the kernel, and how the kernel has changed.
 *
 * @param computation of the value
 * @param next gradient of the weights over the mini-batch of a step to come, if it is known
 * @param earlier the same value at an earlier step, if there is one
 * @param written the patches that are written out
 */
record BackwardPart(
    NetworkReadings readings,
    ValueComputation computation,
    Optional<LayerKernels> next,
    Optional<ValueComputation> earlier,
    List<Patch> written) {
  /** Shows all of it below a head that chooses the class. */
  void fill(VBox pane, ComboBox<?> label) {
    Gradient gradient = computation.gradient();
    Label heading = new Label(readings.get("backward.title"));
    heading.getStyleClass().add("computation-heading");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(heading, space, label);
    head.getStyleClass().add("computation-row");
    pane.getChildren()
        .setAll(
            head,
            ComputationPane.row(
                readings.get("backward.logit"), Readings.number(gradient.ofLogit())),
            ComputationPane.row(readings.get("backward.loss"), Readings.number(gradient.ofLoss())),
            ComputationPane.row(
                readings.get("backward.before"), Readings.number(gradient.beforeActivation())));
    if (!gradient.kernels().isEmpty()) {
      Label note = note(readings.get("backward.kernel"));
      pane.getChildren().add(note);
      written.forEach(patch -> pane.getChildren().add(kernel(patch)));
      pane.getChildren()
          .add(
              ComputationPane.row(readings.get("backward.bias"), Readings.number(gradient.bias())));
      next.filter(this::isOfComputation).ifPresent(known -> addNext(pane, known));
      earlier.ifPresent(before -> addChange(pane, before));
    }
  }

  private static Label note(String text) {
    Label note = new Label(text);
    note.setWrapText(true);
    note.getStyleClass().addAll("text-small", "text-muted");
    return note;
  }

  /** This place's share of the kernel's gradient beside that of the whole image. */
  private Node kernel(Patch patch) {
    float[] share = new float[patch.inputs().length];
    for (int i = 0; i < share.length; i++) {
      share[i] = (float) (computation.gradient().beforeActivation() * patch.inputs()[i]);
    }
    float[] whole = computation.gradient().kernels().get(computation.patches().indexOf(patch));
    return Matrices.row(
        Matrices.grid(share, patch, true, readings.get("backward.share")),
        Matrices.sign("→"),
        Matrices.grid(whole, patch, true, readings.get("backward.whole")));
  }

  private boolean isOfComputation(LayerKernels known) {
    return known.layerIndex() == computation.place().layerIndex()
        && known.step() == computation.step()
        && !known.sets().isEmpty();
  }

  /** The last part of a layer gives its maps. */
  private void addNext(VBox pane, LayerKernels known) {
    Kernels set = known.sets().get(known.sets().size() - 1);
    int size = set.height() * set.width();
    pane.getChildren().add(note(readings.get("backward.next", computation.step())));
    for (Patch patch : written) {
      int from = (computation.place().map() * set.inputs() + patch.map()) * size;
      if (size == patch.weights().length && from + size <= set.values().length) {
        float[] gradient = Arrays.copyOfRange(set.values(), from, from + size);
        pane.getChildren()
            .add(
                Matrices.row(
                    Matrices.grid(gradient, patch, true, readings.get("backward.next.what"))));
      }
    }
  }

  private void addChange(VBox pane, ValueComputation before) {
    pane.getChildren()
        .add(note(readings.get("backward.change", before.step(), computation.step())));
    for (Patch patch : written) {
      int index = computation.patches().indexOf(patch);
      float[] change = new float[patch.weights().length];
      for (int i = 0; i < change.length; i++) {
        change[i] = patch.weights()[i] - before.patches().get(index).weights()[i];
      }
      float[] gradient = before.gradient().kernels().get(index);
      pane.getChildren()
          .add(
              Matrices.row(
                  Matrices.grid(gradient, patch, true, readings.get("backward.whole")),
                  Matrices.sign("→"),
                  Matrices.grid(change, patch, true, readings.get("backward.changed"))));
    }
  }
}
