package digitscope.wrong.ui.shell;

/** A window that trains by itself. */
public final class Intruder {
  digitscope.wrong.nn.Intruder maths;
}
