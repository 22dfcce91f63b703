package digitscope.wrong.nn.vector.kernels;

/** A kernel that knows layers. */
public final class Intruder {
  digitscope.wrong.nn.Intruder layer;
}
