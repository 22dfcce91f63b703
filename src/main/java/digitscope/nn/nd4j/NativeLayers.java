package digitscope.nn.nd4j;

import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Implementation;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.MaxPooling;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import java.util.Optional;

/**
 * How ND4J computes each kind of layer; empty for those that it has no operation for. Its batch
 * normalization knows only a slice of the mini-batch, and its dropout draws other random numbers.
 */
public final class NativeLayers implements SimpleLayer.SomeKinds<Optional<Implementation>> {
  @Override
  public Optional<Implementation> otherwise(SimpleLayer layer) {
    return Optional.empty();
  }

  @Override
  public Optional<Implementation> activation(ActivationLayer layer) {
    return Optional.of(new NativeActivation(layer));
  }

  @Override
  public Optional<Implementation> averagePooling(AveragePooling layer) {
    return Optional.of(new NativePooling("avgpool2d", layer, layer.window()));
  }

  @Override
  public Optional<Implementation> convolution(Convolution layer) {
    return Optional.of(new NativeConvolution(layer));
  }

  @Override
  public Optional<Implementation> dense(Dense layer) {
    return Optional.of(new NativeDense(layer));
  }

  @Override
  public Optional<Implementation> depthwiseConvolution(DepthwiseConvolution layer) {
    return Optional.of(new NativeDepthwiseConvolution(layer));
  }

  @Override
  public Optional<Implementation> kMeansFeatures(KMeansFeatures layer) {
    return Optional.of(new NativeKMeansFeatures(layer));
  }

  @Override
  public Optional<Implementation> maxPooling(MaxPooling layer) {
    return Optional.of(new NativePooling("maxpool2d", layer, layer.window()));
  }

  @Override
  public Optional<Implementation> transposedConvolution(TransposedConvolution layer) {
    return Optional.of(new NativeTransposedConvolution(layer));
  }
}
