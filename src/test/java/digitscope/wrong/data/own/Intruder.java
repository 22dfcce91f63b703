package digitscope.wrong.data.own;

/** Own images that are fetched. */
public final class Intruder {
  digitscope.wrong.data.download.Intruder download;
}
