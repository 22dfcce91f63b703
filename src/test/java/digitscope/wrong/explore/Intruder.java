package digitscope.wrong.explore;

/** A statistic that needs an array of the training thread. */
public final class Intruder {
  org.nd4j.linalg.api.ndarray.INDArray images;
}
