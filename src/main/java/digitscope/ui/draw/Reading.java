package digitscope.ui.draw;

import digitscope.train.Prediction;
import digitscope.ui.control.ProbabilityBars;

/** Ties bars to the prediction of the drawing. */
final class Reading {
  private Reading() {}

  static ProbabilityBars bars(DrawViewModel model) {
    ProbabilityBars bars = new ProbabilityBars();
    bars.classNamesProperty().bind(model.classNamesProperty());
    bars.probabilitiesProperty()
        .bind(
            model
                .predictionProperty()
                .map(some -> some.map(Prediction::probabilities).orElse(new float[0])));
    return bars;
  }
}
