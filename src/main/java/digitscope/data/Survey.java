package digitscope.data;

import java.util.List;

/**
 * What a look at somebody's pictures showed, before any is imported.
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

  public Survey {
    samples = List.copyOf(samples);
    findings = List.copyOf(findings);
    unreadable = List.copyOf(unreadable);
  }
}
