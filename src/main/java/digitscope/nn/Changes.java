package digitscope.nn;

import java.util.function.LongSupplier;

/** Tells one who keeps a copy of parameters whether they have been written since. */
public final class Changes {
  private final LongSupplier version;
  private long seen;

  /**
   * @param version another number whenever something has been written, 0 or more
   */
  Changes(LongSupplier version) {
    this.version = version;
    this.seen = -1;
  }

  /** Whether they have since the last call; the first time always. */
  public boolean haveCome() {
    long current = version.getAsLong();
    if (current == seen) {
      return false;
    }
    seen = current;
    return true;
  }
}
