package digitscope.exchange;

import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import digitscope.network.NamedArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the reader has come: the layers so far, and the form in which a tensor has their output.
 */
final class OnnxPath {
  private final LayerStack stack;
  private final Map<String, OnnxForm> forms = new HashMap<>();
  private OnnxForm form;

  OnnxPath(ImageShape image) {
    stack = new LayerStack(image);
    form = OnnxForm.of(stack.shape());
  }

  LayerStack stack() {
    return stack;
  }

  OnnxForm form() {
    return form;
  }

  /** The same values in another form. */
  void reform(OnnxForm other) {
    form = other;
  }

  /** Remembers that a tensor has the present form. */
  void pass(String tensor) {
    forms.put(tensor, form);
  }

  /** The form of a tensor that was passed. */
  Optional<OnnxForm> formOf(String tensor) {
    return Optional.ofNullable(forms.get(tensor));
  }

  /** Puts a layer on top, which takes and gives our own form. */
  void add(LayerSpec layer, Map<String, NamedArray> parameters) {
    stack.add(layer, parameters);
    form = OnnxForm.of(stack.shape());
  }

  void add(LayerSpec layer) {
    add(layer, Map.of());
  }

  /**
   * The maps that a node takes.
   *
   * @throws ExchangeException if it gets them in another form, or a vector
   */
  Shape.Maps maps(OnnxNode node) throws ExchangeException {
    if (stack.shape() instanceof Shape.Maps maps && form.equals(OnnxForm.of(maps))) {
      return maps;
    }
    throw node.problem(
        "it needs maps as [batch, channels, rows, columns], but gets %s for each image; flatten and transpose only where a dense layer follows"
            .formatted(OnnxNode.brief(form.sizes())));
  }

  /**
   * Makes a vector of maps that the graph has flattened.
   *
   * @return whether there is a vector
   */
  boolean flatten() {
    if (form.isVector() && stack.shape() instanceof Shape.Maps) {
      OnnxForm flattened = form;
      stack.add(new Flatten());
      form = flattened;
    }
    return form.isVector();
  }

  /** Values of a vector in our own order; each row of a matrix likewise. */
  NamedArray inOrder(NamedArray vector) {
    int size = vector.values().length;
    List<Integer> shape = vector.shape();
    return form.isVector() && size == form.size()
        ? form.rowsInOrder(vector.reshaped(size, 1)).reshaped(shape.toArray(Integer[]::new))
        : vector;
  }
}
