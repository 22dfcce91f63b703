package digitscope.wrong.exchange;

/** A file that is read into an array of the training thread. */
public final class Intruder {
  org.nd4j.linalg.api.ndarray.INDArray weights;
}
