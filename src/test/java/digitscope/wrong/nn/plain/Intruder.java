package digitscope.wrong.nn.plain;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Naive loops over native memory. */
public final class Intruder {
  INDArray values;
}
