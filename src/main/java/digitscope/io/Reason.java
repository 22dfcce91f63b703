package digitscope.io;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in words for a user: what is wrong and what to do, never the name of a
 * class, nor what a library or the system has to say about it.
 *
 * <p>The words go on after a colon: {@code "%s cannot be written: %s".formatted(file,
 * Reason.of(e))}.
 */
public final class Reason {
  private static final String NO_SUCH_FILE = "it does not exist; check the path";
  private static final String DENIED =
      "permission is denied; change its permissions or choose another place";
  private static final String IS_FOLDER = "it is a folder; choose a file";
  private static final String NOT_FOLDER =
      "it, or a part of its path, is a file, not a folder; choose another path";
  private static final String FULL = "the disk is full; free some space, then try again";
  private static final String READ_ONLY = "the disk is read-only; choose another place";
  private static final String NAME_TOO_LONG = "its name is too long; choose a shorter one";
  private static final String LINK =
      "it is a link; replace it with the file or folder it points to";
  private static final String NOT_TEXT = "it is not UTF-8 text; save it as UTF-8";
  private static final String CUT_OFF = "it ends too early; download or create it again";
  private static final String FAULTY =
      "the disk or network drive reports an error; check it, or choose another place";
  private static final String DAMAGED =
      "it is damaged, or the disk reports an error; check the disk, or download or create "
          + "the file again";
  private static final String UNREACHABLE =
      "the server cannot be reached; check the network connection";
  private static final String SLOW =
      "the server did not answer in time; check the network connection, then try again";

  /** What the system says, in any version of it, and the words for it. */
  private static final List<Saying> SAYINGS =
      List.of(
          new Saying("no space left on device", FULL),
          new Saying("not enough space on the disk", FULL),
          new Saying(
              "quota exceeded", "your disk quota is used up; free some space, then try again"),
          new Saying("read-only file system", READ_ONLY),
          new Saying("media is write protected", READ_ONLY),
          new Saying(
              "too many open files",
              "too many files are open; close other programs, or raise the limit (ulimit -n)"),
          new Saying("file name too long", NAME_TOO_LONG),
          new Saying("filename or extension is too long", NAME_TOO_LONG),
          new Saying("filename, directory name, or volume label syntax", "its name is not allowed"),
          new Saying(
              "file too large", "the disk does not support files of this size; choose another one"),
          new Saying("too many levels of symbolic links", LINK),
          new Saying("not a directory", NOT_FOLDER),
          new Saying("is a directory", IS_FOLDER),
          new Saying("no such file", NO_SUCH_FILE),
          new Saying("cannot find the", NO_SUCH_FILE),
          new Saying("permission denied", DENIED),
          new Saying("operation not permitted", DENIED),
          new Saying("access is denied", DENIED),
          new Saying(
              "being used by another process",
              "another program has it open; close that program first"),
          new Saying("resource busy", "another program has it open; close that program first"),
          new Saying("text file busy", "another program has it open; close that program first"),
          new Saying("input/output error", FAULTY),
          new Saying("structure needs cleaning", FAULTY),
          new Saying("stale file handle", FAULTY),
          new Saying("transport endpoint is not connected", FAULTY),
          new Saying("network name is no longer available", FAULTY),
          new Saying("cannot allocate memory", "the system is out of memory; close other programs"),
          new Saying("bad file descriptor", "it is closed"),
          new Saying("broken pipe", "the program that read the output has ended"),
          new Saying("pipe is being closed", "the program that read the output has ended"),
          new Saying("connection reset", "the connection was lost; try again"),
          new Saying("unexpected end", CUT_OFF));

  private record Saying(String part, String words) {}

  private Reason() {}

