package digitscope.cli;

import digitscope.config.AugmentationSpec;
import digitscope.io.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code none} or changes such as {@code shift=2,rotate=10}. */
final class AugmentationConverter implements ITypeConverter<AugmentationSpec> {
  private static final List<String> CHANGES =
      List.of("shift", "rotate", "scale", "shear", "elastic", "erase");

  @Override
  public AugmentationSpec convert(String text) {
    if (text.equals("none")) {
      return AugmentationSpec.none();
    }
    Map<String, Double> amounts = new HashMap<>();
    for (String change : text.split(",", -1)) {
      String[] parts = change.split("=", -1);
      if (parts.length != 2 || !CHANGES.contains(parts[0])) {
        throw new TypeConversionException(
            ("'%s' is not a valid augmentation: use none, or CHANGE=AMOUNT with one of %s, "
                    + "separated by commas")
                .formatted(change, String.join(", ", CHANGES)));
      }
      if (amounts.put(parts[0], amount(parts[0], parts[1])) != null) {
        throw new TypeConversionException("'%s' is given twice; give it once".formatted(parts[0]));
      }
    }
    double[] values =
        CHANGES.stream().mapToDouble(change -> amounts.getOrDefault(change, 0.0)).toArray();
    try {
      return new AugmentationSpec(values[0], values[1], values[2], values[3], values[4], values[5]);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(Reason.of(e));
    }
  }

  private static double amount(String change, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' needs a number, not '%s'".formatted(change, text));
    }
  }
}
