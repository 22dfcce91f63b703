package digitscope.wrong.bundle;

/** A bundle that looks into the networks that it carries. */
public final class Intruder {
  digitscope.wrong.nn.Intruder network;
}
