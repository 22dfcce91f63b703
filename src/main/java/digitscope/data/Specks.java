package digitscope.data;

/** Dust: patches of ink much smaller than the largest one. */
final class Specks {
  private static final double SMALLEST_SHARE = 0.03;

  private final GrayImage image;
  private final int[] patches;
  private final int[] stack;

  private Specks(GrayImage image) {
    this.image = image;
    patches = new int[image.ink().length];
    stack = new int[image.ink().length];
  }

  /** Clears patches of less than 3 % of the pixels of the largest patch, in place. */
  static void remove(GrayImage image) {
    new Specks(image).remove();
  }

  private void remove() {
    byte[] ink = image.ink();
    int[] sizes = new int[ink.length + 1];
    int count = 0;
    int largest = 0;
    for (int i = 0; i < ink.length; i++) {
      if (ink[i] != 0 && patches[i] == 0) {
        sizes[++count] = flood(i, count);
        largest = Math.max(largest, sizes[count]);
      }
    }
    for (int i = 0; i < ink.length; i++) {
      if (sizes[patches[i]] < SMALLEST_SHARE * largest) {
        ink[i] = 0;
      }
    }
  }

  /** Numbers the patch that a pixel belongs to, and counts its pixels. */
  private int flood(int start, int patch) {
    int size = 0;
    int waiting = 0;
    patches[start] = patch;
    stack[waiting++] = start;
    while (waiting > 0) {
      int at = stack[--waiting];
      size++;
      int x = at % image.width();
      int y = at / image.width();
      for (int ny = Math.max(0, y - 1); ny <= Math.min(image.height() - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(image.width() - 1, x + 1); nx++) {
          int near = ny * image.width() + nx;
          if (image.ink()[near] != 0 && patches[near] == 0) {
            patches[near] = patch;
            stack[waiting++] = near;
          }
        }
      }
    }
    return size;
  }
}
