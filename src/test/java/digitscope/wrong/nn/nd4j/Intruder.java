package digitscope.wrong.nn.nd4j;

/** Native operations that cannot do without vectors. */
public final class Intruder {
  digitscope.wrong.nn.vector.Intruder vectors;
}
