package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The transforms of Winograd's minimal filtering F(m×m, 3×3), each for a tile or kernel of many
 * channels that lie next to each other: y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A. See Lavin and Gray, <i>Fast
 * Algorithms for Convolutional Neural Networks</i>, CVPR 2016.
 *
 * <p>A transform works on columns, then on rows. A <i>stack</i> holds the (m + 2)² places of a
 * transformed tile, {@code stride} floats apart. One instance belongs to one thread.
 */
public abstract sealed class WinogradTransforms permits TilesOfThree, TilesOfFour, TilesOfFive {
  /** Length of a kernel along one axis. */
  public static final int TAPS = 3;

  static final int LENGTH = FLOATS.length();

  /** The place along an axis of the interpolation's point 1, whose row of A consists of ones. */
  private static final int ONE = 1;

  private final int outputs;
  private final int inputs;

  /** A line of {@link #halfway}. */
  private final int line;

  /** What is transformed along one axis: as many lines of vectors as a tile has inputs. */
  private final AlignedFloats halfway;

  /** One line more. */
  private final AlignedFloats spare;

  WinogradTransforms(int outputs) {
    this.outputs = outputs;
    this.inputs = outputs + TAPS - 1;
    this.line = inputs * LENGTH;
    this.halfway = new AlignedFloats(inputs * line);
    this.spare = new AlignedFloats(line);
  }

  /**
   * The transforms that take the fewest multiplications.
   *
   * @param rows of outputs that are needed
   * @param columns likewise
   */
  public static WinogradTransforms of(int rows, int columns) {
    return Stream.of(new TilesOfFour(), new TilesOfFive(), new TilesOfThree())
        .min(Comparator.comparingInt(transforms -> transforms.products(rows, columns)))
        .orElseThrow();
  }

  private int products(int rows, int columns) {
    return tiles(rows) * tiles(columns) * places();
  }

  /** Number of tiles that cover this many outputs along one axis. */
  public final int tiles(int length) {
    return (length + outputs - 1) / outputs;
  }

  /** Outputs of a tile along one axis: m. */
  public final int outputs() {
    return outputs;
  }

  /** Values of a transformed tile: (m + 2)². */
  public final int places() {
    return inputs * inputs;
  }

  /**
   * The place that counts for all outputs of a tile alike: what is added to it before {@link
   * #output} is added to each of them, and {@link #outputGradient} puts the sum of their gradients
   * there.
   */
  public final int commonPlace() {
    return inputs * ONE + ONE;
  }

  /** Makes all that follows faster, after Java has moved something. */
  public final void align() {
    halfway.align();
    spare.align();
  }

  /**
   * Bᵀ x B.
   *
   * @param x maps, channels last; the tile starts at {@code xAt}
   * @param row from one row of the maps to the next
   * @param channels a multiple of {@link VectorUnit#length}
   * @param stack receives the tile from {@code at} on
   */
  public final void input(
      float[] x, int xAt, int row, int channels, float[] stack, int at, int stride) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int c = 0; c < channels; c += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        inputLine(x, xAt + i * channels + c, row, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < inputs; i++) {
        inputLine(half, first + i * line, LENGTH, stack, at + inputs * i * stride + c, stride);
      }
    }
  }

  /**
   * Aᵀ m A.
   *
   * @param stack the tile starts at {@code at}
   * @param y maps, channels last; receives the m×m outputs from {@code yAt} on
   */
  public final void output(
      float[] stack, int at, int stride, float[] y, int yAt, int row, int filters) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int f = 0; f < filters; f += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        outputLine(stack, at + i * stride + f, inputs * stride, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < outputs; i++) {
        outputLine(half, first + i * line, LENGTH, y, yAt + i * row + f, filters);
      }
    }
  }

  /** A ∂L/∂y Aᵀ, the gradient for what {@link #output} takes. */
  public final void outputGradient(
      float[] dy, int yAt, int row, int filters, float[] stack, int at, int stride) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int f = 0; f < filters; f += LENGTH) {
      for (int i = 0; i < outputs; i++) {
        outputGradientLine(dy, yAt + i * filters + f, row, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < inputs; i++) {
        outputGradientLine(
            half, first + i * line, LENGTH, stack, at + inputs * i * stride + f, stride);
      }
    }
  }

  /** Adds B v Bᵀ, the gradient for what {@link #input} takes, to {@code dx}. */
  public final void addInputGradient(
      float[] stack, int at, int stride, float[] dx, int xAt, int row, int channels) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int c = 0; c < channels; c += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        inputGradientLine(
            stack, at + i * stride + c, inputs * stride, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < inputs; i++) {
        inputGradientLine(half, first + i * line, LENGTH, spare.array(), spare.first(), LENGTH);
        for (int j = 0; j < inputs; j++) {
          int to = xAt + i * row + j * channels + c;
          fromArray(FLOATS, spare.array(), spare.first() + j * LENGTH)
              .add(fromArray(FLOATS, dx, to))
              .intoArray(dx, to);
        }
      }
    }
  }

  /**
   * G w Gᵀ.
   *
   * @param weights [3, 3, values]
   * @param values channels · filters, a multiple of {@link VectorUnit#length}
   * @param stack receives (m + 2)² times the values, from {@code to} on
   */
  public final void kernels(float[] weights, int values, float[] stack, int to, int stride) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int at = 0; at < values; at += LENGTH) {
      for (int i = 0; i < TAPS; i++) {
        kernelLine(weights, i * values + at, TAPS * values, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < inputs; i++) {
        kernelLine(half, first + i * line, LENGTH, stack, to + inputs * i * stride + at, stride);
      }
    }
  }

  /** Gᵀ ∂L/∂u G, the gradient for what {@link #kernels} takes: [3, 3, values]. */
  public final void kernelGradient(
      float[] stack, int from, int stride, int values, float[] gradient) {
    float[] half = halfway.array();
    int first = halfway.first();
    for (int at = 0; at < values; at += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        kernelGradientLine(
            stack, from + i * stride + at, inputs * stride, half, first + i * LENGTH, line);
      }
      for (int i = 0; i < TAPS; i++) {
        kernelGradientLine(
            half, first + i * line, LENGTH, gradient, TAPS * i * values + at, values);
      }
    }
  }

  // Below, one line each: vectors a step apart become vectors another step apart.

  /** Bᵀ d. */
  abstract void inputLine(float[] from, int at, int step, float[] to, int toAt, int toStep);

  /** Aᵀ m. */
  abstract void outputLine(float[] from, int at, int step, float[] to, int toAt, int toStep);

  /** A y. */
  abstract void outputGradientLine(
      float[] from, int at, int step, float[] to, int toAt, int toStep);

  /** B t. */
  abstract void inputGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep);

  /** G w. */
  abstract void kernelLine(float[] from, int at, int step, float[] to, int toAt, int toStep);

  /** Gᵀ u. */
  abstract void kernelGradientLine(
      float[] from, int at, int step, float[] to, int toAt, int toStep);
}
