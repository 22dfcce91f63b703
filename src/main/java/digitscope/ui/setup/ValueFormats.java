package digitscope.ui.setup;

import digitscope.config.OutOfRangeException;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.ui.control.Messages;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the kinds of values in the setup are read and written. */
final class ValueFormats {
  /** Enough digits for any setting, and few enough to drop the dust of binary fractions. */
  private static final MathContext EXACT = new MathContext(12);

  private static final char NO_BREAK_SPACE = '\u00a0';
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e6;

  private ValueFormats() {}

  static ValueField.Format<Integer> integer(Messages messages) {
    return new IntegerFormat(new LongFormat(messages, Integer.MAX_VALUE));
  }

  /** A whole number; 0 is an empty field. */
  static ValueField.Format<Integer> optional(Messages messages) {
    return new OptionalFormat(new IntegerFormat(new LongFormat(messages, Integer.MAX_VALUE)));
  }

  static ValueField.Format<Long> wholeNumber(Messages messages) {
    return new LongFormat(messages, Long.MAX_VALUE);
  }

  static ValueField.Format<Double> real(Messages messages) {
    return new RealFormat(messages);
  }

  /**
   * A number with a unit behind it, which need not be typed.
   *
   * @param increment of the arrow keys
   */
  static ValueField.Format<Double> measure(Messages messages, String unit, double increment) {
    return new MeasureFormat(new RealFormat(messages), unit, 0, increment);
  }

  /**
   * A part of the whole, in percent.
   *
   * @param highest largest part that is possible, 1 for all
   */
  static ValueField.Format<Double> percent(Messages messages, double highest) {
    return new PercentFormat(
        messages,
        new MeasureFormat(new RealFormat(messages), messages.get("unit.percent"), 2, 1),
        highest);
  }

  /** Numbers one after another; may be none. */
  static ValueField.Format<List<Double>> list(Messages messages) {
    return new ListFormat(new RealFormat(messages));
  }

  /** A number in three significant digits, to be read only. */
  static String rounded(double value) {
    return plain(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }

  /** A bound, which needs no exponent to be exact. */
  private static String unrounded(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value).replace(".0E", "e").replace("E", "e");
  }

  private static String advice(
      Messages messages, IllegalArgumentException refused, DoubleFunction<String> number) {
    return refused instanceof OutOfRangeException range
        ? messages.get("reason.range", number.apply(range.lowest()), number.apply(range.highest()))
        : Reason.of(refused);
  }

  private record IntegerFormat(LongFormat wide) implements ValueField.Format<Integer> {
    @Override
    public Integer parse(String text) {
      return wide.parse(text).intValue();
    }

    @Override
    public String format(Integer value) {
      return value.toString();
    }

    @Override
    public Integer step(Integer value, int direction) {
      return value + direction;
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return wide.advice(refused);
    }
  }

  private record OptionalFormat(IntegerFormat number) implements ValueField.Format<Integer> {
    @Override
    public Integer parse(String text) {
      return text.isBlank() ? 0 : number.parse(text);
    }

    @Override
    public String format(Integer value) {
      return value == 0 ? "" : number.format(value);
    }

    @Override
    public Integer step(Integer value, int direction) {
      return value == 0 ? 0 : number.step(value, direction);
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return number.advice(refused);
    }
  }

  private record LongFormat(Messages messages, long largest) implements ValueField.Format<Long> {
    @Override
    public Long parse(String text) {
      try {
        long value = Long.parseLong(text.strip());
        if (Math.abs(value) <= largest) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new InvalidValueException(messages.get("reason.whole", text.strip()), e);
      }
      throw new InvalidValueException(messages.get("reason.large", text.strip()));
    }

    @Override
    public String format(Long value) {
      return value.toString();
    }

    @Override
    public Long step(Long value, int direction) {
      return value + direction;
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return ValueFormats.advice(messages, refused, ValueFormats::unrounded);
    }
  }

  private record RealFormat(Messages messages) implements ValueField.Format<Double> {
    @Override
    public Double parse(String text) {
      try {
        double value = Double.parseDouble(text.strip().replace(',', '.'));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new InvalidValueException(messages.get("reason.number", text.strip()), e);
      }
      throw new InvalidValueException(messages.get("reason.number", text.strip()));
    }

    @Override
    public String format(Double value) {
      return plain(value);
    }

    @Override
    public Double step(Double value, int direction) {
      return value;
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return ValueFormats.advice(messages, refused, ValueFormats::unrounded);
    }
  }

  /**
   * @param shift decimal places that the number in the field is larger by than its value
   */
  private record MeasureFormat(RealFormat number, String unit, int shift, double increment)
      implements ValueField.Format<Double> {
    @Override
    public Double parse(String text) {
      String plain = text.replace(NO_BREAK_SPACE, ' ').strip();
      String sign = unit.replace(NO_BREAK_SPACE, ' ').strip();
      boolean hasUnit = plain.endsWith(sign);
      return moved(
          number.parse(hasUnit ? plain.substring(0, plain.length() - sign.length()) : plain),
          -shift);
    }

    @Override
    public String format(Double value) {
      return number.format(moved(value, shift)) + unit;
    }

    @Override
    public Double step(Double value, int direction) {
      double shown = moved(value, shift);
      return moved(Math.max(0, shown + direction * increment), -shift);
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return ValueFormats.advice(number.messages(), refused, this::format);
    }

    private static double moved(double value, int places) {
      return new BigDecimal(Double.toString(value))
          .round(EXACT)
          .movePointRight(places)
          .doubleValue();
    }
  }

  private record PercentFormat(Messages messages, MeasureFormat measure, double highest)
      implements ValueField.Format<Double> {
    @Override
    public Double parse(String text) {
      double part = measure.parse(text);
      if (!(part >= 0 && part <= highest)) {
        throw new InvalidValueException(messages.get("reason.range", format(0.0), format(highest)));
      }
      return part;
    }

    @Override
    public String format(Double part) {
      return measure.format(part);
    }

    @Override
    public Double step(Double part, int direction) {
      return Math.min(highest, measure.step(part, direction));
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return measure.advice(refused);
    }
  }

  private record ListFormat(RealFormat number) implements ValueField.Format<List<Double>> {
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\s]+");

    @Override
    public List<Double> parse(String text) {
      return SEPARATOR
          .splitAsStream(text.strip())
          .filter(word -> !word.isEmpty())
          .map(number::parse)
          .toList();
    }

    @Override
    public String format(List<Double> values) {
      return values.stream().map(number::format).collect(Collectors.joining(", "));
    }

    @Override
    public List<Double> step(List<Double> values, int direction) {
      return values;
    }

    @Override
    public String advice(IllegalArgumentException refused) {
      return number.advice(refused);
    }
  }
}
