package digitscope.data.own;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Numbers as people and programs write them in CSV: with a decimal point or a decimal comma. */
final class CsvNumbers {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][-+]?[0-9]{1,3})?");
  private static final Pattern SHORT = Pattern.compile("[-+]?[0-9]{1,15}([.,][0-9]{0,15})?");

  private CsvNumbers() {}

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * The value of a number.
   *
   * @throws NumberFormatException if it is none
   */
  static double value(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }

  /**
   * What classes are called: 7 and 7.0 are one, if all labels are numbers; otherwise each label is
   * a class of its own, such as v1 and v1.0.
   *
   * @param labels as they stand in the file
   * @return the class of each label
   */
  static Map<String, String> classes(Collection<String> labels) {
    boolean areNumbers = labels.stream().allMatch(label -> SHORT.matcher(label).matches());
    Map<String, String> classes = new HashMap<>();
    for (String label : labels) {
      classes.put(label, areNumbers ? plain(label) : label);
    }
    return classes;
  }

  private static String plain(String label) {
    BigDecimal value = new BigDecimal(label.replace(',', '.').replaceFirst("\\.$", ""));
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
