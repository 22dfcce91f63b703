package digitscope.wrong.data;

/** Knows who uses it, draws with a second toolkit and keeps what it drew last. */
public final class Intruder {
  static java.awt.Color last = java.awt.Color.BLACK;
  digitscope.wrong.config.Intruder user;
  digitscope.wrong.data.idx.Intruder format;
}
