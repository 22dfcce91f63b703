package digitscope.data.own;

import digitscope.data.CsvLayout;
import digitscope.data.DataException;
import digitscope.data.ImportChoices;
import digitscope.data.Picture;
import digitscope.data.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A source of labeled pictures: a folder or a file. */
sealed interface OwnSource permits ImageFolder, CsvFile, IdxFolder {
  /** Which set a picture belongs to. */
  enum Part {
    TRAIN,
    TEST,
    /** The source does not say. */
    ANY
  }

  /** A picture and its class. */
  record Labeled(String className, Picture picture) {}

  /** Takes the pictures one after another. */
  interface Visitor {
    void take(String className, Part part, Picture picture) throws IOException, DataException;

    /** A picture that cannot be read, and why, in a sentence that says where it is. */
    void skip(String sentence);
  }

  /** File or folder. */
  Path path();

  /** Pictures from all over the source, for the user to look at. */
  List<Labeled> sample(ImportProblems problems) throws IOException, DataException;

  /** How a row is read that is not told by the pictures themselves. */
  default java.util.Optional<CsvLayout> csv() {
    return java.util.Optional.empty();
  }

  /** The class of each label, where several labels can be one class. */
  default Map<String, String> classes(Collection<String> labels) {
    return labels.stream().distinct().collect(Collectors.toMap(label -> label, label -> label));
  }

  /** Sentences about what was found; the first words of each name the source. */
  List<String> findings();

  /** Changes whenever the content does. */
  String state() throws IOException;

  /**
   * Visits all pictures, in the same order each time.
   *
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  void visit(ImportChoices choices, Visitor visitor, Progress progress)
      throws IOException, DataException;
}
