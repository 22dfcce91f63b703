package digitscope.cli;

import digitscope.io.PlainText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what {@code --off} names. */
final class SwitchedOffConverter implements ITypeConverter<SwitchedOffConverter.Wish> {
  private static final int LONGEST = 60;
  private static final int MOST_DIGITS = 9;

  /**
   * Units of a layer that may exist or not.
   *
   * @param layer its name
   * @param units at least one
   */
  record Wish(String layer, List<Integer> units) {
    Wish {
      units = List.copyOf(units);
    }
  }

  @Override
  public Wish convert(String value) {
    int colon = value.indexOf(':');
    if (colon <= 0) {
      throw wrong(value);
    }
    List<Integer> units = new ArrayList<>();
    for (String number : value.substring(colon + 1).split(",", -1)) {
      if (number.isEmpty()
          || number.length() > MOST_DIGITS
          || !number.chars().allMatch(digit -> '0' <= digit && digit <= '9')) {
        throw wrong(value);
      }
      units.add(Integer.parseInt(number));
    }
    return new Wish(value.substring(0, colon), units);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException(
        "'%s' does not name units: give a layer, a colon and unit numbers from 0, such as"
                .formatted(PlainText.cut(value, LONGEST))
            + " 1.convolution:3,5");
  }
}
