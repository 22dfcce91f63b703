package digitscope.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.FormatVersion;
import digitscope.config.RunConfig;
import digitscope.config.SettingDifference;
import digitscope.config.Settings;
import digitscope.config.StrictJson;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import digitscope.run.RunException;
import digitscope.run.RunLock;
import digitscope.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of runs that belong together, with {@code group.json}, which says what is to be trained
 * and how far that is. It is replaced as a whole at each change, so that a killed program goes on
 * where it was.
 */
public final class RunGroup {
  private static final int MOST_BYTES = 32 << 20;
  private static final String CANCEL = "cancel";
  private static final JsonMapper JSON = StrictJson.mapper();

  /** What the runs have in common. */
  public enum Kind {
    /** They differ by seed only. */
    REPEAT,
    /** They differ by settings, to find good ones. */
    SWEEP;

    /** As messages have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far a run is. */
  public enum State {
    WAITING,
    /** Being trained, or interrupted: if no program has the lock, it was killed. */
    RUNNING,
    DONE,
    FAILED,
    CANCELED;

    /** Whether it stays as it is when the group is continued. */
    boolean isSettled() {
      return this == DONE || this == CANCELED;
    }
  }

  /**
   * A run of the group.
   *
   * @param run name of its folder
   * @param settings that it has otherwise than the base, by path
   * @param state how far it is
   * @param problem why it failed, a sentence; empty if it did not
   */
  public record Member(String run, Map<String, Object> settings, State state, String problem) {
    public Member {
      if (!run.matches("[a-z0-9][a-z0-9_-]{0,79}")) {
        throw new InvalidValueException("a run has a name that no folder of the group has");
      }
    }

    /** A run that is not begun. */
    public Member(String run, Map<String, Object> settings) {
      this(run, settings, State.WAITING, "");
    }

    Member with(State changed, String why) {
      return new Member(run, settings, changed, why);
    }
  }

  private record Content(Kind kind, JsonNode config, List<Member> runs) {}

  private final Path folder;
  private final Kind kind;
  private final RunConfig base;
  private final RunLock lock;
  private List<Member> members;

  private RunGroup(Path folder, Kind kind, RunConfig base, List<Member> members) {
    this.folder = folder;
    this.kind = kind;
    this.base = base;
    this.members = List.copyOf(members);
    this.lock = new RunLock(folder, kind.word());
  }

  /** Whether a folder holds a group. */
  public static boolean isGroup(Path folder) {
    return Files.isRegularFile(folder.resolve(RunStore.GROUP_FILE));
  }

