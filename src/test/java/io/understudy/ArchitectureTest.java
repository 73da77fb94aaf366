package io.understudy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import io.understudy.shared.SignalThread;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;

@AnalyzeClasses(packages = "io.understudy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Low to high: a lower package never imports a higher one. */
    private static final List<String> LEVELS = List.of(
            "shared",
            "safetensors",
            "guide",
            "dossiers",
            "miniature",
            "people",
            "storage",
            "audit",
            "inbox",
            "comments",
            "settings",
            "passports",
            "fal",
            "characters",
            "costs",
            "datasets",
            "training",
            "generation",
            "versions",
            "doctor",
            "prompts",
            "comparison",
            "shell",
            "cli");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLES =
            slices().matching("io.understudy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void aLowerPackageNeverImportsAHigherOne(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (int level = 0; level < LEVELS.size() - 1; level++) {
            String[] higher = LEVELS.subList(level + 1, LEVELS.size()).stream()
                    .map(name -> "io.understudy." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.understudy." + LEVELS.get(level) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(higher)
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule LIBRARIES_KNOW_NEITHER_SPRING_NOR_VAADIN = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.understudy.safetensors..",
                    "io.understudy.miniature..",
                    "io.understudy.guide..",
                    "io.understudy.prompts.language..",
                    "io.understudy.dossiers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "com.vaadin..", "jakarta..");

    @ArchTest
    static final ArchRule ONLY_SCREENS_KNOW_VAADIN = noClasses()
            .that()
            .resideOutsideOfPackages("..ui..", "io.understudy.shell..", "io.understudy")
            .and()
            .haveSimpleNameNotEndingWith("Signals")
            // Sessions are ended and people signed in inside Vaadin's own session.
            .and()
            .doNotHaveSimpleName("OpenSessions")
            .and()
            .doNotHaveSimpleName("SignIn")
            // It acts in another name on a thread that Vaadin's session speaks for.
            .and()
            .haveNameNotMatching(".*\\.SystemActs(\\$Before)?")
            .and()
            .doNotHaveSimpleName("SecurityConfiguration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.vaadin..");

    /** Two threads that set signals can wait for each other forever: see decision 20. */
    @ArchTest
    static final ArchRule ONE_THREAD_SETS_THE_SIGNALS_THAT_PAGES_SHARE = classes()
            .that()
            .areTopLevelClasses()
            .and(dependOnSharedSignals())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SignalThread.class)
            .andShould()
            .onlyDependOnClassesThat(not(assignableTo(Executors.class)));

    private static DescribedPredicate<JavaClass> dependOnSharedSignals() {
        return DescribedPredicate.describe(
                "depend on shared signals",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(to ->
                                to.getTargetClass().getPackageName().startsWith("com.vaadin.flow.signals.shared")));
    }

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

    @ArchTest
    static final ArchRule ONLY_STORAGE_KNOWS_MINIO = noClasses()
            .that()
            .resideOutsideOfPackage("io.understudy.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..", "org.gaul..");

    @ArchTest
    static final ArchRule REPOSITORIES_ARE_HIDDEN =
            classes().that().areAssignableTo(Repository.class).should().notBePublic();

    @ArchTest
    static final ArchRule ENTITIES_ARE_HIDDEN =
            classes().that().areAnnotatedWith(Entity.class).should().notBePublic();

    @ArchTest
    static final ArchRule VIEWS_LIVE_IN_UI = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should()
            .resideInAnyPackage("..ui..", "io.understudy.shell..");

    @ArchTest
    static final ArchRule SERVICES_ARE_THE_DOORS = classes()
            .that()
            .areAnnotatedWith(Service.class)
            .should()
            .bePublic()
            .andShould(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("live in a feature's own package") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    if (type.getPackageName().endsWith(".ui")) {
                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                type, type.getName() + " is a service among screens"));
                    }
                }
            });

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that(not(resideInAPackage("io.understudy")).and(not(resideInAPackage(""))))
            .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                type, type.getPackageName() + " is not @NullMarked"));
                    }
                }
            });

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper");
}
