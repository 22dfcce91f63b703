package digitscope.run;

import digitscope.io.InvalidValueException;
import digitscope.io.PlainText;
import java.util.List;
import java.util.Locale;

/**
 * What a user wrote about a run. It changes nothing of the run itself, not even its folder's name.
 *
 * @param name shown instead of the folder's name; empty for that
 * @param note free text; may be empty
 * @param tags words to find it by, each once, in the order of the user
 */
public record RunNotes(String name, String note, List<String> tags) {
  /** Nothing was written. */
  public static final RunNotes NONE = new RunNotes("", "", List.of());

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NOTE = 10_000;
  private static final int LONGEST_TAG = 40;
  private static final int MOST_TAGS = 20;

  /**
   * Cleans the texts of what could make them look like something else.
   *
   * @throws InvalidValueException if a text is too long or there are too many tags
   */
  public RunNotes {
    name = PlainText.clean(name).strip();
    note = PlainText.clean(note, "\n\t").strip();
    tags =
        tags.stream()
            .map(tag -> PlainText.clean(tag).strip())
            .filter(tag -> !tag.isEmpty())
            .distinct()
            .toList();
    refuseLonger("name", name, LONGEST_NAME);
    refuseLonger("note", note, LONGEST_NOTE);
    tags.forEach(tag -> refuseLonger("tag", tag, LONGEST_TAG));
    if (tags.size() > MOST_TAGS) {
      throw new InvalidValueException(
          String.format(Locale.ROOT, "A run can have %d tags, not %,d", MOST_TAGS, tags.size()));
    }
  }

  private static void refuseLonger(String what, String text, int most) {
    if (text.length() > most) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "A %s has at most %,d characters, not %,d; shorten it",
              what,
              most,
              text.length()));
    }
  }

  public RunNotes withName(String changed) {
    return new RunNotes(changed, note, tags);
  }

  public RunNotes withNote(String changed) {
    return new RunNotes(name, changed, tags);
  }

  public RunNotes withTags(List<String> changed) {
    return new RunNotes(name, note, changed);
  }
}