  /**
   * Begins a group.
   *
   * @param folder which does not exist yet or is empty
   * @param base the configuration that its runs change
   * @throws RunException if there is something else, or it cannot be written
   */
  public static RunGroup create(Path folder, Kind kind, RunConfig base, List<Member> members)
      throws RunException {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          if (files.findAny().isPresent()) {
            throw new RunException(
                "%s contains other files; choose an empty folder for the runs".formatted(folder));
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    RunGroup group = new RunGroup(folder, kind, base, normal(members));
    group.write();
    return group;
  }

  /** With settings as they come back from the file. */
  private static List<Member> normal(List<Member> members) {
    try {
      return List.of(JSON.readValue(JSON.writeValueAsString(members), Member[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What is written can be read", e);
    }
  }

  /**
   * Opens a group.
   *
   * @throws RunException if the folder holds none, or it is damaged
   */
  public static RunGroup open(Path folder) throws RunException {
    Path file = folder.resolve(RunStore.GROUP_FILE);
    try {
      if (!(JSON.readTree(InputFile.text(file, MOST_BYTES)) instanceof ObjectNode fields)) {
        throw new WordedIOException("it must be an object in { }");
      }
      FormatVersion.take(fields);
      Content content = JSON.treeToValue(fields, Content.class);
      Set<String> names = new HashSet<>();
      if (!content.runs().stream().allMatch(member -> names.add(member.run()))) {
        throw new WordedIOException("two runs have one name");
      }
      RunConfig base =
          new ConfigFiles().parse(content.config().toString(), "The configuration in " + file);
      return new RunGroup(folder, content.kind(), base, content.runs());
    } catch (JsonProcessingException e) {
      throw unreadable(file, StrictJson.problem(e), e);
    } catch (IOException e) {
      throw unreadable(file, Reason.of(e), e);
    } catch (ConfigException e) {
      throw new RunException(Reason.of(e), e);
    }
  }

  private static RunException unreadable(Path file, String reason, Exception e) {
    return new RunException(
        "%s cannot be read: %s; start again in another folder".formatted(file, reason), e);
  }

  private static RunException unwritable(Path folder, IOException e) {
    return new RunException("%s cannot be written: %s".formatted(folder, Reason.of(e)), e);
  }

  private synchronized void write() throws RunException {
    ObjectNode fields = JSON.createObjectNode();
    fields.set("kind", JSON.valueToTree(kind));
    fields.set("config", JSON.valueToTree(base));
    fields.set("runs", JSON.valueToTree(members));
    try {
      AtomicFile.write(
          folder.resolve(RunStore.GROUP_FILE),
          JSON.writeValueAsString(FormatVersion.put(fields)) + "\n");
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  public Path folder() {
    return folder;
  }

  public Kind kind() {
    return kind;
  }

  /** The configuration that the runs change. */
  public RunConfig base() {
    return base;
  }

  /** The runs as they are now, in their order. */
  public synchronized List<Member> members() {
    return members;
  }

  /** Whether nothing is left to be trained. */
  public boolean isSettled() {
    return members().stream().allMatch(member -> member.state().isSettled());
  }

  /**
   * Refuses to go on with other settings than the runs of the group have; the number of threads may
   * differ, and stays what it was.
   *
   * @throws RunException naming a setting that differs
   */
  public void refuseOther(Kind wanted, RunConfig config) throws RunException {
    if (kind != wanted) {
      throw new RunException(
          "%s holds a %s, not a %s; choose another folder"
              .formatted(folder, kind.word(), wanted.word()));
    }
    Optional<SettingDifference> other = differences(config).stream().findFirst();
    if (other.isPresent()) {
      throw new RunException(
          "%s was begun with another %s (%s, not %s); choose another folder"
              .formatted(
                  folder,
                  other.get().setting(),
                  other.get().a().map(Object::toString).orElse("none"),
                  other.get().b().map(Object::toString).orElse("none")));
    }
  }

  /** Whether the group was begun with a configuration, but for the number of threads. */
  public boolean isOf(Kind wanted, RunConfig config) {
    return kind == wanted && differences(config).isEmpty();
  }

  private List<SettingDifference> differences(RunConfig config) {
    return Settings.differences(
        base, config.withTraining(config.training().withThreads(base.training().threads())));
  }

  /** Whether a plan is that of this group: the same settings in the same order. */
  public boolean hasRuns(List<Member> planned) {
    return settings(members()).equals(settings(planned));
  }

  private static ArrayNode settings(List<Member> members) {
    ArrayNode all = JSON.createArrayNode();
    normal(members).forEach(member -> all.add(JSON.valueToTree(member.settings())));
    return all;
  }

  /** Folder of a run. */
  public Path folder(Member member) {
    return folder.resolve(member.run());
  }

  /**
   * What is to be trained for a run.
   *
   * @throws RunException if its settings cannot be
   */
  public Job job(Member member) throws RunException {
    try {
      return new Job(
          member.run(),
          Settings.with(base, member.settings(), "The run " + folder(member)),
          folder(member));
    } catch (ConfigException e) {
      throw new RunException(Reason.of(e), e);
    }
  }

  /**
   * Records how far a run is.
   *
   * @throws RunException if it cannot be written
   */
  synchronized void change(String run, State state, String problem) throws RunException {
    List<Member> changed = new ArrayList<>();
    for (Member member : members) {
      changed.add(member.run().equals(run) ? member.with(state, problem) : member);
    }
    members = List.copyOf(changed);
    write();
  }

  /**
   * Adds runs that are not there yet.
   *
   * @throws RunException if it cannot be written
   */
  public synchronized void add(List<Member> more) throws RunException {
    List<Member> all = new ArrayList<>(members);
    for (Member member : normal(more)) {
      if (all.stream().noneMatch(known -> known.run().equals(member.run()))) {
        all.add(member);
      }
    }
    if (all.size() > members.size()) {
      members = List.copyOf(all);
      write();
    }
  }

  /**
   * Ends for good what is not finished.
   *
   * @throws RunException if another program trains it, or it cannot be written
   */
  public void cancelUnfinished() throws RunException {
    lock();
    try {
      for (Member member : members()) {
        if (member.state() == State.WAITING || member.state() == State.RUNNING) {
          change(member.run(), State.CANCELED, "");
        }
      }
    } finally {
      release();
    }
  }

  /**
   * Keeps other programs from training the group.
   *
   * @throws RunException if another one does
   */
  public void lock() throws RunException {
    lock.take();
  }

  /** Lets other programs train the group again. */
  public void release() {
    lock.release();
  }

  /**
   * Asks the program that trains the group to end it for good.
   *
   * @throws RunException if that cannot be written
   */
  public void requestCancel() throws RunException {
    try {
      AtomicFile.write(folder.resolve(CANCEL), "");
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  boolean isCancelRequested() {
    return Files.exists(folder.resolve(CANCEL));
  }

  void forgetCancelRequest() throws RunException {
    try {
      Files.deleteIfExists(folder.resolve(CANCEL));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }
}
