package digitscope.ui.labels;

import digitscope.data.Dataset;
import digitscope.data.Split;
import digitscope.eval.Evaluation;

/**
 * Images, and what a network that was not trained on them says of them.
 *
 * @param source the data that they are of
 * @param split of which they are all or some
 * @param set the images
 * @param evaluation of each of them
 */
record Judged(String source, Split split, Dataset set, Evaluation evaluation) {
  Judged {
    if (set.size() != evaluation.size()) {
      throw new IllegalArgumentException(
          "%d images, but an evaluation of %d".formatted(set.size(), evaluation.size()));
    }
  }
}
