package digitscope.train;

import digitscope.data.Dataset;
import digitscope.nn.Execution;
import digitscope.nn.SparseImages;
import java.util.Optional;

/**
 * The images of a set on their way into a network.
 *
 * @param sparse the same images without what is black in them, for a network that takes them so
 */
record ImageFeed(Dataset data, Optional<SparseImages> sparse) {
  /** The images as bytes. */
  static ImageFeed plain(Dataset data) {
    return new ImageFeed(data, Optional.empty());
  }

  /** The images as {@link Execution#takesSparseImages} has it. Looks at all of them. */
  static ImageFeed sparse(Dataset data) {
    return new ImageFeed(
        data,
        SparseImages.of(
            data.size(), data.shape().size(), (index, pixels) -> data.copyImage(index, pixels, 0)));
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
    if (sparse.isPresent()) {
      execution.setImage(position, sparse.get(), image);
    } else {
      data.copyImage(image, pixels, 0);
      execution.setImage(position, pixels);
    }
  }
}
