package digitscope.ui.learning;

import digitscope.config.Dropout;
import digitscope.config.RunConfig;
import digitscope.data.source.DataSources;
import java.util.ArrayList;
import java.util.List;

/** Why a run can have a higher accuracy on test images than on the images it trains on. */
enum LeadCause {
  /** Dropout is off in evaluation. */
  DROPOUT,
  /** Test images are not augmented. */
  AUGMENTATION,
  /** The bundled training images are drawn more boldly than the test images. */
  DRAWN_DIGITS,
  /** Training accuracy is an average over earlier, weaker networks; true of any run. */
  RUNNING_AVERAGE;

  /** What in the settings of a run is a cause, or what always is if nothing in them is. */
  static List<LeadCause> of(RunConfig config) {
    List<LeadCause> causes = new ArrayList<>();
    if (config.network().layers().stream().anyMatch(Dropout.class::isInstance)) {
      causes.add(DROPOUT);
    }
    if (!config.training().augmentation().isNone()) {
      causes.add(AUGMENTATION);
    }
    if (config.data().equals(DataSources.DIGITS)) {
      causes.add(DRAWN_DIGITS);
    }
    return causes.isEmpty() ? List.of(RUNNING_AVERAGE) : List.copyOf(causes);
  }
}
