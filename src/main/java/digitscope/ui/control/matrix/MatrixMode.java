package digitscope.ui.control.matrix;

/** What the cells of a confusion matrix show. */
public enum MatrixMode {
  /** Numbers of images. */
  COUNTS,
  /** Parts of the images of a class. */
  ROW_SHARE,
  /** Parts of the images that were read as a class. */
  COLUMN_SHARE,
  /** Numbers of images, less those of the matrix that is compared with. */
  CHANGE
}
