package digitscope.config;

import java.util.Locale;

/** Shapes of what layers give; a layer that does not fit is refused with the reason. */
final class Shapes {
  /** Maps that are longer fit in no memory, with some channels. */
  private static final int LONGEST = 512;

  private Shapes() {}

  static Shape.Maps maps(int number, LayerSpec spec, Shape input) {
    if (input instanceof Shape.Maps maps) {
      return maps;
    }
    throw misfit(
        number,
        spec,
        String.format(
            Locale.ROOT,
            "it needs feature maps, but its input is a vector of %d values; move it before the flatten"
                + " and dense layers",
            input.size()));
  }

  /** Channels of maps, or units of a vector. */
  static int channels(Shape input) {
    return input instanceof Shape.Maps maps ? maps.channels() : input.size();
  }

  static Shape.Maps convolved(
      int number, LayerSpec spec, LayerSpec.Convolution conv, Shape.Maps in) {
    if (conv.padding() == Padding.SAME) {
      checkSamePadding(number, spec, conv, in);
      return new Shape.Maps(
          conv.filters(),
          (in.height() + conv.stride() - 1) / conv.stride(),
          (in.width() + conv.stride() - 1) / conv.stride());
    }
    checkLarger(number, spec, in, conv.kernelHeight(), conv.kernelWidth());
    return new Shape.Maps(
        conv.filters(),
        (in.height() - conv.kernelHeight()) / conv.stride() + 1,
        (in.width() - conv.kernelWidth()) / conv.stride() + 1);
  }

  /**
   * Where the zeros cannot be split evenly along one axis, the engine can do no window that leaves
   * two or more values out along the other.
   */
  private static void checkSamePadding(
      int number, LayerSpec spec, LayerSpec.Convolution conv, Shape.Maps in) {
    int rows = overhang(in.height(), conv.kernelHeight(), conv.stride());
    int columns = overhang(in.width(), conv.kernelWidth(), conv.stride());
    boolean isUneven = (rows > 0 && rows % 2 == 1) || (columns > 0 && columns % 2 == 1);
    if (isUneven && Math.min(rows, columns) < -1) {
      throw misfit(
          number,
          spec,
          String.format(
              Locale.ROOT,
              "its stride of %d skips rows or columns, which 'same' padding does not "
                  + "allow; choose a smaller stride",
              conv.stride()));
    }
  }

  /** Values by which the windows reach beyond the input of an axis; negative if they fall short. */
  private static int overhang(int length, int kernel, int stride) {
    return (length - 1) / stride * stride + kernel - length;
  }

  /** The maps of which a convolution with the same window makes those of the input. */
  static Shape.Maps transposed(int number, Conv2dTranspose conv, Shape.Maps in) {
    boolean same = conv.padding() == Padding.SAME;
    int stride = conv.stride();
    int height = same ? in.height() * stride : (in.height() - 1) * stride + conv.kernelHeight();
    int width = same ? in.width() * stride : (in.width() - 1) * stride + conv.kernelWidth();
    Shape.Maps out = new Shape.Maps(conv.filters(), height, width);
    if (Math.max(height, width) > LONGEST) {
      throw misfit(
          number,
          conv,
          String.format(
              Locale.ROOT,
              "its maps would be %d×%d, but the limit is %d; choose a smaller stride",
              height,
              width,
              LONGEST));
    }
    if (same) {
      checkSamePadding(number, conv, conv, out);
    }
    return out;
  }

  static Shape.Maps pooled(int number, LayerSpec.Pooling pool, Shape.Maps in) {
    checkLarger(number, pool, in, pool.size(), pool.size());
    return new Shape.Maps(
        in.channels(),
        (in.height() - pool.size()) / pool.stride() + 1,
        (in.width() - pool.size()) / pool.stride() + 1);
  }

  private static void checkLarger(
      int number, LayerSpec spec, Shape.Maps in, int height, int width) {
    if (in.height() < height || in.width() < width) {
      throw misfit(
          number,
          spec,
          String.format(
              Locale.ROOT,
              "its input is only %d×%d; choose a smaller size",
              in.height(),
              in.width()));
    }
  }

  /** The exception that says why a layer does not fit. */
  static InvalidNetworkException misfit(int number, LayerSpec spec, String reason) {
    return new InvalidNetworkException(
        number, String.format(Locale.ROOT, "layer %d, %s: %s", number, spec.title(), reason));
  }
}
