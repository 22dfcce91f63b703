package digitscope.ui.data;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.ui.fx.ChosenImage;

/** The two sets that data consists of. */
public enum Part {
  TRAINING,
  TEST;

  Dataset of(DataSplits data) {
    return this == TRAINING ? data.train() : data.test();
  }

  /** An image of this set, as all views speak of it. */
  ChosenImage image(int index) {
    return this == TRAINING
        ? new ChosenImage.OfTrainingSet(index)
        : new ChosenImage.OfTestSet(index);
  }
}
