package digitscope.wrong.data.digits;

/** A generator that reads a folder. */
public final class Intruder {
  digitscope.wrong.data.own.Intruder folder;
}
