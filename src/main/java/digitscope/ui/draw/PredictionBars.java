package digitscope.ui.draw;

import digitscope.session.Prediction;
import digitscope.ui.control.chart.ProbabilityBars;

/** Ties bars to the prediction of the drawing. */
final class PredictionBars {
  private PredictionBars() {}

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
