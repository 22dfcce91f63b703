package digitscope.wrong.data.download;

/** A download that draws digits. */
public final class Intruder {
  digitscope.wrong.data.digits.Intruder digits;
}
