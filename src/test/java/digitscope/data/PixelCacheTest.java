package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.idx.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are too many for memory are the same images. */
class PixelCacheTest {
  private static final ImageShape SHAPE = new ImageShape(3, 5, 4);
  private static final List<String> CLASSES = List.of("cat", "Hündin", "owl");

  @TempDir private Path folder = Path.of("");
  private DataSplits images = new DataSplits("none", colors(1, 1), colors(1, 1));
  private PixelCache nothingFits = new PixelCache(Path.of(""), 0);

  @BeforeEach
  void makeImages() {
    images = new DataSplits("noise", colors(50, 3), colors(20, 4));
    nothingFits = new PixelCache(folder.resolve("cache/pixels"), 100);
  }

  private static Dataset colors(int count, int seed) {
    byte[] pixels = new byte[count * SHAPE.size()];
    new Random(seed).nextBytes(pixels);
    byte[] labels = new byte[count];
    IntStream.range(0, count).forEach(i -> labels[i] = (byte) (i % 3));
    return new Dataset("colors", SHAPE, CLASSES, pixels, labels);
  }

  @Test
  void mapsPlainFilesWhereTheyAre() throws Exception {
    IdxFiles.writePlain(images, folder);

    DataSplits read = IdxFiles.read(folder, nothingFits);

    assertThat(read.sha256()).isEqualTo(images.sha256());
    assertThat(read.train().classNames()).isEqualTo(CLASSES);
    assertThat(read.train().shape()).isEqualTo(SHAPE);
    assertThat(nothingFits.folder()).doesNotExist();
  }

  @Test
  void unpacksGzippedFilesOnceAndAgainWhenTheyChange() throws Exception {
    IdxFiles.write(images, folder);
    DataSplits read = IdxFiles.read(folder, nothingFits);
    assertThat(read.sha256()).isEqualTo(images.sha256());

    List<Path> unpacked = unpacked();
    assertThat(unpacked).hasSize(2);
    Files.write(unpacked.get(0), new byte[(int) Files.size(unpacked.get(0))]);
    assertThat(IdxFiles.read(folder, nothingFits).sha256()).isNotEqualTo(images.sha256());

    IdxFiles.write(new DataSplits("other", colors(30, 9), colors(20, 5)), folder);
    assertThat(IdxFiles.read(folder, nothingFits).train().image(29))
        .isEqualTo(colors(30, 9).image(29));
    assertThat(unpacked()).hasSize(2);
  }

  @Test
  void leavesNothingOfADamagedFile() throws Exception {
    IdxFiles.write(images, folder);
    Path file = folder.resolve("train-images-idx4-ubyte.gz");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 5] ^= 1;
    Files.write(file, damaged);

    assertThatThrownBy(() -> IdxFiles.read(folder, nothingFits))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its gzip data is damaged");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void mapsAFileInPiecesThatNeverDivideAnImage() throws IOException {
    Path file = folder.resolve("images");
    byte[] pixels = new byte[7 + 25 * 10];
    new Random(5).nextBytes(pixels);
    Files.write(file, pixels);

    PixelStore.Mapped mapped = PixelStore.Mapped.open(file, 7, 25, 10, 39);

    assertThat(mapped.parts()).hasSize(9);
    float[] table = new float[256];
    IntStream.range(0, 256).forEach(i -> table[i] = i / 255f);
    for (int image = 0; image < 25; image++) {
      byte[] bytes = new byte[12];
      float[] floats = new float[12];
      mapped.copy(image, bytes, 1);
      mapped.copy(image, table, floats, 1);
      for (int i = 0; i < 10; i++) {
        assertThat(bytes[1 + i]).isEqualTo(pixels[7 + 10 * image + i]);
        assertThat(floats[1 + i]).isEqualTo((bytes[1 + i] & 0xff) / 255f);
      }
    }
    assertThatThrownBy(() -> PixelStore.Mapped.open(file, 7, 26, 10))
        .hasMessage("it has 257 bytes instead of 267");
  }

  @Test
  void dividesImagesThatComeWithoutATestSet() throws Exception {
    IdxFiles.writePlain(images, folder);
    Files.delete(folder.resolve("t10k-images-idx4-ubyte"));
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));

    DataSplits read = IdxFiles.read(folder, nothingFits);

    assertThat(read.train().size()).isEqualTo(40);
    assertThat(read.test().size()).isEqualTo(10);
    assertThat(IdxFiles.read(folder).sha256()).isEqualTo(read.sha256());
    assertThat(read.test().name()).isEqualTo(folder.getFileName() + ", test");
  }

  private List<Path> unpacked() throws IOException {
    try (Stream<Path> files = Files.list(nothingFits.folder())) {
      return files.sorted().toList();
    }
  }
}
