package io.understudy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Sha256;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.CsvReader;
import io.understudy.platform.text.CsvRow;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.SecretDialog;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.sql.ResultSet;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@AnalyzeClasses(packages = "io.understudy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LINES_OF_A_VIEW = 170;

    private static final String[] LIBRARIES = {
        "io.understudy.lora..", "io.understudy.mini..", "io.understudy.prompting..", "io.understudy.bundle.."
    };

    @ArchTest
    static final ArchRule LIBRARIES_KNOW_NEITHER_SPRING_NOR_VAADIN = classes()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(LIBRARIES)
                    .or(resideInAnyPackage(
                            "java..",
                            "javax.xml..",
                            "javax.imageio..",
                            "jdk.incubator.vector..",
                            "org.jspecify..",
                            "com.fasterxml.jackson.annotation..",
                            "tools.jackson..",
                            "org.yaml.snakeyaml..",
                            "com.drew..",
                            "com.nulabinc.zxcvbn.."))
                    .or(belongToAnyOf(
                            DomainException.class, Sha256.class, Wording.class, CsvReader.class, CsvRow.class)));

    @ArchTest
    static final ArchRule ONLY_SCREENS_KNOW_VAADIN = noClasses()
            .that()
            .resideOutsideOfPackages("..ui..", "io.understudy.shell..", "io.understudy")
            // Sessions are ended and people signed in inside Vaadin's own session.
            .and()
            .doNotHaveSimpleName("ActiveSessions")
            .and()
            .doNotHaveSimpleName("SignIn")
            // It acts in another name on a thread that Vaadin's session speaks for.
            .and()
            .haveNameNotMatching(".*\\.RunAs(\\$Before)?")
            .and()
            .doNotHaveSimpleName("SecurityConfiguration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.vaadin..");

    /** What is not a screen writes its numbers with {@code platform.text}. */
    @ArchTest
    static final ArchRule ONLY_SCREENS_USE_THEIR_PARTS = noClasses()
            .that()
            .resideOutsideOfPackages("..ui..", "io.understudy.shell..", "io.understudy")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.understudy.platform.ui..");

    /** Vaadin's effects can miss a change: see decision 34. */
    @ArchTest
    static final ArchRule PAGES_FOLLOW_LIVE_VALUES =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.vaadin.flow.signals..");

    /** A thread has a name and an end; see decision 31. */
    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_CREATES_THREADS = noClasses()
            .that()
            .resideOutsideOfPackage("io.understudy.platform..")
            .and()
            .resideOutsideOfPackages(LIBRARIES)
            .should()
            .accessTargetWhere(
                    target(DescribedPredicate.describe("makes or borrows threads", ArchitectureTest::makesThreads)));

    private static boolean makesThreads(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        if (owner.isAssignableTo(Thread.class)) {
            return Set.of(JavaConstructor.CONSTRUCTOR_NAME, "ofVirtual", "ofPlatform", "startVirtualThread")
                    .contains(name);
        }
        if (owner.isAssignableTo(CompletionStage.class)) {
            return Set.of("delayedExecutor", "orTimeout", "completeOnTimeout").contains(name)
                    || name.endsWith("Async")
                            && target instanceof AccessTarget.CodeUnitAccessTarget method
                            && method.getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isAssignableTo(Executor.class));
        }
        return owner.getPackageName().startsWith("java.util") && name.startsWith("parallel")
                || Stream.of(
                                Executors.class,
                                ThreadPoolExecutor.class,
                                ForkJoinPool.class,
                                ForkJoinTask.class,
                                Timer.class)
                        .anyMatch(owner::isAssignableTo);
    }

    /** Nobody sweeps the folder of the system, which may be memory: {@code SpoolDirectory} has a place for them. */
    @ArchTest
    static final ArchRule TEMPORARY_FILES_LIE_WHERE_THEY_ARE_SWEPT = noClasses()
            .should()
            .callMethod(Files.class, "createTempFile", String.class, String.class, FileAttribute[].class)
            .orShould()
            .callMethod(Files.class, "createTempDirectory", String.class, FileAttribute[].class)
            .orShould()
            .callMethod(File.class, "createTempFile", String.class, String.class);

    @ArchTest
    static final ArchRule SCREENS_TOUCH_NO_DATABASE = noClasses()
            .that()
            .resideInAnyPackage("..ui..", "io.understudy.shell..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Repository.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "io.minio..");

    /** By their names {@code DataAccessTest} knows whose statements have to meet both databases. */
    @ArchTest
    static final ArchRule REPOSITORIES_AND_QUERIES_HOLD_THE_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("io.understudy.platform.data")
            .and()
            .haveNameNotMatching(".*(Repository|Queries)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcClient.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(JdbcOperations.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(NamedParameterJdbcOperations.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(DataSource.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule ROWS_ARE_READ_INTO_RECORDS = noClasses()
            .that()
            .resideOutsideOfPackage("io.understudy.platform.data")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ResultSet.class);

    @ArchTest
    static final ArchRule ONLY_STORAGE_KNOWS_MINIO = noClasses()
            .that()
            .resideOutsideOfPackage("io.understudy.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..", "org.gaul..");

    @ArchTest
    static final ArchRule REPOSITORIES_STAY_IN_THEIR_MODULE =
            classes().that().areAssignableTo(Repository.class).should(stayInTheirModule());

    @ArchTest
    static final ArchRule ENTITIES_STAY_IN_THEIR_MODULE =
            classes().that().areAnnotatedWith(Entity.class).should(stayInTheirModule());

    private static ArchCondition<JavaClass> stayInTheirModule() {
        return new ArchCondition<>("be used inside their module only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesToSelf().stream()
                        .filter(use -> !module(use.getOriginClass()).equals(module(type)))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
            }
        };
    }

    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    @ArchTest
    static final ArchRule VIEWS_LIVE_IN_UI = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should()
            .resideInAnyPackage("..ui..", "io.understudy.shell..");

    /** A longer one has parts that deserve a name: a panel, a form, a bar. */
    @ArchTest
    static final ArchRule VIEWS_ARE_SHORT = classes()
            .that()
            .haveSimpleNameEndingWith("View")
            .and()
            .areTopLevelClasses()
            .should(new ArchCondition<JavaClass>("have at most %d lines".formatted(LINES_OF_A_VIEW)) {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    long lines = linesOf(type);
                    events.add(new SimpleConditionEvent(
                            type, lines <= LINES_OF_A_VIEW, type.getName() + " has " + lines + " lines"));
                }
            });

    private static long linesOf(JavaClass type) {
        try (Stream<String> lines = Files.lines(SOURCES.resolve(type.getName().replace('.', '/') + ".java"))) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Esc, a lost connection and a restart of the server take nothing that was typed. */
    @ArchTest
    static final ArchRule DIALOGS_KEEP_WHAT_IS_TYPED = classes()
            .that()
            .areAssignableTo(Dialog.class)
            .and()
            .doNotBelongToAnyOf(SecretDialog.class) // only shows its text
            .and(DescribedPredicate.describe(
                    "ask for text",
                    type -> type.getConstructorCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(TextField.class)
                                    || call.getTargetOwner().isEquivalentTo(TextArea.class))))
            .should(new ArchCondition<JavaClass>("keep it as a draft") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean keeps = Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                            .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                            .anyMatch(use -> use.getTargetClass().isEquivalentTo(DraftKeeper.class));
                    events.add(new SimpleConditionEvent(type, keeps, type.getName() + " forgets what is typed"));
                }
            });

    @ArchTest
    static final ArchRule SERVICES_ARE_THE_DOORS = classes()
            .that()
            .areAnnotatedWith(Service.class)
            .should()
            .bePublic()
            .andShould(new ArchCondition<JavaClass>("live in a feature's own package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (type.getPackageName().endsWith(".ui")) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is a service among screens"));
                    }
                }
            });

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that(not(resideInAPackage("io.understudy")).and(not(resideInAPackage(""))))
            .should(new ArchCondition<JavaClass>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                    }
                }
            });

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Desk|Doors|Heart|Rows|Tables)(\\$.*)?");
}
