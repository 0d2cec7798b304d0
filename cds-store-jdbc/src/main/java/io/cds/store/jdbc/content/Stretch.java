package io.cds.store.jdbc.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Octets of a content that lie in one file, from its beginning on; the file may be longer.
 *
 * @param file its name, without the suffix of what is unfinished
 * @param from where in the content
 * @param length how many octets of the content; may be none, then there may be no file
 */
record Stretch(String file, long from, long length) {
  /** Where it ends in the content. */
  long end() {
    return from + length;
  }

  /** The stretches of a content, each up to the next and the last up to the content's end. */
  static List<Stretch> of(Held held, List<FileTable.Start> starts) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      FileTable.Start start = starts.get(i);
      long end = i + 1 < starts.size() ? starts.get(i + 1).place() : held.length();
      stretches.add(new Stretch(name(held, start.token()), start.place(), end - start.place()));
    }
    return stretches;
  }

  /** The name of the file that the sink of this token writes: of our making, never from outside. */
  static String name(Held held, long token) {
    return name(held.file().orElseThrow(), token);
  }

  static String name(String file, long token) {
    return file + "-" + token;
  }
}
