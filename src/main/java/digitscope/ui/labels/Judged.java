package digitscope.ui.labels;

import digitscope.data.Dataset;
import digitscope.data.Split;
import digitscope.eval.Evaluation;
import digitscope.io.InvalidValueException;
import java.util.Locale;

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
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "%d images, but an evaluation of %d", set.size(), evaluation.size()));
    }
  }
}
