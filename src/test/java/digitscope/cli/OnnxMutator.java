package digitscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onnx.Onnx.ModelProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.Message;

/** Damages what an ONNX file says, so that it still is one: fields of its messages. */
final class OnnxMutator {
  private static final String[] WORDS = {
    "",
    "Relu",
    "Gemm",
    "Conv",
    "Reshape",
    "Transpose",
    "Pad",
    "kernel_shape",
    "x".repeat(3000),
    "../x",
    "\u001b[31m",
    "é"
  };

  private final Mutator mutator;
  private final Random random;

  OnnxMutator(long seed) {
    mutator = new Mutator(seed);
    random = mutator.random();
  }

  byte[] mutate(byte[] file) {
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(file).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The seed is no model", e);
    }
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      List<Message.Builder> messages = new ArrayList<>();
      collect(model, messages);
      change(messages.get(random.nextInt(messages.size())));
    }
    return model.build().toByteArray();
  }

  /** All messages within one, itself too; their builders change it. */
  private static void collect(Message.Builder message, List<Message.Builder> found) {
    found.add(message);
    for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (field.isRepeated()) {
          for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            collect(message.getRepeatedFieldBuilder(field, i), found);
          }
        } else {
          collect(message.getFieldBuilder(field), found);
        }
      }
    }
  }

  private void change(Message.Builder message) {
    List<FieldDescriptor> fields =
        random.nextInt(4) == 0
            ? message.getDescriptorForType().getFields()
            : List.copyOf(message.getAllFields().keySet());
    if (fields.isEmpty()) {
      return;
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    if (random.nextInt(5) == 0) {
      message.clearField(field);
    } else if (!field.isRepeated()) {
      message.setField(field, value(message, field, message.getField(field)));
    } else {
      changeOne(message, field);
    }
  }

  private void changeOne(Message.Builder message, FieldDescriptor field) {
    int count = message.getRepeatedFieldCount(field);
    if (count == 0) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        message.addRepeatedField(field, value(message, field, ""));
      }
      return;
    }
    int at = random.nextInt(count);
    Object here = message.getRepeatedField(field, at);
    switch (random.nextInt(3)) {
      case 0 -> message.addRepeatedField(field, here);
      case 1 -> {
        int other = random.nextInt(count);
        message.setRepeatedField(field, at, message.getRepeatedField(field, other));
        message.setRepeatedField(field, other, here);
      }
      default -> message.setRepeatedField(field, at, value(message, field, here));
    }
  }

  private Object value(Message.Builder message, FieldDescriptor field, Object before) {
    return switch (field.getJavaType()) {
      case INT -> (int) mutator.limit();
      case LONG -> random.nextBoolean() ? mutator.limit() : (long) random.nextInt(6);
      case FLOAT -> random.nextBoolean() ? Float.NaN : (float) mutator.limit();
      case DOUBLE -> random.nextBoolean() ? Double.NaN : (double) mutator.limit();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> WORDS[random.nextInt(WORDS.length)];
      case BYTE_STRING -> {
        byte[] bytes = before instanceof ByteString string ? string.toByteArray() : new byte[4];
        yield ByteString.copyFrom(mutator.bytes(bytes, bytes));
      }
      case ENUM -> {
        var values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE ->
          before instanceof Message same && random.nextBoolean()
              ? same
              : message.newBuilderForField(field).build();
    };
  }
}
