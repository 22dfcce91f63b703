package digitscope.nn.vector;

import digitscope.nn.vector.kernels.AlignedFloats;

/** The maps of one image at a time, in a working copy. */
interface ImageMaps {
  /** The working copy, [rows, columns, channels]. */
  AlignedFloats copy();

  /** Values from one row of the copy to the next. */
  int row();

  /** Makes the copy that of an image. */
  void read(int image);

  /** Makes the maps of an image those of the copy. */
  void write(int image);
}
