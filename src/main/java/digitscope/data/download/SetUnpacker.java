package digitscope.data.download;

import digitscope.data.ImageShape;
import digitscope.data.download.KnownSet.SetFile;
import digitscope.data.download.TransferException.Outlook;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain IDX files of what is downloaded, all of one kind: images upright, labels as bytes
 * from 0 on. Whatever is not as the catalogue says is refused, before more of it is read.
 */
final class SetUnpacker {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int EXTENDED_LABELS = 0xC02;
  private static final int SIDE = ImageShape.MNIST.height();
  private static final int BUFFER = 1 << 16;

  private final KnownSet set;
  private final SetFile file;

  /**
   * @param file one of the files of the set
   */
  SetUnpacker(KnownSet set, SetFile file) {
    this.set = set;
    this.file = file;
  }

  /**
   * Holds a download against its checksum, if there is one of the packed bytes.
   *
   * @throws TransferException if it has other bytes
   */
  static void check(Download download, Path packed) throws IOException {
    Optional<Checksum> published =
        download.checksum().filter(sum -> sum.of() == Checksum.Of.PACKED);
    if (published.isPresent()) {
      MessageDigest digest = published.get().algorithm().begin();
      try (InputStream in = new DigestInputStream(Files.newInputStream(packed), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (!published.get().matches(digest)) {
        throw otherBytes();
      }
    }
  }

  /**
   * Unpacks the file.
   *
   * @param packed the gzipped file, or the archive that holds it
   * @throws TransferException if it is damaged, or other than expected
   * @throws IOException if {@code out} cannot be written
   */
  void unpack(Path packed, OutputStream out) throws IOException {
    if (file.member().isEmpty()) {
      try (InputStream in = Files.newInputStream(packed)) {
        unpack(in, out);
      }
      return;
    }
    try (ZipFile archive = new ZipFile(packed.toFile())) {
      ZipEntry entry = archive.getEntry(file.member().get());
      if (entry == null) {
        throw wrong("an archive without " + file.member().get(), null);
      }
      try (InputStream in = archive.getInputStream(entry)) {
        unpack(in, out);
      }
    } catch (ZipException e) {
      throw wrong("a damaged archive", e);
    }
  }

  private void unpack(InputStream packed, OutputStream out) throws IOException {
    Optional<Checksum> published =
        file.download().checksum().filter(sum -> sum.of() == Checksum.Of.UNPACKED);
    MessageDigest digest =
        published.map(Checksum::algorithm).orElse(Checksum.Algorithm.SHA256).begin();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new DigestInputStream(new GZIPInputStream(packed, BUFFER), digest), BUFFER))) {
      if (file.role().isOfImages()) {
        copyImages(in, out);
      } else {
        copyLabels(in, out);
      }
      if (in.read() >= 0) {
        throw wrong("more data than expected", null);
      }
    } catch (ZipException e) {
      throw wrong("damaged data", e);
    } catch (EOFException e) {
      throw wrong("only part of the file", e);
    }
    if (published.isPresent() && !published.get().matches(digest)) {
      throw otherBytes();
    }
  }

  private void copyImages(DataInputStream in, OutputStream out) throws IOException {
    int count = set.count(file.role());
    expect(in, IMAGES, count, SIDE, SIDE);
    out.write(header(IMAGES, count, SIDE, SIDE));
    byte[] image = new byte[SIDE * SIDE];
    byte[] upright = new byte[SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      in.readFully(image);
      for (int p = 0; set.transposed() && p < image.length; p++) {
        upright[p] = image[p % SIDE * SIDE + p / SIDE];
      }
      out.write(set.transposed() ? upright : image);
    }
  }

  private void copyLabels(DataInputStream in, OutputStream out) throws IOException {
    int count = set.count(file.role());
    int magic = in.readInt();
    if (magic != LABELS && magic != EXTENDED_LABELS) {
      throw wrong("data that is not labels", null);
    }
    expect(in, count);
    // Extended labels have several numbers each, of which the first is the class.
    int others = magic == EXTENDED_LABELS ? in.readInt() - 1 : 0;
    if (others < 0 || others > 100) {
      throw wrong("labels in an unknown format", null);
    }
    byte[] rest = new byte[Integer.BYTES * others];
    out.write(header(LABELS, count));
    for (int i = 0; i < count; i++) {
      int label =
          (magic == EXTENDED_LABELS ? in.readInt() : in.readUnsignedByte()) - set.firstLabel();
      in.readFully(rest);
      if (label < 0 || label >= set.classNames().size()) {
        throw wrong("a label out of range", null);
      }
      out.write(label);
    }
  }

  private static void expect(DataInputStream in, int... values) throws IOException {
    for (int value : values) {
      int found = in.readInt();
      if (found != value) {
        throw wrong(
            String.format(Locale.ROOT, "a file with %,d where %,d are expected", found, value),
            null);
      }
    }
  }

  private static byte[] header(int... values) {
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * values.length);
    for (int value : values) {
      header.putInt(value);
    }
    return header.array();
  }

  private static TransferException otherBytes() {
    return wrong("data that differs from the published set", null);
  }

  private static TransferException wrong(String what, @Nullable IOException cause) {
    return new TransferException("sent " + what, Outlook.WRONG_BYTES, cause);
  }
}
