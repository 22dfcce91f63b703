package digitscope.bundle;

/**
 * How large a bundle may be.
 *
 * @param entries most files
 * @param directoryBytes most that the zip file's directory takes
 * @param manifestBytes most that its list of files takes
 * @param bytes most that all files take when they are unpacked
 */
record BundleLimits(int entries, long directoryBytes, int manifestBytes, long bytes) {
  /** More than any run has: its moments alone are kept below 64 MB, unless a user wants more. */
  static final BundleLimits STANDARD = new BundleLimits(20_000, 4L << 20, 8 << 20, 4L << 30);
}
