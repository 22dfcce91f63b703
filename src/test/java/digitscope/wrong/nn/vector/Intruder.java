package digitscope.wrong.nn.vector;

/** Vectors that wait for a native library. */
public final class Intruder {
  digitscope.wrong.nn.nd4j.Intruder library;
}
