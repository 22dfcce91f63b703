package digitscope.nn.plain;

import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.MaxPooling;
import digitscope.nn.SharedSums;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;

/**
 * The loops for each kind of layer.
 *
 * @param sums of all slices of the mini-batch
 */
record PlainLayers(SharedSums.View sums) implements SimpleLayer.Visitor<PlainLayer> {
  @Override
  public PlainLayer activation(ActivationLayer layer) {
    return new PlainActivation(layer);
  }

  @Override
  public PlainLayer averagePooling(AveragePooling layer) {
    return new PlainAveragePooling(layer);
  }

  @Override
  public PlainLayer batchNormalization(BatchNormalization layer) {
    return new PlainBatchNormalization(layer, sums);
  }

  @Override
  public PlainLayer convolution(Convolution layer) {
    return new PlainConvolution(layer);
  }

  @Override
  public PlainLayer dense(Dense layer) {
    return new PlainDense(layer);
  }

  @Override
  public PlainLayer depthwiseConvolution(DepthwiseConvolution layer) {
    return new PlainDepthwiseConvolution(layer);
  }

  @Override
  public PlainLayer dropout(Dropout layer) {
    return new PlainDropout(layer);
  }

  @Override
  public PlainLayer flatten(Flatten layer) {
    return new PlainFlatten(layer);
  }

  @Override
  public PlainLayer groupNormalization(GroupNormalization layer) {
    return new PlainGroupNormalization(layer);
  }

  @Override
  public PlainLayer kMeansFeatures(KMeansFeatures layer) {
    return new PlainKMeansFeatures(layer);
  }

  @Override
  public PlainLayer maxPooling(MaxPooling layer) {
    return new PlainMaxPooling(layer);
  }

  @Override
  public PlainLayer transposedConvolution(TransposedConvolution layer) {
    return new PlainTransposedConvolution(layer);
  }
}
