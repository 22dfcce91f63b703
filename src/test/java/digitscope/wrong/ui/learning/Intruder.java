package digitscope.wrong.ui.learning;

/** A view that knows its window. */
public final class Intruder {
  digitscope.wrong.ui.shell.Intruder window;
}
