package digitscope.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * A reader that is given damaged files.
 *
 * @param name of the kind of file
 * @param file that it reads
 * @param seeds sound files of the kind
 * @param damage how to damage one
 * @param reading reads the file as a command does
 */
record FuzzedReader(String name, Path file, List<byte[]> seeds, Damage damage, Reading reading) {
  /** Damages a file. */
  interface Damage {
    /**
     * A damaged file.
     *
     * @param seed decides how
     * @param other another sound file of the kind, or the same
     */
    byte[] apply(long seed, byte[] file, byte[] other);
  }

  /** Reads a file. */
  interface Reading {
    /**
     * What a user is told if the file is refused; empty if it is read.
     *
     * @throws Throwable if a user would see an exception
     */
    String read() throws Throwable;
  }

  /** The damaged file of a number, always the same. */
  byte[] damaged(int number) {
    long seed = 1_000_003L * name.hashCode() + number;
    byte[] chosen = seeds.get(Math.floorMod(number, seeds.size()));
    byte[] other = seeds.get(Math.floorMod(number / 7, seeds.size()));
    return damage.apply(seed, chosen, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
