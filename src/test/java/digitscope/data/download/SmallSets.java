package digitscope.data.download;

import digitscope.data.DataException;
import digitscope.data.download.KnownSet.Role;
import digitscope.data.download.KnownSet.SetFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sets of a few random images, as they would lie on a mirror. */
public final class SmallSets {
  static final int TRAINING = 40;
  static final int TEST = 15;
  private static final int PIXELS = 28 * 28;

  private SmallSets() {}

  /**
   * The plain IDX files of a set of three classes.
   *
   * @param files one for each role, in their order
   */
  record Plain(List<byte[]> files) {
    byte[] get(Role role) {
      return files.get(List.of(Role.values()).indexOf(role));
    }
  }

  static Plain plain(int seed) {
    Random random = new Random(seed);
    return new Plain(Arrays.stream(Role.values()).map(role -> plain(role, random)).toList());
  }

  private static byte[] plain(Role role, Random random) {
    int count = role.isOfTraining() ? TRAINING : TEST;
    byte[] values = new byte[role.isOfImages() ? count * PIXELS : count];
    random.nextBytes(values);
    for (int i = 0; i < values.length && !role.isOfImages(); i++) {
      values[i] = (byte) Math.floorMod(values[i], 3);
    }
    return concat(
        role.isOfImages() ? new int[] {0x803, count, 28, 28} : new int[] {0x801, count}, values);
  }

  static byte[] concat(int[] header, byte[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + values.length);
    Arrays.stream(header).forEach(bytes::putInt);
    return bytes.put(values).array();
  }

  static byte[] gzip(byte[] bytes) {
    return gzip(bytes, Deflater.DEFAULT_COMPRESSION);
  }

  static byte[] gzip(byte[] bytes, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(level);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] zip(Map<String, byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        // As in the archive of EMNIST, whose members are compressed already.
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(member.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(member.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(member.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Checksum sum(Checksum.Algorithm algorithm, Checksum.Of of, byte[] bytes) {
    return new Checksum(algorithm, of, HexFormat.of().formatHex(algorithm.begin().digest(bytes)));
  }

  /** A set of four gzipped files in the folder of its name, at several mirrors. */
  static KnownSet set(String name, Plain plain, Checksum.Of of, List<FaultyMirror> mirrors) {
    List<SetFile> files =
        Arrays.stream(Role.values())
            .map(
                role -> {
                  String path = name + "/" + role.fileName() + ".gz";
                  byte[] packed = gzip(plain.get(role));
                  Checksum checksum =
                      sum(
                          Checksum.Algorithm.SHA256,
                          of,
                          of == Checksum.Of.PACKED ? packed : plain.get(role));
                  return new SetFile(
                      role,
                      new Download(
                          path,
                          mirrors.stream().map(mirror -> mirror.folder().resolve(path)).toList(),
                          packed.length,
                          Optional.of(checksum)),
                      Optional.empty());
                })
            .toList();
    return set(name, files, false, 0);
  }

  static KnownSet set(String name, List<SetFile> files, boolean transposed, int firstLabel) {
    return new KnownSet(
        name,
        "Set " + name,
        "A few random images",
        List.of("a", "b", "c"),
        TRAINING,
        TEST,
        "none",
        "nobody",
        "http://localhost/",
        files,
        transposed,
        firstLabel);
  }

  /** A set whose files are in an archive, called after the set and their roles. */
  static KnownSet ofArchive(String name, Download archive) {
    List<SetFile> files =
        Arrays.stream(Role.values())
            .map(role -> new SetFile(role, archive, Optional.of("gzip/" + name + "-" + role)))
            .toList();
    return set(name, files, false, 0);
  }

  /**
   * A set called {@code small}, of 40 training and 15 test images in three classes; one test image
   * is also a training image.
   *
   * @param mirror folder that becomes its mirror
   */
  public static Catalogue inFolder(Path mirror) throws IOException, DataException {
    Plain files = plain(9);
    System.arraycopy(files.get(Role.TRAINING_IMAGES), 16, files.get(Role.TEST_IMAGES), 16, PIXELS);
    Files.createDirectories(mirror.resolve("small"));
    for (Role role : Role.values()) {
      Files.write(mirror.resolve("small").resolve(role.fileName() + ".gz"), gzip(files.get(role)));
    }
    return new Catalogue(List.of(set("small", files, Checksum.Of.PACKED, List.of())))
        .from(mirror.toString());
  }

  /** Puts the gzipped files of a set on a mirror. */
  static void put(FaultyMirror mirror, String name, Plain plain) {
    for (Role role : Role.values()) {
      mirror.put(name + "/" + role.fileName() + ".gz", gzip(plain.get(role)));
    }
  }
}
