package digitscope.probe;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Layer;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same layers without ReLUs. Where no gradient comes through them, because none of the units on
 * the way is excited, that through these says in which direction they lie: the "redirected"
 * gradient of Olah et al. (2017).
 */
final class OpenedRectifiers
    implements SimpleLayer.SomeKinds<Stream<Layer>>, Layer.Visitor<Stream<Layer>> {
  static List<Layer> of(List<Layer> layers) {
    OpenedRectifiers visitor = new OpenedRectifiers();
    return layers.stream().flatMap(layer -> layer.accept(visitor)).toList();
  }

  @Override
  public Stream<Layer> otherwise(SimpleLayer layer) {
    return Stream.of(layer);
  }

  @Override
  public Stream<Layer> activation(ActivationLayer layer) {
    return layer.activation() == Activation.RELU ? Stream.empty() : Stream.of(layer);
  }

  @Override
  public Stream<Layer> residual(Residual layer) {
    return Stream.of(new Residual(of(layer.main()), of(layer.shortcut())));
  }
}
