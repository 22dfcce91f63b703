package digitscope.wrong.nn.loops;

/** A loop that needs a native library. */
public final class Intruder {
  digitscope.wrong.nn.nd4j.Intruder library;
}
