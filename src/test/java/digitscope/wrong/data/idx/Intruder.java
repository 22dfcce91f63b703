package digitscope.wrong.data.idx;

/** A file format that downloads. */
public final class Intruder {
  digitscope.wrong.data.download.Intruder download;
}
