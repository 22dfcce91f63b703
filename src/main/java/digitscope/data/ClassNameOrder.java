package digitscope.data;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of classes: numbers by their value, then words. */
public final class ClassNameOrder {
  /** By value or by letter; equal only if the names are. */
  public static final Comparator<String> NATURAL =
      Comparator.comparingDouble(ClassNameOrder::value)
          .thenComparing(String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}");

  private ClassNameOrder() {}

  private static double value(String name) {
    return NUMBER.matcher(name).matches() ? Double.parseDouble(name) : Double.POSITIVE_INFINITY;
  }
}
