package digitscope.ui.setup;

import digitscope.ui.control.Messages;
import java.math.BigDecimal;

/** How the kinds of numbers in the set-up are read and written. */
final class NumberFormats {
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e6;

  private NumberFormats() {}

  static NumberField.Format<Integer> integer(Messages messages) {
    return new IntegerFormat(new LongFormat(messages, Integer.MAX_VALUE));
  }

  static NumberField.Format<Long> wholeNumber(Messages messages) {
    return new LongFormat(messages, Long.MAX_VALUE);
  }

  static NumberField.Format<Double> real(Messages messages) {
    return new RealFormat(messages);
  }

  private record IntegerFormat(LongFormat wide) implements NumberField.Format<Integer> {
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
  }

  private record LongFormat(Messages messages, long largest) implements NumberField.Format<Long> {
    @Override
    public Long parse(String text) {
      try {
        long value = Long.parseLong(text.strip());
        if (Math.abs(value) <= largest) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(messages.get("reason.whole", text.strip()), e);
      }
      throw new IllegalArgumentException(messages.get("reason.large", text.strip()));
    }

    @Override
    public String format(Long value) {
      return value.toString();
    }

    @Override
    public Long step(Long value, int direction) {
      return value + direction;
    }
  }

  private record RealFormat(Messages messages) implements NumberField.Format<Double> {
    @Override
    public Double parse(String text) {
      try {
        return Double.valueOf(text.strip().replace(',', '.'));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(messages.get("reason.number", text.strip()), e);
      }
    }

    @Override
    public String format(Double value) {
      double size = Math.abs(value);
      return size == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)
          ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
          : value.toString().replace(".0E", "e").replace("E", "e");
    }

    @Override
    public Double step(Double value, int direction) {
      return value;
    }
  }
}
