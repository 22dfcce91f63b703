package digitscope.data;

import java.util.Arrays;
import java.util.OptionalInt;

/** Finds an image by its bytes among those of a set: a hash table with open addresses. */
final class ImageIndex {
  private static final int GOLDEN = 0x9E3779B9;

  private final Dataset images;

  /** Index of an image plus 1, or 0 where there is room; more than half of it is room. */
  private final int[] slots;

  private final byte[] candidate;

  /** An index that holds nothing yet, and at most all images of the set. */
  ImageIndex(Dataset images) {
    this.images = images;
    slots = new int[Integer.highestOneBit(Math.max(1, images.size())) << 2];
    candidate = new byte[images.shape().size()];
  }

  /**
   * Adds an image of the set, unless an equal one is here.
   *
   * @return whether it was added
   */
  boolean add(int index) {
    int slot = slot(images.image(index));
    boolean isNew = slots[slot] == 0;
    if (isNew) {
      slots[slot] = index + 1;
    }
    return isNew;
  }

  /** The image of the set that has these bytes. */
  OptionalInt find(byte[] image) {
    int found = slots[slot(image)];
    return found == 0 ? OptionalInt.empty() : OptionalInt.of(found - 1);
  }

  /** Where an image with these bytes is or would be. */
  private int slot(byte[] image) {
    int mask = slots.length - 1;
    int slot = ((Arrays.hashCode(image) * GOLDEN) >>> 7) & mask;
    while (slots[slot] != 0 && !isAt(slot, image)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int slot, byte[] image) {
    images.copyImage(slots[slot] - 1, candidate, 0);
    return Arrays.equals(candidate, image);
  }
}
