package digitscope.nn.plan;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Backend;
import digitscope.nn.Convolution;
import digitscope.nn.ConvolutionBlock;
import digitscope.nn.Dense;
import digitscope.nn.Implementation;
import digitscope.nn.Layer;
import digitscope.nn.MaxPooling;
import digitscope.nn.PlannedBlock;
import digitscope.nn.Planning.Situation;
import digitscope.nn.SimpleLayer;
import digitscope.nn.vector.PixelConvolution;
import digitscope.nn.vector.SigmoidLayer;
import digitscope.nn.vector.SmallDense;
import digitscope.nn.vector.SparseDense;
import digitscope.nn.vector.WindowMaximum;
import digitscope.nn.vector.Winograd;
import java.util.List;
import java.util.Optional;

/**
 * What Java's vectors can do from one layer on, and what is in the way where they cannot.
 *
 * @param layers in a row
 * @param from the first of the block
 */
record VectorOffers(List<Layer> layers, int from, Situation situation)
    implements SimpleLayer.SomeKinds<Offer> {
  @Override
  public Offer otherwise(SimpleLayer layer) {
    return Offer.none("there is no vector kernel for this kind of layer");
  }

  @Override
  public Offer convolution(Convolution layer) {
    ConvolutionBlock block = ConvolutionBlock.at(layers, from).orElseThrow();
    Optional<String> inPixels = PixelConvolution.obstacle(block);
    if (inPixels.isEmpty()) {
      return offer(
          block.layers(),
          "convolution, pooling and ReLU in one pass that skips black pixels",
          (binding, gradients) -> PixelConvolution.passes(block, binding, gradients));
    }
    if (layer.input().channels() == 1) {
      return Offer.none(inPixels.get());
    }
    Optional<String> obstacle = Winograd.obstacle(layer);
    if (obstacle.isEmpty() && situation.goesBackward() && !situation.wantsInputGradient()) {
      obstacle =
          Optional.of("a first layer needs no gradient for its input, which Winograd computes");
    }
    return obstacle
        .map(Offer::none)
        .orElseGet(
            () ->
                offer(
                    block.layers(),
                    "Winograd's minimal filtering, with what follows in the same pass",
                    (binding, gradients) -> Winograd.passes(block, binding, gradients)));
  }

  @Override
  public Offer dense(Dense layer) {
    if (situation.isFirst() && SparseDense.obstacle(layer).isEmpty()) {
      return offer(
          List.of(layer),
          "it skips products with black pixels",
          (binding, gradients) -> SparseDense.passes(layer, binding, gradients));
    }
    return SmallDense.obstacle(layer)
        .map(Offer::none)
        .orElseGet(
            () ->
                offer(
                    List.of(layer),
                    "its weights stay in the processor's cache",
                    (binding, gradients) -> SmallDense.passes(layer, binding, gradients)));
  }

  @Override
  public Offer maxPooling(MaxPooling layer) {
    return WindowMaximum.obstacle(layer)
        .map(Offer::none)
        .orElseGet(
            () ->
                offer(
                    List.of(layer),
                    "it stores the position of each maximum",
                    (binding, gradients) -> WindowMaximum.passes(layer, binding, gradients)));
  }

  @Override
  public Offer activation(ActivationLayer layer) {
    return layer.activation() == Activation.SIGMOID
        ? offer(List.of(layer), "vectors compute the exponential function", SigmoidLayer::passes)
        : Offer.none("there is no vector kernel for " + layer.title());
  }

  private static Offer offer(List<SimpleLayer> layers, String why, Implementation implementation) {
    return Offer.of(new PlannedBlock(layers, Backend.VECTOR, why, implementation));
  }
}
