package digitscope;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds in sources what byte code does not show well: exceptions that become text, and files that
 * are written by something else than {@code digitscope.io}.
 */
final class SourceHabits extends TreeScanner<Void, CompilationUnitTree> {
  private static final Set<String> MESSAGES =
      Set.of("getMessage", "getLocalizedMessage", "getOriginalMessage");
  private static final Set<String> TEXTS =
      Set.of("formatted", "format", "get", "valueOf", "append", "print", "println", "concat", "of");
  private static final Set<String> WRITERS =
      Set.of("newOutputStream", "newBufferedWriter", "write", "writeString", "copy", "createFile");
  private static final Set<String> STREAMS =
      Set.of("FileOutputStream", "FileWriter", "RandomAccessFile");

  private final Set<String> throwables = new HashSet<>();
  private final List<String> spoken = new ArrayList<>();
  private final List<String> written = new ArrayList<>();

  /**
   * What was found, each as {@code FILE: EXPRESSION}.
   *
   * @param spoken exceptions made into text
   * @param written files written
   */
  record Found(List<String> spoken, List<String> written) {}

  static Found in(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SourceHabits habits = new SourceHabits();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        habits.throwables.clear();
        habits.scan(unit, unit);
      }
    }
    return new Found(habits.spoken, habits.written);
  }

  @Override
  public Void visitCatch(CatchTree tree, CompilationUnitTree unit) {
    String name = tree.getParameter().getName().toString();
    boolean isNew = throwables.add(name);
    super.visitCatch(tree, unit);
    if (isNew) {
      throwables.remove(name);
    }
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, CompilationUnitTree unit) {
    // Names are few and mean the same throughout a file.
    if (String.valueOf(tree.getType()).matches("Throwable|Error|(\\w+\\.)*\\w*Exception")) {
      throwables.add(tree.getName().toString());
    }
    return super.visitVariable(tree, unit);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, CompilationUnitTree unit) {
    if (tree.getMethodSelect() instanceof MemberSelectTree select) {
      String method = select.getIdentifier().toString();
      String owner = select.getExpression().toString();
      boolean asksForWords = MESSAGES.contains(method) && tree.getArguments().isEmpty();
      boolean becomesText = method.equals("toString") && isThrowable(select.getExpression());
      boolean isInText =
          TEXTS.contains(method)
              && !owner.matches("Reason|ErrorReason|(\\w+\\.)*Reason|Problem|Optional|List|Stream")
              && tree.getArguments().stream().anyMatch(this::isThrowable);
      if (asksForWords || becomesText || isInText) {
        spoken.add(name(unit) + ": " + tree);
      }
      if (owner.equals("Files") && WRITERS.contains(method)) {
        written.add(name(unit) + ": " + tree);
      }
    }
    return super.visitMethodInvocation(tree, unit);
  }

  @Override
  public Void visitBinary(BinaryTree tree, CompilationUnitTree unit) {
    if (tree.getKind() == Tree.Kind.PLUS
        && (isThrowable(tree.getLeftOperand()) || isThrowable(tree.getRightOperand()))) {
      spoken.add(name(unit) + ": " + tree);
    }
    return super.visitBinary(tree, unit);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, CompilationUnitTree unit) {
    if (tree.getExpression().toString().equals("StandardOpenOption")
        && !tree.getIdentifier().contentEquals("READ")) {
      written.add(name(unit) + ": " + tree);
    }
    return super.visitMemberSelect(tree, unit);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, CompilationUnitTree unit) {
    String arguments = tree.getArguments().toString();
    if (STREAMS.contains(tree.getIdentifier().toString())
        && !arguments.startsWith("FileDescriptor.")) {
      written.add(name(unit) + ": " + tree);
    }
    return super.visitNewClass(tree, unit);
  }

  private boolean isThrowable(ExpressionTree tree) {
    return tree instanceof IdentifierTree name && throwables.contains(name.getName().toString());
  }

  private static String name(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().getName()).getFileName().toString();
  }
}
