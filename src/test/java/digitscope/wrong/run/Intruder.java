package digitscope.wrong.run;

/** A run that holds an array of the training thread, parses arguments and writes ONNX. */
public final class Intruder {
  org.nd4j.linalg.api.ndarray.INDArray weights;
  picocli.CommandLine arguments;
  onnx.Onnx.ModelProto model;
}
