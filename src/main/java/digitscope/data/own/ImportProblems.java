package digitscope.data.own;

import java.util.ArrayList;
import java.util.List;

/** Pictures that could not be read: the first of them in words, all of them in number. */
final class ImportProblems {
  private static final int MOST = 1000;

  private final List<String> sentences = new ArrayList<>();
  private int count;

  void add(String sentence) {
    count++;
    if (sentences.size() < MOST) {
      sentences.add(sentence);
    }
  }

  int count() {
    return count;
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
