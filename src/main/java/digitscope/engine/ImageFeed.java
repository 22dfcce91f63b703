package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.nn.Execution;
import digitscope.nn.SparseImages;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The images of a set on their way into a network: as bytes, or without what is black in them, once
 * that has been taken out. The network gets the same numbers either way.
 */
final class ImageFeed {
  private static final System.Logger LOG = System.getLogger(ImageFeed.class.getName());

  private final Dataset data;
  private volatile Optional<SparseImages> sparse = Optional.empty();

  private ImageFeed(Dataset data) {
    this.data = data;
  }

  /** The images as bytes. */
  static ImageFeed plain(Dataset data) {
    return new ImageFeed(data);
  }

  /**
   * The images as {@link Execution#takesSparseImages} has it, and as bytes until they are ready, or
   * to the end where memory does not suffice for both.
   *
   * @param background looks at all of them, which takes a while; interrupted, it gives up
   */
  static ImageFeed sparse(Dataset data, Executor background) {
    ImageFeed feed = new ImageFeed(data);
    background.execute(feed::prepare);
    return feed;
  }

  private void prepare() {
    try {
      sparse =
          SparseImages.of(
              data.size(),
              data.shape().size(),
              (index, pixels) -> data.copyImage(index, pixels, 0));
    } catch (RuntimeException
        | Error e) { // the worker that reads the images tells of it, if it must
      LOG.log(System.Logger.Level.DEBUG, "The images stay as they are", e);
    }
  }

  Dataset data() {
    return data;
  }

  /** As {@link SparseImages#touch}. */
  int touch(int[] images, int from, int to) {
    return sparse.map(all -> all.touch(images, from, to)).orElse(0);
  }

  /**
   * Puts an image in.
   *
   * @param pixels room for one
   * @param position place in the batch
   */
  void load(int image, byte[] pixels, Execution execution, int position) {
    Optional<SparseImages> ready = sparse;
    if (ready.isPresent()) {
      execution.setImage(position, ready.get(), image);
    } else {
      data.copyImage(image, pixels, 0);
      execution.setImage(position, pixels);
    }
  }
}
