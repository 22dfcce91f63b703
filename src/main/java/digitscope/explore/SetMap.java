package digitscope.explore;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Images of a set as points in the plane, near together if they look alike.
 *
 * @param data the set
 * @param images which of its images, in ascending order; point i is image {@code images[i]}
 * @param layout the points
 * @param shares parts of the variance that the two axes show; empty if they show none in particular
 */
public record SetMap(Dataset data, int[] images, Layout layout, Optional<Shares> shares) {
  /** Fewest images of which {@link #ofNeighbours} makes a map. */
  public static final int LEAST_FOR_NEIGHBOURS = Umap.NEIGHBOURS + 2;

  /** Most images that {@link #ofComponents} shows. */
  static final int MOST_PROJECTED = 100_000;

  /** Most images that {@link #ofNeighbours} shows. */
  static final int MOST_LAID_OUT = 8_000;

  private static final int MOST_FITTED = 5_000;
  private static final int COMPONENTS = 50;
  private static final int IMAGES_A_REPORT = 1_000;
  private static final float EXTENT = 10;
  private static final double EXACT = 1e-12;

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
   * Images of a sample, neighbours near together: UMAP of their first principal components.
   *
   * @param data at least {@link #LEAST_FOR_NEIGHBOURS} images
   * @param maps hears of unfinished maps, on the caller's thread
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static SetMap ofNeighbours(
      Dataset data, long seed, Progress progress, Consumer<SetMap> maps) {
    int[] images = StratifiedSample.of(data, MOST_LAID_OUT, seed);
    float[][] points = new PixelReader(data).points(images);
    check(progress);
    PrincipalComponents components = PrincipalComponents.of(points, COMPONENTS, ROUGH);
    for (int i = 0; i < points.length; i++) {
      points[i] = components.project(points[i]);
    }
    Layout layout =
        Umap.layout(
            points,
            plane(points).scaledTo(EXTENT),
            seed,
            progress,
            unfinished -> maps.accept(new SetMap(data, images, unfinished, Optional.empty())));
    return new SetMap(data, images, layout, Optional.empty());
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
      throw new CancellationException("Nobody wants the map");
    }
  }

  /** The first two coordinates; points on a line have 0 for the second. */
  private static Layout plane(float[][] points) {
    float[] xs = new float[points.length];
    float[] ys = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      xs[i] = points[i][0];
      ys[i] = points[i].length > 1 ? points[i][1] : 0;
    }
    return new Layout(xs, ys);
  }
}
