package digitscope.explore;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Images of a set as points in the plane, near together if they look alike.
 *
 * @param data the set
 * @param images which of its images, in ascending order; point i is image {@code images[i]}
 * @param layout the points
 * @param shares parts of the variance that the two axes show; empty if they show none in particular
 */
public record SetMap(Dataset data, int[] images, Embedding layout, Optional<Shares> shares) {
  /** Fewest images of which {@link #ofNeighbors} makes a map. */
  public static final int LEAST_FOR_NEIGHBORS = Umap.NEIGHBORS + 2;

  /** Most images that {@link #ofComponents} shows. */
  static final int MOST_PROJECTED = 100_000;

  /** Most images that {@link #ofNeighbors} shows. */
  static final int MOST_LAID_OUT = 8_000;

  private static final int MOST_FITTED = 5_000;
  private static final int COMPONENTS = 50;
  private static final int IMAGES_A_REPORT = 1_000;
  private static final float EXTENT = 10;
  private static final double EXACT = 1e-12;

  /** For points of many dimensions: the directions are exact to a thousandth. */
  private static final double FINE = 1e-6;

  /** The last of many components are hardly more than noise. */
  private static final double ROUGH = 1e-3;

  /** Parts of the variance, in [0, 1]. */
  public record Shares(double x, double y) {}

  /**
   * The images along the two directions in which they vary most: principal component analysis.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static SetMap ofComponents(Dataset data, long seed, Progress progress) {
    PixelReader reader = new PixelReader(data);
    PrincipalComponents components =
        PrincipalComponents.of(
            reader.points(StratifiedSample.of(data, MOST_FITTED, seed)), 2, EXACT);
    int[] images = StratifiedSample.of(data, MOST_PROJECTED, seed);
    float[][] points = new float[images.length][];
    for (int i = 0; i < images.length; i++) {
      if (i % IMAGES_A_REPORT == 0) {
        check(progress);
        progress.advance((double) i / images.length);
      }
      points[i] = components.project(reader.point(images[i]));
    }
    return new SetMap(
        data,
        images,
        plane(points),
        Optional.of(new Shares(components.share(0), components.share(1))));
  }

  /**
   * Images of a sample, neighbors near together: UMAP of their first principal components.
   *
   * @param data at least {@link #LEAST_FOR_NEIGHBORS} images
   * @param maps hears of unfinished maps, on the caller's thread
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static SetMap ofNeighbors(
      Dataset data, long seed, Progress progress, Consumer<SetMap> maps) {
    int[] images = StratifiedSample.of(data, MOST_LAID_OUT, seed);
    float[][] points = new PixelReader(data).points(images);
    return neighborsOf(new Points(data, images, points), seed, Optional.empty(), progress, maps);
  }

  /**
   * Images as points of any space, such as what a layer of a network makes of them.
   *
   * @param images which of the set's images, in ascending order
   * @param points [images, dimensions]
   */
  public record Points(Dataset data, int[] images, float[][] points) {}

  /**
   * Numbers of the images, of each class its part, that a map of a network's layer shows, in
   * ascending order.
   *
   * @param most how many there may be at most
   */
  public static int[] sample(Dataset data, int most, long seed) {
    return StratifiedSample.of(data, Math.min(most, MOST_LAID_OUT), seed);
  }

  /** Points along the two directions in which they vary most: principal component analysis. */
  public static SetMap componentsOf(Points some) {
    float[][] points = some.points();
    PrincipalComponents components = PrincipalComponents.of(points, 2, FINE);
    float[][] projected = new float[points.length][];
    Arrays.setAll(projected, i -> components.project(points[i]));
    return new SetMap(
        some.data(),
        some.images(),
        plane(projected),
        Optional.of(new Shares(components.share(0), components.share(1))));
  }

