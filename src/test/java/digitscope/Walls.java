package digitscope;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.css.Styleable;
import javafx.scene.control.Dialog;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.NullMarked;

/**
 * The walls between the packages below {@code root}, as docs/architecture.md draws them.
 *
 * @param root the package whose sub-packages are the rooms
 */
record Walls(String root) {
  private static final List<String> JDK = List.of("java..", "javax..", "org.jspecify..");
  private static final List<String> ND4J = List.of("org.nd4j..", "org.bytedeco..");

  /** ONNX's messages and what encodes them, which come with ND4J but use nothing of it. */
  private static final List<String> ONNX = List.of("onnx..", "org.nd4j.shade.protobuf..");

  /** Java's vector instructions; only nn.vector.kernels is compiled with them. */
  private static final List<String> VECTORS = List.of("jdk.incubator.vector..");

  /** What reads the metadata of pictures. */
  private static final List<String> PICTURES = List.of("com.drew..");

  /** What Java tells of the machine. */
  private static final List<String> MACHINE = List.of("com.sun.management..");

  private static final List<String> CSV = List.of("de.siegmar.fastcsv..");
  private static final List<String> JGRAPHT = List.of("org.jgrapht..");
  private static final List<String> JACKSON = List.of("com.fasterxml..");

  /** Distributions of statistics. */
  private static final List<String> MATH = List.of("org.apache.commons.math3..");

  private static final List<String> PICOCLI = List.of("picocli..");
  private static final List<String> JAVAFX =
      List.of(
          "javafx..", "org.controlsfx..", "impl.org.controlsfx..", "atlantafx..", "org.kordamp..");
  private static final List<String> JNA = List.of("com.sun.jna..");
  private static final Set<String> NOT_FEATURES = Set.of("fx", "control", "shell");

  List<ArchRule> rules() {
    return Stream.of(rooms(), libraries(), habits()).flatMap(List::stream).toList();
  }

