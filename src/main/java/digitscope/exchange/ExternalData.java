package digitscope.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Arrays of an ONNX model that lie in files beside it. Only files in the model's own folder are
 * read: a model from elsewhere must not reach into other folders.
 */
final class ExternalData {
  private final Path model;
  private final long most;
  private long sum;

  /**
   * @param model file of the model
   * @param most bytes that all arrays together may have
   */
  ExternalData(Path model, long most) {
    this.model = model;
    this.most = most;
  }

  /**
   * The same model with the arrays in it.
   *
   * @throws ExchangeException if a file is missing, not in the folder, or holds less than it should
   */
  ModelProto broughtIn(ModelProto read) throws ExchangeException {
    ModelProto.Builder whole = read.toBuilder();
    GraphProto.Builder graph = whole.getGraphBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      if (isExternal(graph.getInitializer(i))) {
        graph.setInitializer(i, broughtIn(graph.getInitializer(i)));
      }
    }
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      for (int k = 0; k < node.getAttributeCount(); k++) {
        AttributeProto attribute = node.getAttribute(k);
        if (isExternal(attribute.getT())) {
          graph
              .getNodeBuilder(i)
              .setAttribute(k, attribute.toBuilder().setT(broughtIn(attribute.getT())));
        }
      }
    }
    return whole.build();
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private TensorProto broughtIn(TensorProto tensor) throws ExchangeException {
    Path file = file(tensor);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long offset = number(tensor, "offset", 0);
      long length = number(tensor, "length", Math.max(0, channel.size() - offset));
      if (offset > channel.size() || length > channel.size() - offset) {
        throw problem(
            tensor,
            file,
            String.format(
                Locale.ROOT,
                "should contain %,d bytes from byte %,d on, but is too short; copy it again",
                length,
                offset));
      }
      sum += length;
      if (sum > most) {
        throw problem(tensor, file, "is too large to import; export a smaller network");
      }
      channel.position(offset);
      InputStream in = Channels.newInputStream(channel);
      return tensor.toBuilder()
          .clearExternalData()
          .setDataLocation(TensorProto.DataLocation.DEFAULT)
          .setRawData(ByteString.copyFrom(in.readNBytes((int) length)))
          .build();
    } catch (IOException e) {
      throw problem(tensor, file, "cannot be read; copy it again", e);
    }
  }

  /** The file that an array lies in. */
  private Path file(TensorProto tensor) throws ExchangeException {
    String location = text(tensor, "location");
    Path folder = model.toAbsolutePath().normalize().getParent();
    try {
      Path name = model.getFileSystem().getPath(location);
      boolean isPlain =
          name.getNameCount() == 1
              && !name.isAbsolute()
              && name.normalize().equals(name)
              && !location.isEmpty()
              && !location.contains("/")
              && !location.contains("\\")
              && !location.contains(":")
              && !location.equals("..");
      if (folder != null && isPlain) {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw problem(tensor, name, "is missing; put it into the folder of the ONNX file");
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw problem(
              tensor,
              name,
              "is a link or not a file; put the file itself into the folder of the ONNX file");
        }
        return file;
      }
    } catch (InvalidPathException e) {
      // Refused like any other name that is none of a file in the folder.
    }
    throw new ExchangeException(
        ("its array %s is stored in %s, which is not in the folder of the ONNX file; "
                + "export it with its data next to it, or as a single file")
            .formatted(OnnxNode.quoted(tensor.getName()), OnnxNode.quoted(location)));
  }

  private static String text(TensorProto tensor, String key) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse("");
  }

  private static long number(TensorProto tensor, String key, long otherwise)
      throws ExchangeException {
    String text = text(tensor, key);
    if (text.isEmpty()) {
      return otherwise;
    }
    // No file is as long as a number of more digits says.
    if (!text.matches("[0-9]{1,18}")) {
      throw new ExchangeException(
          ("its array %s has an invalid position, %s %s, in its data file; export the "
                  + "network again")
              .formatted(OnnxNode.quoted(tensor.getName()), key, OnnxNode.quoted(text)));
    }
    return Long.parseLong(text);
  }

  private static ExchangeException problem(TensorProto tensor, Path file, String what) {
    return new ExchangeException(sentence(tensor, file, what));
  }

  private static ExchangeException problem(
      TensorProto tensor, Path file, String what, IOException cause) {
    return new ExchangeException(sentence(tensor, file, what), cause);
  }

  private static String sentence(TensorProto tensor, Path file, String what) {
    return "the file %s of its array %s %s"
        .formatted(
            OnnxNode.quoted(String.valueOf(file.getFileName())),
            OnnxNode.quoted(tensor.getName()),
            what);
  }
}
