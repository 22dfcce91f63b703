package digitscope.probe;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;

/**
 * What the units of a layer make of a pre-activation.
 *
 * @param activation the function
 * @param isRectified whether they give 0 for all that is below 0
 */
record UnitAnswer(Activation activation, boolean isRectified) {
  private static final UnitAnswer PLAIN = new UnitAnswer(Activation.LINEAR, false);

  /**
   * That of the layers up to one.
   *
   * @param last the activation, or what computes if there is none
   */
  static UnitAnswer of(Layer last) {
    return last.accept(new Kinds());
  }

  private static final class Kinds
      implements Layer.Visitor<UnitAnswer>, SimpleLayer.SomeKinds<UnitAnswer> {
    @Override
    public UnitAnswer activation(ActivationLayer layer) {
      return new UnitAnswer(layer.activation(), layer.activation() == Activation.RELU);
    }

    @Override
    public UnitAnswer kMeansFeatures(KMeansFeatures layer) {
      return new UnitAnswer(Activation.LINEAR, true);
    }

    @Override
    public UnitAnswer residual(Residual layer) {
      return PLAIN;
    }

    @Override
    public UnitAnswer otherwise(SimpleLayer layer) {
      return PLAIN;
    }
  }
}
