package digitscope.nn;

import java.util.Arrays;

/**
 * A matrix of which only the values that are not 0 are kept: for each row those values, and in
 * which columns they are. Columns are divided into blocks, so that work on a block of all rows
 * finds what belongs to its columns in the nearest cache.
 */
public final class SparseRows {
  /** A multiple of {@link Pixels#GROUP}. */
  private static final int BLOCK = 128;

  private final int columns;
  private final int blocks;

  /** Room for a whole row, for each. */
  private final float[] values;

  private final int[] places;

  /** Where the blocks of each row start, and its last one ends. */
  private final int[] starts;

  public SparseRows(int rows, int columns) {
    this.columns = columns;
    this.blocks = (columns + BLOCK - 1) / BLOCK;
    // What is found may be written first and counted then, which takes one place more.
    this.values = new float[rows * columns + 1];
    this.places = new int[rows * columns + 1];
    this.starts = new int[rows * (blocks + 1)];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(starts, row * (blocks + 1), (row + 1) * (blocks + 1), row * columns);
    }
  }

  public float[] values() {
    return values;
  }

  /** The column of each value. */
  public int[] places() {
    return places;
  }

  public int blocks() {
    return blocks;
  }

  /** Where the values of a row in a block start. */
  public int start(int row, int block) {
    return starts[row * (blocks + 1) + block];
  }

  /** The index behind the last of them. */
  public int end(int row, int block) {
    return starts[row * (blocks + 1) + block + 1];
  }

  /** Overwrites a row. */
  public void set(int row, float[] line) {
    int next = row * columns;
    for (int block = 0; block < blocks; block++) {
      for (int i = block * BLOCK;
          i < blockEnd(block);
          i++) { // no branch, which could not be predicted
        values[next] = line[i];
        places[next] = i;
        next += Float.floatToRawIntBits(line[i]) << 1 == 0 ? 0 : 1;
      }
      starts[row * (blocks + 1) + block + 1] = next;
    }
  }

  /** Overwrites a row by an image's brightness. */
  public void set(int row, byte[] image) {
    int next = row * columns;
    for (int block = 0; block < blocks; block++) {
      for (int group = block * BLOCK; group < blockEnd(block); group += Pixels.GROUP) {
        if (!Pixels.isBlack(image, group)) {
          int end = Math.min(group + Pixels.GROUP, columns);
          for (int i = group; i < end; i++) {
            values[next] = Pixels.brightness(image[i]);
            places[next] = i;
            next += image[i] == 0 ? 0 : 1;
          }
        }
      }
      starts[row * (blocks + 1) + block + 1] = next;
    }
  }

  /**
   * Overwrites where the blocks of a row end, whose values were written to {@link #values} and
   * {@link #places}.
   *
   * @param block whose end it is
   * @param count values in the row up to there
   */
  public void setEnd(int row, int block, int count) {
    starts[row * (blocks + 1) + block + 1] = row * columns + count;
  }

  private int blockEnd(int block) {
    return Math.min((block + 1) * BLOCK, columns);
  }

  /** Writes a row out. */
  public void read(int row, float[] line) {
    Arrays.fill(line, 0);
    for (int i = start(row, 0); i < end(row, blocks - 1); i++) {
      line[places[i]] = values[i];
    }
  }
}
