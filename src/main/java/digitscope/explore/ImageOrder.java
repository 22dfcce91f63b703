package digitscope.explore;

/** What images are sorted by. */
public enum ImageOrder {
  /** Place in the set. */
  INDEX,
  /** Pixels of the smallest upright rectangle around all that is clearly ink. */
  SIZE,
  /** Mean of all values, as a part of full ink. */
  INK,
  /** Euclidean distance from the mean image of the own class, with 1 for full ink. */
  DISTANCE
}
