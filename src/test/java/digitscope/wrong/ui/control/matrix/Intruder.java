package digitscope.wrong.ui.control.matrix;

/** A control among others. */
public final class Intruder {
  int cells;
}
