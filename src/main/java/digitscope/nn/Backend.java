package digitscope.nn;

/** What computes a layer. */
public enum Backend {
  /** Java's vector instructions. */
  VECTOR,
  /** Operations of ND4J's native library, on the processor or on a GPU. */
  ND4J,
  /** Loops that Java's compiler turns into vector instructions, for what needs no more. */
  JAVA,
  /** Naive loops, the reference for all others. */
  PLAIN
}
