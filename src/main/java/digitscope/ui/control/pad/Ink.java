package digitscope.ui.control.pad;

/** Something that shows a {@link Sketch} while it is drawn. */
interface Ink {
  /** Starts again from an empty pad. */
  void clear();

  /** Adds a piece of a line with round ends, or takes it away. */
  void draw(Stroke.Curve curve, boolean erases);
}
