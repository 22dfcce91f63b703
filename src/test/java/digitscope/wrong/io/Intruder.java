package digitscope.wrong.io;

/** Knows what is in the files it writes. */
public final class Intruder {
  digitscope.wrong.data.Intruder content;
}
