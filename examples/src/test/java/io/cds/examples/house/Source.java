package io.cds.examples.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The parsed Java sources of the project; no type is resolved. */
final class Source {
  /** A place in a source: the tree that stands there, and its text with the comments. */
  record Node<T extends Tree>(T tree, String place, String text) {
    long lines() {
      return text.lines().count();
    }
  }

  private Source() {}

  /** Every tree of this type, in the sources under {@code src/main} or {@code src/test}. */
  static <T extends Tree> List<Node<T>> nodes(String kind, Class<T> type) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjectsFromPaths(House.sources(kind));
      var task =
          (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
      var positions = Trees.instance(task).getSourcePositions();
      var found = new ArrayList<Node<T>>();
      for (var unit : task.parse()) {
        new Collector<>(unit, positions, type, found).scan(unit, null);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Could not parse the sources of [" + kind + "]", e);
    }
  }

  private static final class Collector<T extends Tree> extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Class<T> type;
    private final List<Node<T>> found;

    Collector(
        CompilationUnitTree unit, SourcePositions positions, Class<T> type, List<Node<T>> found) {
      this.unit = unit;
      this.positions = positions;
      this.type = type;
      this.found = found;
    }

    @Override
    public Void scan(@Nullable Tree tree, Void nothing) {
      if (type.isInstance(tree)) {
        add(type.cast(tree));
      }
      return super.scan(tree, null);
    }

    private void add(T tree) {
      var start = positions.getStartPosition(unit, tree);
      var end = positions.getEndPosition(unit, tree);
      if (start < 0 || end < start) {
        return; // written by the compiler, such as the constructor of a record
      }
      try {
        var text = unit.getSourceFile().getCharContent(false).subSequence((int) start, (int) end);
        var file = House.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
        var place = file + ":" + unit.getLineMap().getLineNumber(start);
        found.add(new Node<>(tree, place, text.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException("Could not read [" + unit.getSourceFile() + "]", e);
      }
    }
  }
}
