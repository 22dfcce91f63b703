package digitscope.session;

import digitscope.engine.StepResult;
import digitscope.network.NamedArray;
import java.util.List;

/**
 * One step in full, so that it can be taken again elsewhere.
 *
 * @param step number of steps taken after it
 * @param indices of the mini-batch's images in the training set of the run, in their order
 * @param labels of the images
 * @param result loss, penalty and errors before the step
 * @param learningRate with which it was taken, the schedule's factor included
 * @param clipping factor of the gradient that made its norm small enough; 1 if it was
 * @param arrays {@code images} [batch, channels, height, width] as they were trained on, in [0, 1];
 *     {@code mask/LAYER}, the factors of each dropout layer; {@code before/NAME} and {@code
 *     after/NAME}, every array of the network; {@code gradient/NAME}, what the optimizer got for
 *     each array that is trained
 */
public record TracedStep(
    long step,
    List<Integer> indices,
    List<Integer> labels,
    StepResult result,
    double learningRate,
    double clipping,
    List<NamedArray> arrays) {
  public TracedStep {
    indices = List.copyOf(indices);
    labels = List.copyOf(labels);
    arrays = List.copyOf(arrays);
  }
}
