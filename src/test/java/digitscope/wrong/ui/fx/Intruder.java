package digitscope.wrong.ui.fx;

/** A bridge that knows a control. */
public final class Intruder {
  digitscope.wrong.ui.control.Intruder control;
}
