package digitscope.wrong.probe;

/** Looks into a network through its trainer. */
public final class Intruder {
  digitscope.wrong.session.Intruder trainer;
}
