package digitscope.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Damages files at random, with some knowledge of what they are made of, so that a reader gets past
 * its first check to the next. The same seed damages the same file in the same way.
 */
final class Mutator {
  private static final long[] LIMITS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffffffffL,
    1L << 32,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    100_000_000
  };
  private static final String[] WORDS = {
    "-1",
    "0",
    "1",
    "256",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "1e999",
    "-1e-999",
    "NaN",
    "Infinity",
    "1.5",
    "1,5",
    "1".repeat(1000),
    "null",
    "true",
    "\"\"",
    "\"",
    "\"\"\"\"",
    "{}",
    "[]",
    "[".repeat(2000),
    "{\"a\":".repeat(1500),
    "\n",
    "\r\n",
    "\r",
    "\t",
    ",",
    ";",
    ",,,,",
    "\u001b[31m",
    "\u0000",
    "\ufeff",
    "\u202e",
    "=1+1",
    "../../x",
    "x".repeat(5000),
    "é",
    "e\u0301",
    "\ud83d\ude00",
    "\\ud800",
    "\\"
  };
  private static final Pattern TOKEN =
      Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|\"[^\"\n]*\"|\\w+|[^\\w\\s]");
  private static final int PNG_HEAD = 8;

  private final Random random;

  Mutator(long seed) {
    random = new Random(seed);
  }

  /** Some bytes changed, moved, cut off or put in. */
  byte[] bytes(byte[] file, byte[] other) {
    byte[] damaged = file;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      damaged = once(damaged, other);
    }
    return damaged;
  }

  private byte[] once(byte[] file, byte[] other) {
    if (file.length == 0) {
      return noise(1 + random.nextInt(20));
    }
    // The beginning of a file says what the rest means.
    int at = random.nextInt(random.nextBoolean() ? file.length : Math.min(file.length, 64));
    int length = 1 + random.nextInt(Math.min(64, file.length - at));
    byte[] same = file.clone();
    switch (random.nextInt(9)) {
      case 0 -> same[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> same[at] = (byte) limit();
      case 2, 3 -> number(same, at);
      case 4 -> {
        return splice(file, at, file.length, new byte[0]);
      }
      case 5 -> {
        return splice(file, at, at + length, new byte[0]);
      }
      case 6 -> {
        return splice(file, at, at, part(file, at, at + length));
      }
      case 7 -> {
        int from = random.nextInt(Math.max(1, other.length));
        return splice(file, at, random.nextBoolean() ? at : file.length, tail(other, from));
      }
      default -> {
        return splice(file, at, at, noise(length));
      }
    }
    return same;
  }

  /** Writes a number at a limit over two, four or eight bytes. */
  private void number(byte[] file, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    buffer.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int place = at / 4 * 4;
    switch (random.nextInt(3)) {
      case 0 -> put(place + 2 <= file.length, () -> buffer.putShort(place, (short) limit()));
      case 1 -> put(place + 4 <= file.length, () -> buffer.putInt(place, (int) limit()));
      default -> put(place + 8 <= file.length, () -> buffer.putLong(place, limit()));
    }
  }

  private static void put(boolean fits, Runnable number) {
    if (fits) {
      number.run();
    }
  }

  /** A number at a limit, or next to one. */
  long limit() {
    return LIMITS[random.nextInt(LIMITS.length)] + random.nextInt(3) - 1;
  }

  /** Some tokens of a text replaced, doubled or left out, now and then bytes as well. */
  byte[] text(byte[] file, byte[] other) {
    if (random.nextInt(4) == 0) {
      return bytes(file, other);
    }
    String text = new String(file, StandardCharsets.UTF_8);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      text = token(text, new String(other, StandardCharsets.UTF_8));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String token(String text, String other) {
    List<int[]> tokens = tokens(text);
    if (tokens.isEmpty()) {
      return word();
    }
    int[] token = tokens.get(random.nextInt(tokens.size()));
    String here = text.substring(token[0], token[1]);
    List<int[]> others = tokens(other);
    String elsewhere = here;
    if (!others.isEmpty()) {
      int[] place = others.get(random.nextInt(others.size()));
      elsewhere = other.substring(place[0], place[1]);
    }
    String there =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> here + here;
          case 2 -> elsewhere;
          case 3 -> here.startsWith("\"") ? "\"" + word() + "\"" : word();
          case 4 -> String.valueOf(limit());
          default -> word();
        };
    return text.substring(0, token[0]) + there + text.substring(token[1]);
  }

  private static List<int[]> tokens(String text) {
    List<int[]> tokens = new ArrayList<>();
    for (Matcher matcher = TOKEN.matcher(text); matcher.find(); ) {
      tokens.add(new int[] {matcher.start(), matcher.end()});
    }
    return tokens;
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  /** A PNG whose chunks are damaged within, while their checksums are right again. */
  byte[] png(byte[] file, byte[] other) {
    if (random.nextInt(3) == 0) {
      return bytes(file, other);
    }
    ByteBuffer chunks = ByteBuffer.wrap(file, PNG_HEAD, file.length - PNG_HEAD);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(part(file, 0, PNG_HEAD));
    int chosen = random.nextInt(4);
    for (int i = 0; chunks.remaining() >= 12; i++) {
      byte[] content = new byte[chunks.getInt()];
      byte[] type = new byte[4];
      chunks.get(type).get(content).getInt();
      for (int times = i != chosen ? 1 : random.nextInt(3); times > 0; times--) {
        write(out, type, i == chosen && content.length > 0 ? once(content, other) : content);
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, byte[] type, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(type);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  /** An archive of arrays, one of which is damaged, doubled, renamed or left out. */
  byte[] npz(byte[] file, byte[] other) {
    if (random.nextInt(4) == 0) {
      return bytes(file, other);
    }
    Map<String, byte[]> entries = unzip(file);
    List<String> names = List.copyOf(entries.keySet());
    String name = names.get(random.nextInt(names.size()));
    byte[] array = entries.getOrDefault(name, new byte[0]);
    switch (random.nextInt(7)) {
      case 0 -> entries.remove(name);
      case 1 -> {
        entries.remove(name);
        entries.put(word() + name, array);
      }
      case 2 -> entries.put(name, entries.getOrDefault(pick(names), array));
      case 3 -> entries.put(name, header(array));
      case 4 -> entries.put(name, padded(array));
      default -> entries.put(name, bytes(array, array));
    }
    return zip(entries);
  }

  /** Other words in the header of an array, whose length is right again. */
  private byte[] header(byte[] array) {
    int length = Byte.toUnsignedInt(array[8]) | Byte.toUnsignedInt(array[9]) << 8;
    String before = new String(array, 10, length, StandardCharsets.ISO_8859_1);
    byte[] after = token(before, before).getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = splice(array, 10, 10 + length, after);
    whole[8] = (byte) after.length;
    whole[9] = (byte) (after.length >> 8);
    return whole;
  }

  /** Much that packs to nearly nothing. */
  private byte[] padded(byte[] array) {
    return splice(array, array.length, array.length, new byte[1 << (16 + random.nextInt(8))]);
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private static Map<String, byte[]> unzip(byte[] file) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] part(byte[] file, int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }

  private static byte[] tail(byte[] file, int from) {
    return part(file, Math.min(from, file.length), file.length);
  }

  private static byte[] splice(byte[] file, int from, int to, byte[] instead) {
    ByteBuffer whole = ByteBuffer.allocate(file.length - (to - from) + instead.length);
    return whole.put(file, 0, from).put(instead).put(file, to, file.length - to).array();
  }

  Random random() {
    return random;
  }
}
