package digitscope.data.own;

import digitscope.data.ImportChoices;
import digitscope.data.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * What a survey of pictures found, before any is imported.
 *
 * @param samples pictures from all over
 * @param guess how to make images of them
 * @param findings what was found and guessed, a sentence each
 * @param unreadable pictures among those looked at that cannot be read, a sentence each
 */
public record Survey(
    List<Sample> samples, ImportChoices guess, List<String> findings, List<String> unreadable) {
  /** A picture and the name of its class. */
  public record Sample(String className, Picture picture) {}

  /** What is to be said once the user has chosen otherwise how the rows of a CSV file are read. */
  public List<String> findings(ImportChoices choices) {
    if (choices.csv().equals(guess.csv()) || choices.csv().isEmpty()) {
      return findings;
    }
    List<String> said = new ArrayList<>(CsvFile.findings(choices.csv().get()));
    guess
        .csv()
        .map(CsvFile::findings)
        .ifPresent(
            guessed ->
                findings.stream()
                    .filter(sentence -> !guessed.contains(sentence))
                    .forEach(said::add));
    return said;
  }

  public Survey {
    samples = List.copyOf(samples);
    findings = List.copyOf(findings);
    unreadable = List.copyOf(unreadable);
  }
}
