package digitscope.nn;

/** How exactly a network's numbers are kept. */
public enum Precision {
  /** 32 bits: what networks are trained in. */
  FLOAT(Float.BYTES),
  /** 64 bits: what gradients are checked in. */
  DOUBLE(Double.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one number. */
  public int bytes() {
    return bytes;
  }
}
