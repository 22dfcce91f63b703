package digitscope.bench;

import java.util.Map;

/**
 * The results of one setup.
 *
 * @param own rates of this program
 * @param peers rates of the others, by name, in the order they are shown
 */
public record Outcome(BenchmarkSetup setup, Rates own, Map<String, Rates> peers) {
  /** How many times as fast as a peer this program is: the ratio of the medians. */
  public double ratio(String peer) {
    Rates rates = peers.get(peer);
    if (rates == null) {
      throw new IllegalArgumentException("There is no peer " + peer);
    }
    return own.median() / rates.median();
  }
}
