package digitscope.bench;

/**
 * The work and time of one round.
 *
 * @param images that were trained on or classified
 * @param elapsedNanos by the clock
 */
public record Measurement(long images, long elapsedNanos) {
  public double imagesPerSecond() {
    return images * 1e9 / elapsedNanos;
  }
}
