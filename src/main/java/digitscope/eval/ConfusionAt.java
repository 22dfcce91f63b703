package digitscope.eval;

/**
 * What a network took for what at one step.
 *
 * @param step training step after which the network was asked
 */
public record ConfusionAt(long step, ConfusionMatrix confusion) {
  static ConfusionAt of(Evaluation evaluation) {
    return new ConfusionAt(evaluation.step(), evaluation.confusion());
  }
}
