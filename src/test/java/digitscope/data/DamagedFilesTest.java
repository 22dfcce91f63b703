package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import digitscope.data.own.OwnFiles;
import digitscope.data.own.OwnImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, it gives images or one sentence, and takes little time and memory. */
class DamagedFilesTest {
  private static final int MUTATIONS = 200;

  /** The readers' buffers and codecs take some megabytes whatever a file holds. */
  private static final long MOST_BYTES = 32L << 20;

  @TempDir private Path folder = Path.of("");

  /** Something that reads a file. */
  private interface Reading {
    void read() throws DataException;
  }

  @Test
  void answersEveryMutationOfAPng() throws Exception {
    mutatePicture(encoded("png"), "image9.png");
  }

  @Test
  void answersEveryMutationOfAJpeg() throws Exception {
    mutatePicture(encoded("jpeg"), "image9.jpeg");
  }

  private static byte[] encoded(String format) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(4);
    for (int i = 0; i < 1200; i++) {
      image.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private void mutatePicture(byte[] whole, String name) throws Exception {
    OwnFiles.writeFolder(folder, List.of("a", "b"), 3, 8, 8, 0, 0xffffff, 0xffffff);
    Path file = folder.resolve("a").resolve(name);
    Random random = new Random(20264);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(file, mutate(whole.clone(), random, name.endsWith("png")));
      read += isRead(() -> ImageFiles.readPicture(file)) ? 1 : 0;
      isRead(() -> ImageFiles.readLarge(file));
      DataSplits rest = OwnImages.load(folder, Progress.NONE);
      assertThat(rest.train().size() + rest.test().size()).isBetween(6, 7);
    }
    assertThat(read).isBetween(1, MUTATIONS - 1);
  }

  @Test
  void answersEveryMutationOfACsv() throws Exception {
    byte[] whole =
        ("label,a,b,c,d\n" + OwnFiles.csv(40, 2, List.of("x", "y"), false, 255, ","))
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("images.csv");
    Random random = new Random(20265);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(file, mutate(whole.clone(), random, false));
      read += isRead(() -> OwnImages.load(file, Progress.NONE)) ? 1 : 0;
    }
    assertThat(read).isBetween(1, MUTATIONS - 1);
  }

  @Test
  void refusesAPictureOf30000By30000BeforeItIsDecoded() throws Exception {
    byte[] png = encoded("png");
    ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
    Path file = folder.resolve("large.png");
    Files.write(file, withChecksum(png));

    for (Reading reading :
        List.<Reading>of(() -> ImageFiles.readPicture(file), () -> ImageFiles.readLarge(file))) {
      long before = allocated();
      assertThatThrownBy(reading::read)
          .isInstanceOf(DataException.class)
          .hasMessage(file + " has 30,000×30,000 pixels; the limit is 60 million; scale it down");
      assertThat(allocated() - before).isLessThan(8L << 20);
    }
  }

  /** Whether something can be read; if not, the one sentence that says why is checked. */
  private static boolean isRead(Reading reading) {
    long before = allocated();
    try {
      reading.read();
      return true;
    } catch (DataException e) {
      assertThat(e.getMessage())
          .isNotBlank()
          .doesNotContain("\n", "\tat ", "java.")
          .hasSizeLessThan(500);
      return false;
    } finally {
      assertThat(allocated() - before).isLessThan(MOST_BYTES);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static byte[] mutate(byte[] bytes, Random random, boolean isPng) {
    switch (random.nextInt(isPng ? 6 : 5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(2000));
        Arrays.fill(longer, bytes.length, longer.length, (byte) random.nextInt());
        return longer;
      }
      case 2 -> bytes[random.nextInt(Math.min(40, bytes.length))] = (byte) random.nextInt();
      case 3 -> {
        for (int i = 0; i < 20; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      case 4 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      default -> {
        // A header that is consistent with itself gets further than one that is not.
        ByteBuffer.wrap(bytes).putInt(16 + 4 * random.nextInt(2), random.nextInt());
        return withChecksum(bytes);
      }
    }
    return bytes;
  }

  private static byte[] withChecksum(byte[] png) {
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    return png;
  }
}