  /**
   * Points with neighbors near together: UMAP of their first principal components.
   *
   * @param some at least {@link #LEAST_FOR_NEIGHBORS}
   * @param before a map of the same images, from which this one is found and to which it is
   *     aligned, so that points move as little as they must
   * @param maps hears of unfinished maps, on the caller's thread
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static SetMap neighborsOf(
      Points some, long seed, Optional<SetMap> before, Progress progress, Consumer<SetMap> maps) {
    check(progress);
    PrincipalComponents components = PrincipalComponents.of(some.points(), COMPONENTS, ROUGH);
    float[][] points = new float[some.points().length][];
    Arrays.setAll(points, i -> components.project(some.points()[i]));
    Embedding start =
        before
            .filter(map -> of(some, map.layout).isOfSameImages(map))
            .map(SetMap::layout)
            .orElseGet(() -> plane(points))
            .scaledTo(EXTENT);
    Embedding layout =
        Umap.layout(
            points,
            start,
            seed,
            progress,
            unfinished -> maps.accept(of(some, unfinished).alignedTo(before)));
    return of(some, layout).alignedTo(before);
  }

  private static SetMap of(Points some, Embedding layout) {
    return new SetMap(some.data(), some.images(), layout, Optional.empty());
  }

  /**
   * The same map turned, mirrored, moved and scaled, so that its points are as near as can be to
   * those of another; as it is if that is not of the same images.
   */
  public SetMap alignedTo(Optional<SetMap> other) {
    return other
        .filter(this::isOfSameImages)
        .map(target -> new SetMap(data, images, Alignment.align(layout, target.layout), shares))
        .orElse(this);
  }

  /**
   * The images whose points lie within a closed line, by the even-odd rule, in ascending order.
   *
   * @param lineXs first coordinates of the line's corners
   * @param lineYs second coordinates
   */
  public int[] within(double[] lineXs, double[] lineYs) {
    return IntStream.range(0, size())
        .filter(i -> isWithin(layout.xs()[i], layout.ys()[i], lineXs, lineYs))
        .map(i -> images[i])
        .toArray();
  }

  private static boolean isWithin(double x, double y, double[] lineXs, double[] lineYs) {
    boolean isWithin = false;
    for (int i = 0, before = lineXs.length - 1; i < lineXs.length; before = i++) {
      boolean isCrossed = lineYs[i] > y != lineYs[before] > y;
      double share = (y - lineYs[i]) / (lineYs[before] - lineYs[i]);
      if (isCrossed && x < lineXs[i] + share * (lineXs[before] - lineXs[i])) {
        isWithin = !isWithin;
      }
    }
    return isWithin;
  }

  /** Whether another map has the same points, wherever they lie. */
  public boolean isOfSameImages(SetMap other) {
    return data == other.data && Arrays.equals(images, other.images);
  }

  /**
   * A map on the way from another one to this.
   *
   * @param other {@linkplain #isOfSameImages of the same images}
   * @param fraction of the way, 0 at the other and 1 at this
   */
  public SetMap onTheWayFrom(SetMap other, double fraction) {
    float[] xs = new float[size()];
    float[] ys = new float[size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (float) (other.layout.xs()[i] + fraction * (layout.xs()[i] - other.layout.xs()[i]));
      ys[i] = (float) (other.layout.ys()[i] + fraction * (layout.ys()[i] - other.layout.ys()[i]));
    }
    return new SetMap(data, images, new Embedding(xs, ys), shares);
  }

  public int size() {
    return images.length;
  }

  /** Class of the image of a point. */
  public int label(int point) {
    return data.label(images[point]);
  }

  private static void check(Progress progress) {
    if (progress.isCancelled()) {
      throw new CancellationException("The map was cancelled");
    }
  }

  /** The first two coordinates; points on a line have 0 for the second. */
  private static Embedding plane(float[][] points) {
    float[] xs = new float[points.length];
    float[] ys = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      xs[i] = points[i][0];
      ys[i] = points[i].length > 1 ? points[i][1] : 0;
    }
    return new Embedding(xs, ys);
  }
}
