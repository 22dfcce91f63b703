package digitscope.data.own;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImportChoices;
import digitscope.data.Picture;
import digitscope.data.Progress;
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
  public List<Labeled> sample(ImportProblems problems) {
    Dataset train = splits.train();
    List<Labeled> sample = new ArrayList<>();
    int count = Math.min(SAMPLES, train.size());
    for (int i = 0; i < count; i++) {
      sample.add(labeled(train, (int) ((long) i * train.size() / count)));
    }
    return sample;
  }

  private static Labeled labeled(Dataset set, int index) {
    return new Labeled(
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
      Labeled image = labeled(set, i);
      visitor.take(image.className(), part, image.picture());
      progress.advance((before + i + 1) / total);
    }
  }
}
