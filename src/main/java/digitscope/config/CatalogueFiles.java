package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.data.download.Catalogue;
import digitscope.data.download.Checksum;
import digitscope.data.download.Download;
import digitscope.data.download.KnownSet;
import digitscope.data.download.KnownSet.Role;
import digitscope.data.download.KnownSet.SetFile;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of the sets that can be downloaded. */
public final class CatalogueFiles {
  private static final String BUNDLED = "/catalogue/sets.json";

  private final JsonMapper mapper =
      StrictJson.mapper()
          .rebuild()
          .disable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /**
   * The file's content.
   *
   * @param about what a user who edits it should know
   */
  private record Content(List<String> about, List<Entry> sets) {}

  /**
   * A set.
   *
   * @param folder of its files on a mirror that has all sets
   * @param mirrors folders that hold its files
   * @param files the four files; missing if they are in an archive
   * @param archive what they are in
   * @param members what they are called in there
   */
  private record Entry(
      String name,
      String title,
      String about,
      List<String> classes,
      int trainingImages,
      int testImages,
      String license,
      String citation,
      String homepage,
      String folder,
      List<String> mirrors,
      @Nullable Map<Role, FileEntry> files,
      @Nullable FileEntry archive,
      @Nullable Map<Role, String> members,
      boolean transposed,
      int firstLabel) {
    KnownSet set() {
      return new KnownSet(
          name,
          title,
          about,
          classes,
          trainingImages,
          testImages,
          license,
          citation,
          homepage,
          Arrays.stream(Role.values()).map(this::file).toList(),
          transposed,
          firstLabel);
    }

    private SetFile file(Role role) {
      if (files != null && files.get(role) != null) {
        return new SetFile(role, download(files.get(role)), Optional.empty());
      } else if (archive != null && members != null && members.get(role) != null) {
        return new SetFile(role, download(archive), Optional.of(members.get(role)));
      }
      throw new InvalidValueException("%s has no %s".formatted(name, role));
    }

    private Download download(FileEntry file) {
      return new Download(
          folder + "/" + file.name,
          mirrors.stream().map(mirror -> URI.create(mirror + file.name)).toList(),
          file.size,
          Optional.ofNullable(file.checksum));
    }
  }

  private record FileEntry(String name, long size, @Nullable Checksum checksum) {}

  /** The catalogue that comes with the program. */
  public Catalogue bundled() {
    try (InputStream in = CatalogueFiles.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException("The catalogue of sets is missing: reinstall the program");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUNDLED);
    } catch (IOException | ConfigException e) {
      throw new IllegalStateException("The catalogue is unreadable: " + Reason.of(e), e);
    }
  }

  /**
   * Parses a catalogue.
   *
   * @param json the text
   * @param origin where it came from, for the message
   * @throws ConfigException naming the origin, the place in it and what is wrong there
   */
  public Catalogue parse(String json, String origin) throws ConfigException {
    try {
      return new Catalogue(
          mapper.readValue(json, Content.class).sets().stream().map(Entry::set).toList());
    } catch (JsonProcessingException e) {
      throw new ConfigException(StrictJson.problem(origin, e), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s: %s".formatted(origin, Reason.of(e)), e);
    }
  }
}
