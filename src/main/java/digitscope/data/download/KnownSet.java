package digitscope.data.download;

import digitscope.io.InvalidValueException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A set of images that the program knows where to find.
 *
 * @param name the word that means it: {@code fashion-mnist}
 * @param title what the user calls it: {@code Fashion-MNIST}
 * @param about what it shows, in one sentence
 * @param classNames names of the classes, by label
 * @param trainingImages number of images to learn from
 * @param testImages number of images to be tested on
 * @param license terms of use, as far as they were stated
 * @param citation the work to name when results are published
 * @param homepage where its authors describe it
 * @param files the four files it consists of
 * @param transposed whether its files hold rows where other files hold columns
 * @param firstLabel label of the first class in its files
 */
public record KnownSet(
    String name,
    String title,
    String about,
    List<String> classNames,
    int trainingImages,
    int testImages,
    String license,
    String citation,
    String homepage,
    List<SetFile> files,
    boolean transposed,
    int firstLabel) {
  /** What one of the four files holds. */
  public enum Role {
    TRAINING_IMAGES("train-images-idx3-ubyte"),
    TRAINING_LABELS("train-labels-idx1-ubyte"),
    TEST_IMAGES("t10k-images-idx3-ubyte"),
    TEST_LABELS("t10k-labels-idx1-ubyte");

    private final String fileName;

    Role(String fileName) {
      this.fileName = fileName;
    }

    /** What such a file is called in a directory of four IDX files. */
    public String fileName() {
      return fileName;
    }

    boolean isOfImages() {
      return this == TRAINING_IMAGES || this == TEST_IMAGES;
    }

    boolean isOfTraining() {
      return this == TRAINING_IMAGES || this == TRAINING_LABELS;
    }
  }

  /**
   * Where one of the four files comes from.
   *
   * @param download what is downloaded: the gzipped file, or an archive that holds it
   * @param member name of the file in the archive; empty if it is no archive
   */
  public record SetFile(Role role, Download download, Optional<String> member) {}

  public KnownSet {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
    if (!files.stream().map(SetFile::role).toList().equals(List.of(Role.values()))) {
      throw new InvalidValueException(
          "%s needs one file of each kind, in this order: %s"
              .formatted(name, List.of(Role.values())));
    }
  }

  /** What has to be downloaded, each once. */
  public List<Download> downloads() {
    return files.stream().map(SetFile::download).distinct().toList();
  }

  /** Approximate number of bytes to download. */
  public long downloadSize() {
    return downloads().stream().mapToLong(Download::size).sum();
  }

  /** Whether all that is downloaded can be held against what was published of it. */
  public boolean hasChecksums() {
    return downloads().stream().allMatch(download -> download.checksum().isPresent());
  }

  int count(Role role) {
    return role.isOfTraining() ? trainingImages : testImages;
  }

  KnownSet from(List<URI> folders) {
    return new KnownSet(
        name,
        title,
        about,
        classNames,
        trainingImages,
        testImages,
        license,
        citation,
        homepage,
        files.stream()
            .map(f -> new SetFile(f.role(), f.download().from(folders), f.member()))
            .toList(),
        transposed,
        firstLabel);
  }
}
