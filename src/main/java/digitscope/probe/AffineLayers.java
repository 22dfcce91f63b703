package digitscope.probe;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import java.util.List;

/** Tells layers of a trained network that only weigh and add what they get. */
final class AffineLayers implements SimpleLayer.SomeKinds<Boolean>, Layer.Visitor<Boolean> {
  /** Whether what comes out of all of them is an affine function of the image. */
  static boolean areAll(List<Layer> layers) {
    AffineLayers visitor = new AffineLayers();
    return layers.stream().allMatch(layer -> layer.accept(visitor));
  }

  @Override
  public Boolean otherwise(SimpleLayer layer) {
    return false;
  }

  @Override
  public Boolean residual(Residual layer) {
    return areAll(layer.main()) && areAll(layer.shortcut());
  }

  @Override
  public Boolean activation(ActivationLayer layer) {
    return layer.activation() == Activation.LINEAR;
  }

  @Override
  public Boolean averagePooling(AveragePooling layer) {
    return true;
  }

  @Override
  public Boolean batchNormalization(BatchNormalization layer) {
    return true;
  }

  @Override
  public Boolean convolution(Convolution layer) {
    return true;
  }

  @Override
  public Boolean dense(Dense layer) {
    return true;
  }

  @Override
  public Boolean depthwiseConvolution(DepthwiseConvolution layer) {
    return true;
  }

  @Override
  public Boolean dropout(Dropout layer) {
    return true;
  }

  @Override
  public Boolean flatten(Flatten layer) {
    return true;
  }

  @Override
  public Boolean transposedConvolution(TransposedConvolution layer) {
    return true;
  }
}
