package digitscope.nn.plan;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Backend;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.Implementation;
import digitscope.nn.PlannedBlock;
import digitscope.nn.SimpleLayer;
import digitscope.nn.loops.Loops;
import java.util.List;
import java.util.Optional;

/** What loops in Java are good enough for. */
final class LoopOffers implements SimpleLayer.SomeKinds<Optional<PlannedBlock>> {
  @Override
  public Optional<PlannedBlock> otherwise(SimpleLayer layer) {
    return Optional.empty();
  }

  @Override
  public Optional<PlannedBlock> activation(ActivationLayer layer) {
    return layer.activation() == Activation.RELU
        ? block(layer, "ReLU only copies values, so memory speed is the limit", Loops::rectifier)
        : Optional.empty();
  }

  @Override
  public Optional<PlannedBlock> batchNormalization(BatchNormalization layer) {
    return block(
        layer,
        "all workers share the mean and variance of the mini-batch, which no native "
            + "operation supports",
        Loops.batchNormalization(layer));
  }

  @Override
  public Optional<PlannedBlock> dropout(Dropout layer) {
    return block(
        layer,
        "which values are dropped depends only on seed, step and image, not on the number "
            + "of workers",
        Loops.dropout(layer));
  }

  @Override
  public Optional<PlannedBlock> flatten(Flatten layer) {
    return block(layer, "it only reorders values", Loops.flatten(layer));
  }

  @Override
  public Optional<PlannedBlock> groupNormalization(GroupNormalization layer) {
    return block(layer, "no native operation normalizes groups", Loops.groupNormalization(layer));
  }

  private static Optional<PlannedBlock> block(
      SimpleLayer layer, String why, Implementation implementation) {
    return Optional.of(new PlannedBlock(List.of(layer), Backend.JAVA, why, implementation));
  }
}
