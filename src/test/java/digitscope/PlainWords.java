package digitscope;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words that a native engineer would not write, British spellings, and long lines. */
final class PlainWords {
  /** Width at which Markdown wraps. */
  static final int WIDTH = 120;

  /** Between two words, also where a comment continues on the next line. */
  private static final String GAP = "[\\s*/]+";

  private static final Pattern FOREIGN =
      Pattern.compile(
          ("\\b(persons?|somebody|someone|everybody|whoever|anew|rightly|learnt|of now|so many"
                  + "|so much is|takes? it for|lets? (it|them) go on)\\b")
              .replace(" ", GAP),
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BRITISH =
      Pattern.compile(
          "[\\w-]*(colour|neighbour|behaviour|favour|normalis|initialis|optimis|organis|recognis"
              + "|generalis|quantis|serialis|visualis|summaris|minimis|maximis|regularis"
              + "|standardis|synchronis|grey|licence|labelled(?!by)|relabell|modell|centre)\\w*",
          Pattern.CASE_INSENSITIVE);

  /** Keys and names of arrays in files of earlier versions, which stay as they are. */
  private static final Set<String> KEYS =
      Set.of(
          "initialisation",
          "batch_normalisation",
          "shortcut_normalisation",
          "normalisation",
          "normalisation1",
          "normalisation2",
          "relabelled",
          "licence");

  private PlainWords() {}

  /** Words to avoid, in their order. */
  static List<String> foreignWords(String text) {
    return all(FOREIGN, text);
  }

  /** British spellings, other than those of keys, in their order. */
  static List<String> britishSpellings(String text) {
    return all(BRITISH, text).stream().filter(word -> !KEYS.contains(word)).toList();
  }

  /** Lines of Markdown prose that are too long; tables, code, pictures and headings may be. */
  static List<String> longLines(String markdown) {
    List<String> found = new ArrayList<>();
    boolean isCode = false;
    for (String line : markdown.split("\n", -1)) {
      if (line.startsWith("```")) {
        isCode = !isCode;
      }
      if (!isCode && line.length() > WIDTH && !line.matches("(    |\\||#|!\\[).*")) {
        found.add(line);
      }
    }
    return found;
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher words = pattern.matcher(text);
    while (words.find()) {
      found.add(words.group().replaceAll("\\s+", " "));
    }
    return found;
  }
}
