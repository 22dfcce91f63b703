package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.MapShape;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to climb with some images at once; whose images these are changes from step
 * to step.
 */
final class AscentTools implements AutoCloseable {
  private final PatternTarget target;
  private final int images;
  private final float[] background;
  private final FourierImages fourier;
  private final Penalty penalty;
  private final Warp[] warps;
  private final Execution execution;
  private final float[] values;
  private final float[] gradient;
  private final float[] input;
  private @Nullable Execution opened;

  /**
   * @param images number of images
   * @param background of each channel, 0 to 1
   * @param energy that real images have at most
   */
  AscentTools(PatternTarget target, int images, float[] background, double energy) {
    MapShape canvas = target.canvas();
    MapShape seen = target.input();
    this.target = target;
    this.images = images;
    this.background = background;
    this.fourier = new FourierImages(canvas.channels(), canvas.height(), canvas.width(), images);
    this.penalty = new Penalty(canvas.channels(), canvas.height(), canvas.width(), images, energy);
    this.warps = new Warp[images];
    for (int n = 0; n < images; n++) {
      warps[n] =
          new Warp(
              canvas.height(),
              canvas.width(),
              target.margin(),
              target.margin(),
              seen.height(),
              seen.width());
    }
    this.execution = target.execution(images);
    this.values = new float[images * canvas.size()];
    this.gradient = new float[images * canvas.size()];
    this.input = new float[images * seen.size()];
  }

  PatternTarget target() {
    return target;
  }

  int images() {
    return images;
  }

  FourierImages fourier() {
    return fourier;
  }

  Penalty penalty() {
    return penalty;
  }

  /**
   * What pushes images apart.
   *
   * @param groups number of the group of each
   */
  Diversity diversity(int[] groups) {
    MapShape canvas = target.canvas();
    return new Diversity(
        canvas.channels(), canvas.height(), canvas.width(), images, target.margin(), groups);
  }

  Warp warp(int image) {
    return warps[image];
  }

  Execution execution() {
    return execution;
  }

  /** The same network without ReLUs. */
  Execution opened() {
    Execution made = opened;
    if (made == null) {
      made = target.openedExecution(images);
      opened = made;
    }
    return made;
  }

  /** All that is drawn, [channels, height, width, images]. */
  float[] values() {
    return values;
  }

  /** The gradient for it. */
  float[] gradient() {
    return gradient;
  }

  /** What the network sees, [images, channels, height, width]. */
  float[] input() {
    return input;
  }

  float background(int channel) {
    return background[channel];
  }

  @Override
  public void close() {
    execution.close();
    if (opened != null) {
      opened.close();
    }
  }
}
