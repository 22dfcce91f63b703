package digitscope.nn;

import digitscope.nn.vector.AlignedFloats;

/** The maps of one image at a time, in a working copy. */
interface ImageMaps {
  /** Holds the working copy, [rows, columns, channels] from {@link #at} on. */
  float[] array();

  /** Where the copy begins. */
  int at();

  /** Values from one row of the copy to the next. */
  int row();

  /** As {@link AlignedFloats#align}. */
  void align();

  /** Makes the copy that of an image. */
  void read(int image);

  /** Makes the maps of an image those of the copy. */
  void write(int image);
}
