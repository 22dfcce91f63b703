package digitscope.config;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A setting that a sweep varies, and the values that it may have. */
public sealed interface SweepAxis {
  /** Path of the setting, such as {@code training.learningRate}. */
  String path();

  /** The first value of a list, or the smallest of a range. */
  Object first();

  /** The values that a grid has of it, in their order. */
  List<Object> grid();

  /** A value at random, each as likely as the others, or evenly along a range. */
  Object draw(Random random);

  /**
   * Some values, one after the other.
   *
   * @param values numbers, text, truth values, or whole objects as maps
   */
  record Choices(String path, List<Object> values) implements SweepAxis {
    public Choices {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new InvalidValueException(
            "the list is empty; give the values to try, such as [1, 2]");
      }
    }

    @Override
    public Object first() {
      return values.get(0);
    }

    @Override
    public List<Object> grid() {
      return values;
    }

    @Override
    public Object draw(Random random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /**
   * Numbers from one to another.
   *
   * @param from smallest value
   * @param to largest value
   * @param isLog whether they are spaced evenly by their logarithm
   * @param isWhole whether they are whole numbers
   * @param steps how many, the ends included; empty for any number between
   */
  record Range(
      String path, double from, double to, boolean isLog, boolean isWhole, Optional<Integer> steps)
      implements SweepAxis {
    private static final int MOST_STEPS = 1000;

    public Range {
      if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
        throw new InvalidValueException("'from' must be less than 'to'");
      } else if (isLog && from <= 0) {
        throw new InvalidValueException(
            "'from' must be above 0 on a log scale; use \"scale\": \"linear\" or a larger value");
      }
      steps.ifPresent(number -> Checks.inRange("'steps'", number, 2, MOST_STEPS));
    }

    @Override
    public Object first() {
      return at(0);
    }

    @Override
    public List<Object> grid() {
      int count =
          steps.orElseThrow(
              () ->
                  new InvalidValueException(
                      "a grid needs 'steps', the number of values in the range, such as 5"));
      List<Object> values = new ArrayList<>();
      IntStream.range(0, count)
          .mapToObj(i -> at((double) i / (count - 1)))
          .filter(value -> !values.contains(value))
          .forEach(values::add);
      return List.copyOf(values);
    }

    @Override
    public Object draw(Random random) {
      if (steps.isPresent()) {
        List<Object> values = grid();
        return values.get(random.nextInt(values.size()));
      }
      return at(random.nextDouble());
    }

    private Object at(double part) {
      double value =
          part <= 0
              ? from
              : part >= 1
                  ? to
                  : isLog ? from * Math.pow(to / from, part) : from + (to - from) * part;
      // Six digits tell values apart, and are what one would write.
      return isWhole
          ? (Object) Math.round(value)
          : (Object) Double.valueOf(String.format(Locale.ROOT, "%.6g", value));
    }
  }
}
