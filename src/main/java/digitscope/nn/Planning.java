package digitscope.nn;

import java.util.List;

/** Decides what computes what. */
public interface Planning {
  /**
   * What is known where a block begins.
   *
   * @param precision of the numbers
   * @param isFirst whether no layer before it computes anything
   * @param goesBackward whether gradients are wanted
   * @param wantsInputGradient whether one for the block's input is
   */
  record Situation(
      Precision precision, boolean isFirst, boolean goesBackward, boolean wantsInputGradient) {}

  /**
   * Chooses the block that begins with one of the layers, which is a {@link SimpleLayer} that does
   * not merely {@linkplain SimpleLayer#isReshape() reshape}.
   *
   * @param layers in a row
   * @param from the block's first
   */
  PlannedBlock block(List<Layer> layers, int from, Situation situation);

  /** A memory that serves all of these blocks. */
  Memory memory(List<PlannedBlock> blocks, Precision precision);

  /** Makes the calling thread one that may compute these blocks. */
  void prepareThread(List<PlannedBlock> blocks);
}
