package digitscope.cli;

import digitscope.config.AugmentationSpec;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.io.InvalidValueException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options against overfitting: validation, early stopping and augmentation. */
final class GeneralizationOptions {
  @Option(
      names = "--validation",
      paramLabel = "FRACTION",
      description = {
        "Fraction of the training images to hold out for validation after every epoch, "
            + "such as 0.1; 0 for none."
      })
  private Optional<Double> fraction = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = {
        "Stop early after N epochs without a lower validation loss; 0 trains to the last epoch."
      })
  private Optional<Integer> patience = Optional.empty();

  @Option(
      names = "--restore-best",
      negatable = true,
      description = "At the end, restore the weights with the lowest validation loss.")
  private Optional<Boolean> restoreBest = Optional.empty();

  @Option(
      names = "--augment",
      paramLabel = "CHANGES",
      converter = AugmentationConverter.class,
      description = {
        "Augment the training images, differently each time: none, or any of"
            + " shift=PIXELS,rotate=DEGREES,scale=FRACTION,shear=DEGREES,elastic=PIXELS,erase=PROBABILITY,"
            + " such as shift=2,rotate=10,scale=0.1."
      })
  private Optional<AugmentationSpec> augmentation = Optional.empty();

  /**
   * The settings with what the options change.
   *
   * @throws IllegalArgumentException if a value is out of its range, or has no meaning without
   *     another
   */
  TrainingSpec changed(TrainingSpec training) {
    ValidationSpec before = training.validation();
    double held = fraction.orElse(before.fraction());
    if (held == 0 && (patience.orElse(0) > 0 || restoreBest.orElse(false))) {
      throw new InvalidValueException(
          "--patience and --restore-best need validation images: add --validation, such "
              + "as --validation 0.1");
    }
    ValidationSpec validation =
        held == 0
            ? ValidationSpec.none()
            : new ValidationSpec(
                held, patience.orElse(before.patience()), restoreBest.orElse(before.restoreBest()));
    return training
        .withValidation(validation)
        .withAugmentation(augmentation.orElse(training.augmentation()));
  }

  /**
   * Refuses what would make a run that goes on end with other weights than it would have had.
   *
   * @throws CommandException naming the option
   */
  void refuseChange(TrainingSpec saved) throws CommandException {
    TrainOptions.refuseChange(
        fraction, saved.validation().fraction(), "validation fraction", "--validation");
    TrainOptions.refuseChange(augmentation, saved.augmentation(), "augmentation", "--augment");
  }
}
