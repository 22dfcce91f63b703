package digitscope.nn;

import java.util.List;

/**
 * The part of the image that one place of a layer's output depends on. A layer with windows of k
 * every s places adds (k − 1) times the stride so far to its size, and multiplies the stride by s:
 * Araujo, Norris and Sim (2019), "Computing receptive fields of convolutional neural networks".
 * Here the places themselves are followed back, which also holds for transposed convolutions, whose
 * fields differ in size from place to place, and for the branches of a residual block.
 *
 * <p>Group normalization looks at whole maps, but only through their mean and variance; as usual
 * that does not count. What comes behind a {@link Flatten} or {@link Dense} depends on the whole
 * image.
 */
public final class ReceptiveField {
  private final MapShape output;
  private final Reach rows;
  private final Reach columns;

  /**
   * A rectangle of the image, in pixels.
   *
   * @param top its first row, counted from 0
   * @param left its first column
   * @param height 0 if the place depends on no pixel, as some behind a transposed convolution whose
   *     stride exceeds its kernel
   * @param width likewise
   */
  public record Area(int top, int left, int height, int width) {}

  private ReceptiveField(List<Layer> layers) {
    this.output = layers.get(layers.size() - 1).output();
    this.rows = Row.of(layers, true);
    this.columns = Row.of(layers, false);
  }

  /**
   * That of the places of the last of these layers on the input of the first.
   *
   * @param layers one behind the other, at least one
   */
  public static ReceptiveField of(List<Layer> layers) {
    return new ReceptiveField(layers);
  }

  /** Most rows of the image that a place depends on. */
  public int height() {
    return largest(rows, output.height());
  }

  /** Most columns of the image that a place depends on. */
  public int width() {
    return largest(columns, output.width());
  }

  private static int largest(Reach reach, int places) {
    int most = 0;
    for (int place = 0; place < places; place++) {
      most = Math.max(most, reach.before(Span.one(place), true).length());
    }
    return most;
  }

  /** Rows of the image from one place to the next below it; 0 if there is none. */
  public double rowStride() {
    return rows.stride();
  }

  /** Columns of the image from one place to the next; 0 if there is none. */
  public double columnStride() {
    return columns.stride();
  }

  /** The pixels that a place depends on. */
  public Area at(int row, int column) {
    return area(rows.before(Span.one(row), true), columns.before(Span.one(column), true));
  }

  /**
   * As {@link #at}, together with what the field covers of the zeros around the image: so most
   * places have fields of one size, and one may start above or left of the image.
   */
  public Area withPadding(int row, int column) {
    return area(rows.before(Span.one(row), false), columns.before(Span.one(column), false));
  }

  private static Area area(Span vertical, Span horizontal) {
    return new Area(vertical.from, horizontal.from, vertical.length(), horizontal.length());
  }

  /** Places along one axis from the first to the last; none if that comes first. */
  private record Span(int from, int last) {
    static Span one(int place) {
      return new Span(place, place);
    }

    int length() {
      return Math.max(0, last - from + 1);
    }

    Span within(int length) {
      return new Span(Math.max(0, from), Math.min(length - 1, last));
    }

    Span with(Span other) {
      if (length() == 0 || other.length() == 0) {
        return length() == 0 ? other : this;
      }
      return new Span(Math.min(from, other.from), Math.max(last, other.last));
    }
  }

  /** Along one axis, what of its input a layer's output depends on. */
  private interface Reach {
    /**
     * The places of the input that some of the output depend on.
     *
     * @param isClipped whether those beyond its ends, where zeros stand for them, are left out
     */
    Span before(Span places, boolean isClipped);

    /** Places of the input from one of the output to the next. */
    double stride();
  }

  /** Windows that slide over the input. */
  private record Sliding(Axis axis) implements Reach {
    @Override
    public Span before(Span places, boolean isClipped) {
      if (places.length() == 0) {
        return places;
      }
      Span all = new Span(axis.start(places.from), axis.start(places.last) + axis.window() - 1);
      return isClipped ? all.within(axis.length()) : all;
    }

