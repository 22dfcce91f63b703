package digitscope.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.download.DataCache.FileCheck;
import digitscope.data.download.KnownSet.Role;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataCacheTest {
  /** So long that no busy machine is taken for a silent one. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final String NAME = "small";

  private final SmallSets.Plain plain = SmallSets.plain(1);
  private final FaultyMirror first = new FaultyMirror();
  private final FaultyMirror second = new FaultyMirror();
  private final Path folder;

  DataCacheTest(@TempDir Path folder) throws IOException {
    this.folder = folder.resolve("cache/sets");
    SmallSets.put(first, NAME, plain);
    SmallSets.put(second, NAME, plain);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private KnownSet set(Checksum.Of of) {
    return SmallSets.set(NAME, plain, of, List.of(first, second));
  }

  private DataCache cache(KnownSet... sets) {
    return cache(LONG, LONG, sets);
  }

  private DataCache cache(Duration silence, Duration slowness, KnownSet... sets) {
    return new DataCache(
        folder,
        new Catalogue(List.of(sets)),
        new ProxySettings(Map.of(), Optional.<ProxySelector>empty()),
        new Downloader.Patience(
            LONG, silence, new Pace.Least(1 << 20, slowness), Duration.ofMillis(20), 3));
  }

  private static Progress cancelledWhen(BooleanSupplier condition) {
    return new Progress() {
      @Override
      public void advance(double fraction) {}

      @Override
      public boolean isCancelled() {
        return condition.getAsBoolean();
      }
    };
  }

  /** The set is here, as it was made, and nothing is left over from the way here. */
  private void assertHere(DataCache cache, KnownSet set) throws Exception {
    assertThat(cache.holds(set)).isTrue();
    for (Role role : Role.values()) {
      assertThat(cache.folderOf(set).resolve(role.fileName())).hasBinaryContent(plain.get(role));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(set.name(), ".lock");
    }
  }

  @ParameterizedTest
  @EnumSource
  void downloadsOnceAndReadsWithNames(Checksum.Of of) throws Exception {
    KnownSet set = set(of);
    DataCache cache = cache(set);
    assertThat(cache.holds(set)).isFalse();

    DataSplits splits = cache.load(set, Progress.NONE);
    DataSplits again = cache.load(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(splits.source()).isEqualTo(NAME);
    assertThat(splits.train().name()).isEqualTo("Set small, training");
    assertThat(splits.train().size()).isEqualTo(SmallSets.TRAINING);
    assertThat(splits.test().size()).isEqualTo(SmallSets.TEST);
    assertThat(splits.test().classNames()).containsExactly("a", "b", "c");
    assertThat(again.sha256()).isEqualTo(splits.sha256());
    assertThat(first.requests()).hasSize(4);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void tellsHowMuchIsHere() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    List<Long> bytes = new ArrayList<>();
    cache(set)
        .fetch(
            set,
            new Progress() {
              @Override
              public void advance(double fraction) {}

              @Override
              public void downloaded(long arrived, long total) {
                assertThat(total).isEqualTo(set.downloadSize());
                bytes.add(arrived);
              }

              @Override
              public boolean isCancelled() {
                return false;
              }
            });

    assertThat(bytes).isSorted().endsWith(set.downloadSize());
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    first.next(FaultyMirror.breakingOffAfter(5000), FaultyMirror.breakingOffAfter(7000));
    second.next(FaultyMirror.status(503), FaultyMirror.status(503));

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(first.requests().subList(0, 3))
        .extracting(FaultyMirror.Request::range)
        .containsExactly("", "bytes=5000-", "bytes=12000-");
    assertThat(first.requests().get(1).ifRange()).isEqualTo("\"first\"");
  }

  @Test
  void goesOnAtTheNextMirrorIfItHasTheSameBytes() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    first.next(FaultyMirror.breakingOffAfter(5000));

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests().get(0).range()).isEqualTo("bytes=5000-");
    assertThat(second.requests().get(0).ifRange()).isEmpty();
  }

  @Test
  void startsAgainWhereAMirrorKnowsNoRanges() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    first.next(FaultyMirror.breakingOffAfter(5000));
    second.next(FaultyMirror::withoutRanges);

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
  }

  @Test
  void goesOnNextTimeAfterBeingCancelled() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    DataCache cache = cache(set);
    first.next(first.stallingAfter(6000));
    AtomicBoolean isCancelled = new AtomicBoolean();
    Thread user =
        new Thread(
            () -> {
              try {
                first.awaitStall();
                Path part = folder.resolve("small_train-images-idx3-ubyte.gz.part");
                while (!Files.exists(part) || Files.size(part) < 6000) {
                  Thread.onSpinWait();
                }
                isCancelled.set(true);
              } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
              }
            });
    user.start();

    assertThatThrownBy(() -> cache.fetch(set, cancelledWhen(isCancelled::get)))
        .isInstanceOf(CancellationException.class);
    assertThat(cache.holds(set)).isFalse();
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(first.requests().get(1).range()).isEqualTo("bytes=6000-");
    user.join();
  }

  @Test
  void leavesAMirrorThatStandsStill() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    first.next(first.stallingAfter(3000));

    DataCache cache = cache(Duration.ofSeconds(2), LONG, set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests()).isNotEmpty();
  }

  @Test
  void leavesAMirrorThatSendsTooLittle() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    first.next(first.stallingAfter(3000));

    DataCache cache = cache(LONG, Duration.ofSeconds(3), set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests()).isNotEmpty();
  }

  @Test
  void followsRedirections() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    first.next(
        FaultyMirror.redirectTo(
            second.folder().resolve("small/train-images-idx3-ubyte.gz").toString()));

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void doesNotFollowRedirectionsForEver() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    String loop = first.folder().resolve("small/train-images-idx3-ubyte.gz").toString();
    FaultyMirror.Answer[] loops = new FaultyMirror.Answer[30];
    Arrays.fill(loops, FaultyMirror.redirectTo(loop));
    first.next(loops);

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertThat(cache.holds(set)).isTrue();
    assertThat(second.requests()).isNotEmpty();
  }

  @Test
  void takesNothingButWhatWasPublished() throws Exception {
    for (Checksum.Of of : Checksum.Of.values()) {
      KnownSet set = SmallSets.set(NAME + of, plain, of, List.of(first, second));
      SmallSets.put(first, NAME + of, plain);
      SmallSets.put(second, NAME + of, plain);
      first.next(FaultyMirror::otherBytes, FaultyMirror::portal);

      DataCache cache = cache(set);
      cache.fetch(set, Progress.NONE);

      for (Role role : Role.values()) {
        assertThat(cache.folderOf(set).resolve(role.fileName())).hasBinaryContent(plain.get(role));
      }
    }
    assertThat(second.requests()).hasSize(4);
  }

  @Test
  void refusesOtherImagesOfTheRightForm() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    SmallSets.put(first, NAME, SmallSets.plain(2));
    SmallSets.put(second, NAME, SmallSets.plain(2));

    assertThatThrownBy(() -> cache(set).fetch(set, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Set small could not be downloaded: localhost sent data that differs from the "
                + "published set; check the connection and try again, or use the bundled digits");
    assertThat(cache(set).holds(set)).isFalse();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsOnly(".lock", "small");
    }
  }

  @Test
  void isNotDeceivedAboutTheLength() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    first.next(FaultyMirror.lyingBy(500), FaultyMirror.lyingBy(-500));
    second.next(FaultyMirror.lyingBy(-300));

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
  }

  @Test
  void stopsAnEndlessAnswer() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    first.next(FaultyMirror::endless);

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void takesFilesThatWereCompressedDifferently() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    for (Role role : Role.values()) {
      byte[] other = SmallSets.gzip(plain.get(role), Deflater.NO_COMPRESSION);
      first.put("small/" + role.fileName() + ".gz", other);
    }
    assertThat(SmallSets.gzip(plain.get(Role.TRAINING_LABELS), Deflater.NO_COMPRESSION))
        .isNotEqualTo(SmallSets.gzip(plain.get(Role.TRAINING_LABELS)));

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void saysWhatEachMirrorDid() {
    KnownSet set = set(Checksum.Of.PACKED);
    first.close();
    second.next(FaultyMirror.status(404));

    assertThatThrownBy(() -> cache(set).fetch(set, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Set small could not be downloaded: localhost cannot be reached, localhost answered"
                + " 404; check the connection and try again, or use the bundled digits");
  }

  @Test
  void survivesAServerThatDies() throws Exception {
    KnownSet set = set(Checksum.Of.UNPACKED);
    first.next(
        (request, content, out) -> {
          FaultyMirror.breakingOffAfter(2000).write(request, content, out);
          first.close();
        });

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
  }

  @Test
  void downloadsOnlyWhatIsDamaged() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);
    Path labels = cache.folderOf(set).resolve(Role.TEST_LABELS.fileName());
    byte[] bytes = Files.readAllBytes(labels);
    bytes[10] ^= 1;
    Files.write(labels, bytes);
    assertThat(cache.check(set))
        .extracting(FileCheck::state)
        .containsExactly(
            FileCheck.State.SOUND,
            FileCheck.State.SOUND,
            FileCheck.State.SOUND,
            FileCheck.State.DAMAGED,
            FileCheck.State.SOUND);

    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(first.requests()).hasSize(5);
    assertThat(cache.check(set)).extracting(FileCheck::state).containsOnly(FileCheck.State.SOUND);
  }

  @Test
  void mendsASetThatCannotBeRead() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);
    Files.write(cache.folderOf(set).resolve(Role.TRAINING_IMAGES.fileName()), new byte[3]);

    assertThat(cache.load(set, Progress.NONE).train().size()).isEqualTo(SmallSets.TRAINING);
    assertHere(cache, set);
  }

  @Test
  void downloadsOnceForTwoAtATime() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    DataCache cache = cache(set);
    Thread other =
        new Thread(
            () -> {
              try {
                cache(set).fetch(set, Progress.NONE);
              } catch (DataException e) {
                throw new IllegalStateException(e);
              }
            });
    other.start();
    cache.fetch(set, Progress.NONE);
    other.join();

    assertHere(cache, set);
    assertThat(first.requests()).hasSize(4);
  }

  @Test
  void leavesTheOtherSetsOfAnArchiveToo() throws Exception {
    SmallSets.Plain others = SmallSets.plain(2);
    Map<String, byte[]> members = new TreeMap<>();
    for (Role role : Role.values()) {
      members.put("gzip/one-" + role, SmallSets.gzip(plain.get(role)));
      members.put("gzip/other-" + role, SmallSets.gzip(others.get(role)));
    }
    byte[] zip = SmallSets.zip(members);
    first.put("both/gzip.zip", zip);
    Download archive =
        new Download(
            "both/gzip.zip",
            List.of(first.folder().resolve("both/gzip.zip")),
            zip.length,
            Optional.of(SmallSets.sum(Checksum.Algorithm.MD5, Checksum.Of.PACKED, zip)));
    KnownSet one = SmallSets.ofArchive("one", archive);
    KnownSet other = SmallSets.ofArchive("other", archive);
    first.next(FaultyMirror.breakingOffAfter(20_000));

    DataCache cache = cache(one, other);
    cache.fetch(one, Progress.NONE);

    assertThat(cache.holds(other)).isTrue();
    assertThat(cache.folderOf(other).resolve(Role.TEST_IMAGES.fileName()))
        .hasBinaryContent(others.get(Role.TEST_IMAGES));
    assertThat(cache.load(other, Progress.NONE).source()).isEqualTo("other");
    assertThat(first.requests())
        .extracting(FaultyMirror.Request::range)
        .containsExactly("", "bytes=20000-");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("one", "other", ".lock");
    }
  }

  @Test
  void writesSumsThatTheUsualToolUnderstands() throws Exception {
    KnownSet set = set(Checksum.Of.PACKED);
    cache(set).fetch(set, Progress.NONE);

    List<String> lines = Files.readAllLines(folder.resolve("small/SHA256SUMS"));

    assertThat(lines)
        .hasSize(5)
        .contains(
            SmallSets.sum(
                        Checksum.Algorithm.SHA256,
                        Checksum.Of.UNPACKED,
                        plain.get(Role.TEST_IMAGES))
                    .hex()
                + "  t10k-images-idx3-ubyte");
  }

  @Test
  void copiesFromADirectory(@TempDir Path mirror) throws Exception {
    Files.createDirectories(mirror.resolve(NAME));
    for (Role role : Role.values()) {
      Files.write(
          mirror.resolve(NAME).resolve(role.fileName() + ".gz"), SmallSets.gzip(plain.get(role)));
    }
    KnownSet set =
        new Catalogue(List.of(set(Checksum.Of.PACKED))).from(mirror.toString()).sets().get(0);

    DataCache cache = cache(set);
    cache.fetch(set, Progress.NONE);

    assertHere(cache, set);
    assertThat(first.requests()).isEmpty();
  }

  @Test
  void saysThatADirectoryLacksTheFiles(@TempDir Path mirror) throws Exception {
    KnownSet set =
        new Catalogue(List.of(set(Checksum.Of.PACKED))).from(mirror.toString()).sets().get(0);

    assertThatThrownBy(() -> cache(set).fetch(set, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(mirror.resolve(NAME) + " has no such file");
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "in the way");

    assertThatThrownBy(() -> cache().fetch(set(Checksum.Of.PACKED), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder + ", the folder for downloaded sets, cannot be written");
  }
}
