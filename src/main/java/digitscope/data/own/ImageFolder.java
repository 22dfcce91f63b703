package digitscope.data.own;

import digitscope.data.ClassNameOrder;
import digitscope.data.DataException;
import digitscope.data.FileNames;
import digitscope.data.ImageFiles;
import digitscope.data.ImportChoices;
import digitscope.data.Progress;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder that has a folder for each class, which holds its pictures, at any depth. Folders of the
 * sets may come between: {@code train} and {@code test}.
 *
 * @param classes one for each class and set
 * @param findings as {@link OwnSource#findings}
 */
record ImageFolder(Path path, List<ClassFolder> classes, List<String> findings)
    implements OwnSource {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");
  private static final int SAMPLES_OF_CLASS = 8;
  private static final int SAMPLES = 120;

  /**
   * The pictures of a class in one set.
   *
   * @param count number of files
   * @param bytes that they take
   * @param changed when the newest was changed, in milliseconds
   */
  record ClassFolder(Path folder, String name, Part part, int count, long bytes, long changed) {}

  /**
   * Looks at the names in a folder.
   *
   * @throws DataException if there are no class folders with pictures in it
   */
  static ImageFolder open(Path folder) throws IOException, DataException {
    List<ClassFolder> classes = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    List<Path> folders = foldersIn(folder);
    boolean divided = folders.stream().anyMatch(f -> isNamed(f, TRAIN));
    boolean hasTest = folders.stream().anyMatch(f -> isNamed(f, TEST));
    for (Path child : folders) {
      if (!divided) {
        addClass(classes, child, Part.ANY);
      } else if (isNamed(child, TRAIN) || (hasTest && isNamed(child, VALIDATION))) {
        addClasses(classes, child, hasTest || hasValidation(folders) ? Part.TRAIN : Part.ANY);
      } else if (isNamed(child, TEST) || isNamed(child, VALIDATION)) {
        addClasses(classes, child, Part.TEST);
      } else {
        findings.add("The folder %s next to train is ignored".formatted(child.getFileName()));
      }
    }
    if (classes.isEmpty()) {
      throw new DataException(
          "%s has no pictures: put the PNG or JPEG files of each class into a subfolder"
              .formatted(folder));
    }
    if (divided && hasTest && hasValidation(folders)) {
      findings.add("The validation pictures are added to the training set");
    }
    return new ImageFolder(folder, List.copyOf(classes), List.copyOf(findings));
  }

  private static boolean hasValidation(List<Path> folders) {
    return folders.stream().anyMatch(f -> isNamed(f, VALIDATION));
  }

  private static boolean isNamed(Path folder, Set<String> names) {
    return names.contains(folder.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .filter(child -> !FileNames.isHidden(child))
          .sorted(Comparator.comparing(f -> f.getFileName().toString(), ClassNameOrder.NATURAL))
          .toList();
    }
  }

  private static void addClasses(List<ClassFolder> classes, Path folder, Part part)
      throws IOException {
    for (Path child : foldersIn(folder)) {
      addClass(classes, child, part);
    }
  }

  private static void addClass(List<ClassFolder> classes, Path folder, Part part)
      throws IOException {
    long[] sums = new long[2];
    List<Path> files =
        pictures(
            folder,
            state -> {
              sums[0] += state.size();
              sums[1] = Math.max(sums[1], state.lastModifiedTime().toMillis());
            });
    if (!files.isEmpty()) {
      classes.add(
          new ClassFolder(folder, FileNames.of(folder), part, files.size(), sums[0], sums[1]));
    }
  }

  /**
   * The pictures in a folder, at any depth, ordered by path. Symbolic links are followed, but not
   * in a circle.
   */
  private static List<Path> pictures(Path folder, Consumer<BasicFileAttributes> states)
      throws IOException {
    List<Path> pictures = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes state) {
            return FileNames.isHidden(below) && !below.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes state) {
            if (state.isRegularFile() && isPicture(file)) {
              pictures.add(file);
              states.accept(state);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(pictures);
    return pictures;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && !FileNames.isHidden(file);
  }

  private static List<Path> files(ClassFolder folder) throws IOException {
    return pictures(folder.folder, state -> {});
  }

  @Override
  public List<Labeled> sample(ImportProblems problems) throws IOException {
    List<Labeled> sample = new ArrayList<>();
    int each = Math.max(1, Math.min(SAMPLES_OF_CLASS, SAMPLES / classes.size()));
    for (ClassFolder folder : classes.subList(0, Math.min(SAMPLES, classes.size()))) {
      List<Path> files = files(folder);
      for (int i = 0; i < Math.min(each, files.size()); i++) {
        Path file = files.get((int) ((long) i * files.size() / Math.min(each, files.size())));
        try {
          sample.add(new Labeled(folder.name, ImageFiles.readPicture(file)));
        } catch (DataException e) {
          problems.add(Reason.of(e));
        }
      }
    }
    return sample;
  }

  @Override
  public String state() {
    return classes.toString();
  }

  @Override
  public void visit(ImportChoices choices, Visitor visitor, Progress progress)
      throws IOException, DataException {
    double total = classes.stream().mapToDouble(ClassFolder::count).sum();
    int done = 0;
    for (ClassFolder folder : classes) {
      for (Path file : files(folder)) {
        if (progress.isCancelled()) {
          throw new CancellationException();
        }
        try {
          visitor.take(folder.name, folder.part, choices.read(file));
        } catch (DataException e) {
          visitor.skip(Reason.of(e));
        }
        progress.advance(Math.min(1, ++done / total));
      }
    }
  }
}