  /** The table of docs/architecture.md: what each package may use. */
  private List<ArchRule> rooms() {
    return List.of(
        room("io", List.of(), "files are written, and failures worded, in one way"),
        room(
            "data",
            ours("io"),
            union(CSV, PICTURES),
            "a program without a network can read and draw digits"),
        inner("data", "what images are does not depend on where they come from"),
        room(
            "data.idx",
            union(ours("io"), rootOf("data")),
            "one file format knows no other source of images"),
        room(
            "data.download",
            union(ours("io", "data.idx"), rootOf("data")),
            "a download gives files in one format"),
        room(
            "data.digits",
            union(ours("io"), rootOf("data")),
            "the generator needs no file and no network"),
        room(
            "data.own",
            union(ours("io", "data.idx"), rootOf("data")),
            CSV,
            "the user's own images are never fetched from anywhere"),
        room("config", ours("io", "data"), JACKSON, "a configuration is only records"),
        room(
            "nn",
            ours("io"), // which has the lock that native libraries are loaded under
            union(ND4J, VECTORS, MACHINE),
            "the maths depends on nobody who uses it"),
        maths(),
        room(
            "nn.plain",
            mathsOnly(),
            "the reference that others are tested against needs no library"),
        room("nn.loops", mathsOnly(), "loops need no library"),
        room(
            "nn.vector",
            union(mathsOnly(), ours("nn.loops")),
            VECTORS,
            "Java's vectors compute without any library"),
        room(
            "nn.vector.kernels",
            List.of(),
            VECTORS,
            "kernels know plain arrays only, and are compiled apart"),
        room(
            "nn.nd4j",
            union(mathsOnly(), ours("nn.loops", "io")),
            ND4J,
            "one can do without ND4J, and with it alone"),
        room("eval", ours("io"), "measures are checked by hand, on plain arrays"),
        room("explore", ours("data"), "what a set looks like does not depend on any network"),
        room("probe", ours("nn"), "it looks into a network, wherever that was trained"),
        room(
            "compare",
            ours("io", "nn", "probe"),
            JGRAPHT,
            "two networks are compared by what they answer, wherever they come from"),
        room(
            "network",
            ours("io", "nn", "probe", "data", "config"),
            "a description becomes a network in one place, for all kinds of training"),
        room(
            "engine",
            ours("io", "nn", "probe", "data", "config", "eval", "network"),
            "steps are taken the same way for every caller"),
        room(
            "session",
            ours("io", "nn", "probe", "data", "config", "eval", "network", "engine"),
            "a session neither knows its window nor its files"),
        room(
            "run",
            ours("io", "config", "eval", "network", "engine", "session", "data"),
            JACKSON,
            "a run on disk is opened by the window and by the command line alike"),
        room(
            "experiment",
            ours("io", "config", "eval", "network", "engine", "session", "run", "data"),
            union(JACKSON, MATH),
            "trainings are planned and judged the same way for the window and the command line"),
        room(
            "exchange",
            ours("io", "config", "eval", "network", "engine", "session", "run", "data"),
            ONNX,
            "a network is exchanged by the window and by the command line alike"),
        room(
            "bundle",
            ours("io", "config", "run"),
            JACKSON,
            "a bundle carries a run's files, whatever they hold"),
        room(
            "report",
            ours("io", "config", "eval", "probe", "network", "engine", "session", "run", "data"),
            JACKSON,
            "a report is written by the window and by the command line alike"),
        room(
            "bench",
            ours("io", "network", "engine", "session", "eval", "config", "data"),
            MACHINE,
            "what is measured is the public interface, no more"),
        room(
            "cli",
            ours(
                "io",
                "data",
                "config",
                "nn",
                "eval",
                "probe",
                "compare",
                "network",
                "engine",
                "session",
                "run",
                "experiment",
                "exchange",
                "report",
                "bundle",
                "bench"),
            union(JACKSON, PICOCLI),
            "commands work without a display"),
        room(
            "ui.fx",
            ours("io", "network", "engine", "session", "run", "eval", "config", "data", "probe"),
            union(JAVAFX, JNA),
            "it is a bridge between two threads and knows no view"),
        room("ui.control", ours("eval"), JAVAFX, "a control that knows no feature serves them all"),
        inner("ui.control", "what all controls share knows none of them"),
        features(),
        slices()
            .matching(root + ".ui.(*)..")
            .that(describe("are features", slice -> !NOT_FEATURES.contains(slice.getNamePart(1))))
            .should()
            .notDependOnEachOther()
            .because("views meet only in the selection they share: any of them can go or come"),
        room(
            "ui.shell",
            ours(
                "io",
                "ui",
                "network",
                "engine",
                "session",
                "run",
                "exchange",
                "report",
                "eval",
                "config",
                "data",
                "explore",
                "probe"),
            JAVAFX,
            "it places views and is given what they show"),
        noClasses()
            .that()
            .resideOutsideOfPackages(ours("app", "windowbench").toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".windowbench..")
            .because("the robot uses the window; the window does not know that it is measured"),
        slices()
            .matching(root + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("each package can then be read, tested and replaced after those it uses"));
  }

  /** The package {@code nn} itself, without those below it. */
  private ArchRule maths() {
    return classes()
        .that()
        .resideInAPackage(root + ".nn")
        .should()
        .onlyDependOnClassesThat(
            resideInAny(union(mathsOnly(), JDK)).as("are its own or the JDK's"))
        .because("what a layer is does not say what computes it");
  }

  private List<String> mathsOnly() {
    return List.of(root + ".nn");
  }

  private ArchRule features() {
    DescribedPredicate<JavaClass> isView =
        resideInAPackage(root + ".ui.*..").and(not(resideInAPackage(root + ".ui.shell..")));
    return classes()
        .that()
        .resideInAPackage(root + ".ui.*..")
        .and()
        .resideOutsideOfPackages(ours("ui.fx", "ui.control", "ui.shell").toArray(String[]::new))
        .should()
        .onlyDependOnClassesThat(
            resideInAny(
                    union(
                        ours(
                            "io", "network", "engine", "session", "run", "eval", "config", "data",
                            "explore", "probe"),
                        JAVAFX,
                        JDK))
                .or(isView)
                .as("are of the user interface, but not its window, or records"))
        .because("a view shows records; it neither trains nor knows the window it is in");
  }

  /** Which package may touch which library, for the reader who asks about the library. */
  private List<ArchRule> libraries() {
    return List.of(
        only(
            JAVAFX,
            ours("ui", "app", "windowbench"),
            "all that is not the window runs without a display"),
        noClasses()
            .that()
            .resideOutsideOfPackages(ours("nn.nd4j", "peer").toArray(String[]::new))
            .should()
            .dependOnClassesThat(resideInAny(ND4J).and(not(resideInAny(ONNX))))
            .because("one room alone knows the native library, and all others do without"),
        only(ONNX, ours("exchange"), "there is one form of a network for other programs"),
        only(CSV, ours("data"), "other rooms get images and tables, not rows"),
        only(
            JACKSON,
            ours("config", "run", "experiment", "report", "bundle", "cli"),
            "there is one form of each file"),
        only(JGRAPHT, ours("compare"), "other rooms get pairs, not graphs"),
        only(MATH, ours("experiment"), "what is tested is decided where runs are compared"),
        only(JNA, ours("ui.fx"), "native calls of our own are in one place, and do without"),
        only(PICOCLI, ours("cli", "app"), "arguments are the command line's business"),
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAPackage("java.awt..")
                    .and(not(resideInAPackage("java.awt.image..")))
                    .or(resideInAPackage("javax.swing..")))
            .because("the window is JavaFX; a second toolkit would bring its own thread"),
        only(
            List.of("java.awt.image..", "javax.imageio.."),
            ours("data"),
            "pictures are read and written in one place"));
  }

