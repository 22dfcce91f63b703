package digitscope;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
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

  /** Java's vector instructions; only nn.vector is compiled with them. */
  private static final List<String> VECTORS = List.of("jdk.incubator.vector..");

  private static final List<String> JACKSON = List.of("com.fasterxml..");
  private static final List<String> PICOCLI = List.of("picocli..");
  private static final List<String> JAVAFX =
      List.of(
          "javafx..", "org.controlsfx..", "impl.org.controlsfx..", "atlantafx..", "org.kordamp..");
  private static final Set<String> NOT_FEATURES = Set.of("fx", "control", "shell");

  List<ArchRule> rules() {
    return Stream.of(rooms(), libraries(), habits()).flatMap(List::stream).toList();
  }

  /** The table of docs/architecture.md: what each package may use. */
  private List<ArchRule> rooms() {
    return List.of(
        room("data", List.of(), "a program without a network can read and draw digits"),
        room("config", ours("data"), JACKSON, "a configuration is only records"),
        room("nn", List.of(), union(ND4J, VECTORS), "the maths reads as maths, whoever uses it"),
        room("eval", List.of(), "measures are checked by hand, on plain arrays"),
        room("explore", ours("data"), "what a set looks like does not depend on any network"),
        room("probe", ours("nn"), ND4J, "it looks into a network, whoever trained it"),
        room(
            "train",
            ours("nn", "probe", "data", "config", "eval"),
            ND4J,
            "a session neither knows its window nor its files"),
        room(
            "run",
            ours("config", "eval", "train", "data"),
            JACKSON,
            "a run on disk is opened by the window and by the command line alike"),
        room(
            "exchange",
            ours("config", "eval", "train", "run", "data"),
            ONNX,
            "a network is exchanged by the window and by the command line alike"),
        room(
            "report",
            ours("config", "eval", "probe", "train", "run", "data"),
            JACKSON,
            "a report is written by the window and by the command line alike"),
        room(
            "bench",
            ours("train", "eval", "config", "data"),
            List.of("com.sun.management.."),
            "what is measured is what everybody uses, no more"),
        room(
            "cli",
            ours(
                "data",
                "config",
                "nn",
                "eval",
                "probe",
                "train",
                "run",
                "exchange",
                "report",
                "bench"),
            union(JACKSON, PICOCLI),
            "commands work without a display"),
        room(
            "ui.fx",
            ours("train", "run", "eval", "config", "data", "probe"),
            JAVAFX,
            "it is a bridge between two threads and knows no view"),
        room("ui.control", ours("eval"), JAVAFX, "a control that knows no feature serves them all"),
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
                "ui",
                "train",
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
        slices()
            .matching(root + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("each package can then be read, tested and replaced after those it uses"));
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
                        ours("train", "run", "eval", "config", "data", "explore", "probe"),
                        JAVAFX,
                        JDK))
                .or(isView)
                .as("are of the user interface, but not its window, or records"))
        .because("a view shows records; it neither trains nor knows the window it is in");
  }

  /** Which package may touch which library, for the reader who asks about the library. */
  private List<ArchRule> libraries() {
    return List.of(
        only(JAVAFX, ours("ui", "app"), "all that is not the window runs without a display"),
        noClasses()
            .that()
            .resideOutsideOfPackages(ours("nn", "probe", "train", "peer").toArray(String[]::new))
            .should()
            .dependOnClassesThat(resideInAny(ND4J).and(not(resideInAny(ONNX))))
            .because("an INDArray belongs to the training thread; what leaves it is plain arrays"),
        only(ONNX, ours("exchange"), "there is one form of a network for other programs"),
        only(JACKSON, ours("config", "run", "report", "cli"), "there is one form of each file"),
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

  private ArchRule room(String room, List<String> neighbours, String reason) {
    return room(room, neighbours, List.of(), reason);
  }

  private ArchRule room(
      String room, List<String> neighbours, List<String> libraries, String reason) {
    return classes()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAny(union(ours(room), neighbours, libraries, JDK))
                .as("are its own, the JDK's or of %s", union(neighbours, libraries)))
        .because(reason);
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
