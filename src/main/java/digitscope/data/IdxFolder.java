package digitscope.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A folder of IDX files, with or without a test set. */
record IdxFolder(Path path, DataSplits splits) implements OwnSource {
  private static final int SAMPLES = 120;

  @Override
  public List<Labelled> sample(ImportProblems problems) {
    Dataset train = splits.train();
    List<Labelled> sample = new ArrayList<>();
    int count = Math.min(SAMPLES, train.size());
    for (int i = 0; i < count; i++) {
      sample.add(labelled(train, (int) ((long) i * train.size() / count)));
    }
    return sample;
  }

  private static Labelled labelled(Dataset set, int index) {
    return new Labelled(
        set.classNames().get(set.label(index)), new Picture(set.shape(), set.image(index)));
  }

  @Override
  public List<String> findings() {
    return List.of();
  }

  @Override
  public String state() throws IOException {
    return String.valueOf(Files.getLastModifiedTime(path));
  }

  @Override
  public void visit(ImportChoices choices, Visitor visitor, Progress progress)
      throws IOException, DataException {
    visit(splits.train(), Part.TRAIN, visitor, progress);
    visit(splits.test(), Part.TEST, visitor, progress);
  }

  private void visit(Dataset set, Part part, Visitor visitor, Progress progress)
      throws IOException, DataException {
    double total = splits.train().size() + splits.test().size();
    int before = part == Part.TRAIN ? 0 : splits.train().size();
    for (int i = 0; i < set.size(); i++) {
      if (progress.isCancelled()) {
        throw new CancellationException();
      }
      Labelled image = labelled(set, i);
      visitor.take(image.className(), part, image.picture());
      progress.advance((before + i + 1) / total);
    }
  }
}
