package digitscope.wrong.nn;

/** Maths that reads a configuration. */
public final class Intruder {
  digitscope.wrong.config.Intruder configuration;
}
