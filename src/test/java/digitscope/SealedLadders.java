package digitscope;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds methods that ask one value for several kinds of the same sealed type by {@code instanceof}.
 * A kind that is added later and forgotten there compiles; in a visitor it does not. Types are told
 * by their simple names.
 */
final class SealedLadders {
  private final Set<String> sealed = new HashSet<>();
  private final Map<String, Set<String>> parents = new HashMap<>();
  private final List<String> found = new ArrayList<>();

  private SealedLadders() {}

  /** What was found, each as {@code FILE METHOD: VALUE is KIND, KIND}. */
  static List<String> in(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SealedLadders ladders = new SealedLadders();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.forEach(unit -> unit.accept(ladders.new Types(), unit));
      units.forEach(unit -> unit.accept(ladders.new Methods(), unit));
    }
    return List.copyOf(ladders.found);
  }

  /** Learns which types are sealed, and what each type extends and implements. */
  private final class Types extends TreeScanner<Void, CompilationUnitTree> {
    @Override
    public Void visitClass(ClassTree tree, CompilationUnitTree unit) {
      String name = tree.getSimpleName().toString();
      if (tree.getModifiers().getFlags().contains(Modifier.SEALED)) {
        sealed.add(name);
      }
      Set<String> above = parents.computeIfAbsent(name, key -> new HashSet<>());
      if (tree.getExtendsClause() != null) {
        above.add(simple(tree.getExtendsClause()));
      }
      tree.getImplementsClause().forEach(type -> above.add(simple(type)));
      return super.visitClass(tree, unit);
    }
  }

  /** Gathers what each method asks of each value. */
  private final class Methods extends TreeScanner<Void, CompilationUnitTree> {
    private Map<String, Set<String>> kinds = new LinkedHashMap<>();

    @Override
    public Void visitMethod(MethodTree tree, CompilationUnitTree unit) {
      Map<String, Set<String>> outer = kinds;
      kinds = new LinkedHashMap<>();
      super.visitMethod(tree, unit);
      kinds.forEach((value, asked) -> report(unit, tree, value, asked));
      kinds = outer;
      return null;
    }

    private void report(
        CompilationUnitTree unit, MethodTree method, String value, Set<String> asked) {
      Map<String, Set<String>> bySealed = new HashMap<>();
      for (String kind : asked) {
        for (String type : sealedAbove(kind)) {
          bySealed.computeIfAbsent(type, key -> new TreeSet<>()).add(kind);
        }
      }
      if (bySealed.values().stream().anyMatch(some -> some.size() > 1)) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        found.add(
            "%s %s: %s is %s".formatted(file, method.getName(), value, String.join(", ", asked)));
      }
    }

    @Override
    public Void visitInstanceOf(InstanceOfTree tree, CompilationUnitTree unit) {
      kinds
          .computeIfAbsent(tree.getExpression().toString(), key -> new TreeSet<>())
          .add(simple(tree.getType()));
      return super.visitInstanceOf(tree, unit);
    }
  }

  private Set<String> sealedAbove(String kind) {
    Set<String> all = new HashSet<>();
    for (String parent : parents.getOrDefault(kind, Set.of())) {
      if (sealed.contains(parent)) {
        all.add(parent);
      }
      all.addAll(sealedAbove(parent));
    }
    return all;
  }

  /** The last name of a type, without what it is made for. */
  private static String simple(Tree type) {
    String name = type.toString().replaceFirst("<.*", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
