package digitscope.exchange;

import digitscope.network.NamedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.TensorProto;

/** The numbers of ONNX tensors, which can be kept in several ways. */
final class TensorFormat {
  private TensorFormat() {}

  /**
   * The numbers of a tensor of FLOAT or DOUBLE.
   *
   * @throws ExchangeException if they are of another type, in another file, not finite, or not as
   *     many as the shape says
   */
  static NamedArray floats(TensorProto tensor) throws ExchangeException {
    float[] values =
        switch (type(tensor)) {
          case FLOAT -> singles(tensor);
          case DOUBLE -> doubles(tensor);
          default ->
              throw problem(
                  tensor,
                  "contains %s; export the network in single precision, with model.float()"
                      .formatted(type(tensor)));
        };
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw problem(
            tensor,
            "contains the value %s; export a network whose values are all finite".formatted(value));
      }
    }
    List<Integer> shape = shape(tensor);
    if (size(shape) != values.length) {
      throw problem(
          tensor,
          String.format(
              Locale.ROOT,
              "has %,d values, which does not match its shape %s; export the network again",
              values.length,
              OnnxNode.brief(shape)));
    }
    return new NamedArray(tensor.getName(), shape, values);
  }

  /**
   * The numbers of a tensor of INT64 or INT32.
   *
   * @throws ExchangeException if they are of another type or in another file
   */
  static long[] integers(TensorProto tensor) throws ExchangeException {
    ByteBuffer raw = raw(tensor);
    return switch (type(tensor)) {
      case INT64 -> {
        long[] values = new long[raw.remaining() / Long.BYTES];
        raw.asLongBuffer().get(values);
        yield values.length > 0
            ? values
            : tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
      }
      case INT32 -> {
        int[] values = new int[raw.remaining() / Integer.BYTES];
        raw.asIntBuffer().get(values);
        yield values.length > 0
            ? Arrays.stream(values).asLongStream().toArray()
            : tensor.getInt32DataList().stream().mapToLong(Integer::longValue).toArray();
      }
      default ->
          throw problem(
              tensor,
              "contains %s where INT64 is needed; export the network again"
                  .formatted(type(tensor)));
    };
  }

  private static float[] singles(TensorProto tensor) throws ExchangeException {
    ByteBuffer raw = raw(tensor);
    if (raw.hasRemaining()) {
      float[] values = new float[raw.remaining() / Float.BYTES];
      raw.asFloatBuffer().get(values);
      return values;
    }
    float[] values = new float[tensor.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.getFloatData(i);
    }
    return values;
  }

  private static float[] doubles(TensorProto tensor) throws ExchangeException {
    ByteBuffer raw = raw(tensor);
    boolean isRaw = raw.hasRemaining();
    float[] values =
        new float[isRaw ? raw.remaining() / Double.BYTES : tensor.getDoubleDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (isRaw ? raw.getDouble() : tensor.getDoubleData(i));
    }
    return values;
  }

  private static ByteBuffer raw(TensorProto tensor) throws ExchangeException {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw problem(tensor, "is in a separate file; save the network as a single file");
    }
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto.DataType type(TensorProto tensor) {
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    return type == null ? TensorProto.DataType.UNDEFINED : type;
  }

  /** The dimensions of a tensor, each at least 1. */
  static List<Integer> shape(TensorProto tensor) throws ExchangeException {
    List<Integer> shape = new ArrayList<>();
    for (long dimension : tensor.getDimsList()) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE) {
        throw problem(
            tensor,
            String.format(
                Locale.ROOT, "has a dimension of %d; export the network again", dimension));
      }
      shape.add((int) dimension);
    }
    return shape;
  }

  /** Product of the dimensions; -1 if it is beyond any that we can hold. */
  private static long size(List<Integer> shape) {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
      if (size > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return size;
  }

  private static ExchangeException problem(TensorProto tensor, String what) {
    return new ExchangeException(
        "its array %s %s".formatted(OnnxNode.quoted(tensor.getName()), what));
  }
}
