package digitscope.exchange;

import java.util.Set;

/** Says how a network is to be exported so that it can be read. */
final class OnnxAdvice {
  private static final Set<String> ACTIVATIONS =
      Set.of(
          "Gelu",
          "HardSwish",
          "HardSigmoid",
          "Hardmax",
          "Clip",
          "PRelu",
          "Mish",
          "Softplus",
          "Softsign",
          "Celu",
          "ThresholdedRelu",
          "Erf",
          "Swish");
  private static final Set<String> NORMALIZATIONS = Set.of("LayerNormalization", "LRN");
  private static final Set<String> QUANTIZED =
      Set.of(
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");
  private static final Set<String> CONTROL = Set.of("If", "Loop", "Scan", "Where");

  private OnnxAdvice() {}

  /** A node that no layer of the program does the work of. */
  static ExchangeException unsupported(OnnxNode node) {
    return node.problem("this is not supported; " + instead(node.operation()));
  }

  private static String instead(String operation) {
    if (ACTIVATIONS.contains(operation)) {
      return "train with ReLU, LeakyReLU(0.01), ELU, SELU, sigmoid or tanh, and export again";
    } else if (NORMALIZATIONS.contains(operation)) {
      return "train with batch or group normalization, and export again";
    } else if (QUANTIZED.contains(operation)) {
      return "export the network before quantization";
    } else if (CONTROL.contains(operation)) {
      return "export it without conditions and loops, after model.eval()";
    } else if (operation.contains(".")) {
      return "export with ONNX's own operators, such as torch.onnx.export(..., opset_version=17)";
    }
    return "train with layers that docs/guide/exchange.md lists, and export again";
  }
}