  private List<ArchRule> habits() {
    return List.of(
        noClasses()
            .that()
            .resideOutsideOfPackage(root + ".ui.fx..")
            .should()
            .callMethodWhere(isCall(Platform.class, "runLater"))
            .because("one bridge hands over once a pulse; many of them flood the JavaFX thread"),
        noClasses()
            .that()
            .resideOutsideOfPackages(root + ".cli..", root + ".app..", root + ".bench..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("standard output belongs to the results of commands and of processes"),
        noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "javafx.scene.control..",
                "javafx.scene.layout..",
                "javafx.stage..",
                "org.controlsfx..")
            .because("a ViewModel is tested without a window"),
        noClasses()
            .should()
            .callMethodWhere(isCall(Styleable.class, "setStyle"))
            .because("themes change what style classes mean; an inline style stays"),
        noClasses()
            .that()
            .doNotHaveSimpleName("OwnedDialog")
            .should()
            .dependOnClassesThat(assignableTo(Dialog.class))
            .because("a modal dialog of JavaFX restores a window that is maximized"),
        noClasses()
            .that()
            .doNotHaveSimpleName("Choosers")
            .should()
            .callMethodWhere(
                isCall(FileChooser.class, "showOpenDialog")
                    .or(isCall(FileChooser.class, "showSaveDialog"))
                    .or(isCall(DirectoryChooser.class, "showDialog")))
            .because("a dialog for files restores a window that is maximized"),
        noClasses()
            .should()
            .callMethodWhere(target(nameStartingWith("ofLocalized")))
            .because("what the program says is the same in every language"),
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("static state that changes ties tests and sessions together"),
        classes()
            .should(beInNullMarkedPackage())
            .because("without the mark the compiler checks no null in the package"));
  }

  private ArchRule room(String room, List<String> neighbors, String reason) {
    return room(room, neighbors, List.of(), reason);
  }

  private ArchRule room(
      String room, List<String> neighbors, List<String> libraries, String reason) {
    return classes()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAny(union(ours(room), neighbors, libraries, JDK))
                .as("are its own, the JDK's or of %s", union(neighbors, libraries)))
        .because(reason);
  }

  /** What is right in a package, not below it, may not use what is below. */
  private ArchRule inner(String room, String reason) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "." + room + "..")
                .and(not(resideInAPackage(root + "." + room))))
        .because(reason);
  }

  /** A package without those below it. */
  private List<String> rootOf(String room) {
    return List.of(root + "." + room);
  }

  private static ArchRule only(List<String> library, List<String> rooms, String reason) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library.toArray(String[]::new))
        .because(reason);
  }

  private static DescribedPredicate<JavaMethodCall> isCall(Class<?> type, String method) {
    return target(owner(assignableTo(type)))
        .and(target(name(method)))
        .<JavaMethodCall>forSubtype()
        .as("it is %s.%s", type.getSimpleName(), method);
  }

  private static ArchCondition<JavaClass> beInNullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type,
                type.getPackage().isAnnotatedWith(NullMarked.class),
                type.getPackageName() + " has no @NullMarked package-info.java"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> resideInAny(List<String> packages) {
    // An array of primitives has no package.
    return resideInAPackage("")
        .or(JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new)));
  }

  private List<String> ours(String... rooms) {
    return Stream.of(rooms).map(room -> root + "." + room + "..").toList();
  }

  @SafeVarargs
  private static List<String> union(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
