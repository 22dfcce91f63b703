package digitscope.exchange;

import digitscope.io.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import onnx.Onnx.ModelProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * An ONNX file from elsewhere.
 *
 * @param sha256 checksum of the file, 64 hexadecimal digits
 */
record OnnxFile(ModelProto model, String sha256) {
  /** A network of the largest size that the program allows takes 400 MB. */
  private static final long MOST_BYTES = 512L << 20;

  /**
   * Reads a file.
   *
   * @throws ExchangeException if it is no ONNX model, or too large a one
   */
  static OnnxFile read(Path file) throws ExchangeException {
    if (!Files.isRegularFile(file)) {
      throw new ExchangeException("There is no file %s; check the path".formatted(file));
    }
    try {
      // It is in memory up to three times: as read, as arrays, and as parameters.
      long most = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4);
      if (Files.size(file) > most) {
        throw new ExchangeException(
            String.format(
                Locale.ROOT,
                "%s has %,d MB, more than the limit of %,d MB; export a smaller network",
                file,
                Files.size(file) >> 20,
                most >> 20));
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in =
          new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
        ModelProto model = parse(in);
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
          throw new ExchangeException(
              "%s is not an ONNX model: it contains no network; choose another file"
                  .formatted(file));
        }
        return new OnnxFile(
            new ExternalData(file, most - Files.size(file)).broughtIn(model), sha256);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new ExchangeException(
          "%s is not an ONNX model, or is damaged; export it again".formatted(file), e);
    } catch (IOException e) {
      throw new ExchangeException("%s cannot be read: %s".formatted(file, Reason.of(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static ModelProto parse(InputStream in) throws IOException {
    try {
      return ModelProto.parseFrom(in);
    } catch (IllegalStateException e) { // what protobuf throws at a text of negative length
      throw new InvalidProtocolBufferException(new IOException(e));
    }
  }
}