  /**
   * Why something failed.
   *
   * @return at most {@value PlainText#LONGEST} characters, without a full stop
   */
  public static String of(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof Worded && cause.getMessage() != null) {
      return PlainText.sentence(cause.getMessage());
    } else if (cause instanceof IOException e) {
      return ofIO(e);
    } else if (cause instanceof Error e) {
      return ErrorReason.of(e);
    } else if (cause instanceof InvalidPathException) {
      return "its name contains characters that are not allowed; choose another name";
    } else if (cause instanceof SecurityException) {
      return DENIED;
    } else if (cause instanceof TimeoutException) {
      return "it took too long; try again when the machine is less busy";
    } else if (cause instanceof InterruptedException) {
      return "it was interrupted; try again";
    } else if (cause instanceof IllegalArgumentException) {
      return "it contains a value that can't be read; check it, or create it again";
    }
    return "an unexpected error occurred in the program; try again, and report it if it happens "
        + "again";
  }

  /** What a wrapper of the JDK's carries from one thread or loop to another. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof UncheckedIOException
            || cause instanceof CompletionException
            || cause instanceof ExecutionException
            || cause instanceof DirectoryIteratorException
            || cause instanceof ExceptionInInitializerError)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof Worded ? cause : machine(failure).orElse(cause);
  }

  /** What the virtual machine or the system's linker said, however deep below it lies. */
  private static Optional<Throwable> machine(Throwable failure) {
    Optional<Throwable> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean isOfMachine =
          cause instanceof UnsatisfiedLinkError
              || cause instanceof NoClassDefFoundError
              || cause instanceof VirtualMachineError;
      found = isOfMachine ? Optional.of(cause) : found;
    }
    return found;
  }

  private static String ofIO(IOException e) {
    if (e instanceof FileSystemException file) {
      return ofFile(file);
    } else if (e instanceof FileNotFoundException) {
      return said(e.getMessage(), NO_SUCH_FILE);
    } else if (e instanceof CharacterCodingException) {
      return NOT_TEXT;
    } else if (e instanceof EOFException) {
      return CUT_OFF;
    } else if (e instanceof ZipException) {
      return said(
          e.getMessage(),
          "it is damaged, or not compressed as its name says; download or create it again");
    } else if (e instanceof ClosedChannelException) {
      return "it was interrupted; try again";
    }
    return isNetwork(e) ? ofNetwork(e) : said(e.getMessage(), DAMAGED);
  }

  private static String ofFile(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return NO_SUCH_FILE;
    } else if (e instanceof AccessDeniedException) {
      return DENIED;
    } else if (e instanceof NotDirectoryException) {
      return NOT_FOLDER;
    } else if (e instanceof FileAlreadyExistsException) {
      return "the name is already taken; choose another name";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "the folder is not empty; choose another one";
    } else if (e instanceof FileSystemLoopException || e instanceof NotLinkException) {
      return LINK;
    }
    return said(e.getReason(), probed(e.getFile()));
  }

  /** The system spoke a language that isn't known: what the disk itself shows. */
  private static String probed(@Nullable String file) {
    if (file == null) {
      return FAULTY;
    }
    try {
      Path path = Path.of(file).toAbsolutePath();
      Path name = path.getFileName();
      if (name != null && name.toString().length() > 255) {
        return NAME_TOO_LONG;
      }
      Path folder = path;
      while (folder.getParent() != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (Files.getFileStore(folder).isReadOnly()) {
        return READ_ONLY;
      }
      return Files.getFileStore(folder).getUsableSpace() == 0 ? FULL : FAULTY;
    } catch (IOException | RuntimeException e) {
      return FAULTY;
    }
  }

  private static boolean isNetwork(IOException e) {
    return e instanceof UnknownHostException
        || e instanceof SocketException
        || e instanceof InterruptedIOException
        || e instanceof HttpTimeoutException
        || e instanceof SSLException;
  }

  private static String ofNetwork(IOException e) {
    if (e instanceof UnknownHostException) {
      return "the server's address is unknown; check the network connection";
    } else if (e instanceof SocketTimeoutException || e instanceof HttpTimeoutException) {
      return SLOW;
    } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return UNREACHABLE;
    } else if (e instanceof SSLException) {
      return "a secure connection to the server failed; check the clock and the network";
    } else if (e instanceof InterruptedIOException) {
      return "it was interrupted; try again";
    }
    return said(e.getMessage(), UNREACHABLE);
  }

  private static String said(@Nullable String text, String otherwise) {
    if (text == null) {
      return otherwise;
    }
    String said = text.toLowerCase(Locale.ROOT);
    return SAYINGS.stream()
        .filter(saying -> said.contains(saying.part()))
        .map(Saying::words)
        .findFirst()
        .orElse(otherwise);
  }
}
