package digitscope.ui.control.pad;

/**
 * What a pen did on a pad.
 *
 * @param point where, possibly beside the pad
 * @param erases whether the stroke that begins takes ink away
 * @param arrivedAtNanos when the window heard of it, by {@link System#nanoTime}
 */
record PenMove(Kind kind, Stroke.Point point, boolean erases, long arrivedAtNanos) {
  /** Whether it touched the pad, moved while it did, or left it. */
  enum Kind {
    DOWN,
    ALONG,
    UP
  }
}
