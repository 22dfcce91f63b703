package digitscope.data;

import digitscope.io.InvalidValueException;

/**
 * A correction of the label of one image. The image is identified by its pixels; where it was found
 * only tells twins apart and saves a search.
 *
 * @param split set in which the image is
 * @param origin number of the image where its set was read from, as {@link Dataset#origin}
 * @param sha256 checksum of its pixels, as {@link Dataset#sha256(int)}
 * @param label name of the class that it is labeled as where it was read from
 * @param verdict what is to become of it
 */
public record Correction(Split split, int origin, String sha256, String label, Verdict verdict) {
  /** What is to become of an image. */
  public sealed interface Verdict {
    /**
     * What differs from one verdict to another: a method for each, none of which has a default.
     *
     * @param <R> what comes of it
     */
    interface Visitor<R> {
      R relabel(Relabel verdict);

      R leaveOut(LeaveOut verdict);

      R keep(Keep verdict);
    }

    /** Calls the method of the kind that this is. */
    <R> R accept(Visitor<R> visitor);

    /**
     * It gets another label.
     *
     * @param to name of the class
     */
    record Relabel(String to) implements Verdict {
      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.relabel(this);
      }
    }

    /** It is not used, because nobody can say what it is. */
    record LeaveOut() implements Verdict {
      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.leaveOut(this);
      }
    }

    /** Its label is right; nobody need be asked again. */
    record Keep() implements Verdict {
      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.keep(this);
      }
    }
  }

  public Correction {
    if (origin < 0) {
      throw new InvalidValueException("an image number can't be negative, as in " + origin);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new InvalidValueException("a checksum has 64 hexadecimal digits");
    }
  }

  /**
   * A decision about an image of a set.
   *
   * @param index its number in {@code set}
   */
  public static Correction of(Split split, Dataset set, int index, Verdict verdict) {
    return new Correction(
        split,
        set.origin(index),
        set.sha256(index),
        set.classNames().get(set.originalLabel(index)),
        verdict);
  }

  /** Whether another decision is about the same image. */
  public boolean isOfSameImageAs(Correction other) {
    return split == other.split && origin == other.origin && sha256.equals(other.sha256);
  }

  /** Whether it changes the data. */
  public boolean hasEffect() {
    return !(verdict instanceof Verdict.Keep);
  }
}