    @Override
    public double stride() {
      return axis.windows() == 1 ? 0 : axis.stride();
    }
  }

  /** Windows that slide over the output, one for each place of the input. */
  private record Spreading(Axis axis) implements Reach {
    @Override
    public Span before(Span places, boolean isClipped) {
      if (places.length() == 0) {
        return places;
      }
      int firstEnd = places.from + axis.zerosBefore() - axis.window() + 1;
      int from = -Math.floorDiv(-firstEnd, axis.stride());
      int last = Math.floorDiv(places.last + axis.zerosBefore(), axis.stride());
      Span all = new Span(from, last);
      return isClipped ? all.within(axis.windows()) : all;
    }

    @Override
    public double stride() {
      return 1.0 / axis.stride();
    }
  }

  /** Each place depends on the same of the input. */
  private record Alike() implements Reach {
    @Override
    public Span before(Span places, boolean isClipped) {
      return places;
    }

    @Override
    public double stride() {
      return 1;
    }
  }

  /** Every place depends on the whole input. */
  private record Whole(int length) implements Reach {
    @Override
    public Span before(Span places, boolean isClipped) {
      return places.length() == 0 ? places : new Span(0, length - 1);
    }

    @Override
    public double stride() {
      return 0;
    }
  }

  /** Layers one behind the other. */
  private record Row(List<Reach> reaches) implements Reach {
    static Row of(List<Layer> layers, boolean isVertical) {
      ByAxis kinds = new ByAxis(isVertical);
      return new Row(layers.stream().map(layer -> layer.accept(kinds)).toList());
    }

    @Override
    public Span before(Span places, boolean isClipped) {
      Span found = places;
      for (int i = reaches.size() - 1; i >= 0; i--) {
        found = reaches.get(i).before(found, isClipped);
      }
      return found;
    }

    @Override
    public double stride() {
      return reaches.stream().mapToDouble(Reach::stride).reduce(1, (one, other) -> one * other);
    }
  }

  /** Two branches whose outputs are added. */
  private record Branches(Reach main, Reach shortcut) implements Reach {
    @Override
    public Span before(Span places, boolean isClipped) {
      return main.before(places, isClipped).with(shortcut.before(places, isClipped));
    }

    @Override
    public double stride() {
      return main.stride();
    }
  }

  private record ByAxis(boolean isVertical) implements Layer.Visitor<Reach> {
    private Reach sliding(Window window) {
      return new Sliding(axis(window));
    }

    private Axis axis(Window window) {
      return isVertical ? window.rows() : window.columns();
    }

    private Reach whole(MapShape input) {
      return new Whole(isVertical ? input.height() : input.width());
    }

    @Override
    public Reach residual(Residual layer) {
      return new Branches(Row.of(layer.main(), isVertical), Row.of(layer.shortcut(), isVertical));
    }

    @Override
    public Reach activation(ActivationLayer layer) {
      return new Alike();
    }

    @Override
    public Reach averagePooling(AveragePooling layer) {
      return sliding(layer.window());
    }

    @Override
    public Reach batchNormalization(BatchNormalization layer) {
      return new Alike();
    }

    @Override
    public Reach convolution(Convolution layer) {
      return sliding(layer.window());
    }

    @Override
    public Reach dense(Dense layer) {
      return whole(layer.input());
    }

    @Override
    public Reach depthwiseConvolution(DepthwiseConvolution layer) {
      return sliding(layer.window());
    }

    @Override
    public Reach dropout(Dropout layer) {
      return new Alike();
    }

    @Override
    public Reach flatten(Flatten layer) {
      return whole(layer.input());
    }

    @Override
    public Reach groupNormalization(GroupNormalization layer) {
      return new Alike();
    }

    @Override
    public Reach kMeansFeatures(KMeansFeatures layer) {
      return whole(layer.input());
    }

    @Override
    public Reach maxPooling(MaxPooling layer) {
      return sliding(layer.window());
    }

    @Override
    public Reach transposedConvolution(TransposedConvolution layer) {
      return new Spreading(axis(layer.window()));
    }
  }
}
