package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.code.TranscoderUtil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.NamedInterface;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;
import org.springframework.modulith.docs.Documenter.DiagramOptions.ElementsWithoutRelationships;

/** The modules as their {@code package-info} files promise them; run it alone to see what a change would break. */
@Tag("slow")
class ModulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int MOST_TYPES = 25;
    private static final String PART = " :: ";
    private static final String EVERY = PART + "*";

    /** What nearly every module uses; left out of the picture of the features. */
    private static final Set<String> FOUNDATION = Set.of(
            "platform", "identity", "storage", "settings", "audit", "lora", "mini", "prompting", "bundle", "cli");

    private static final Pattern SOURCE = Pattern.compile("<!--SRC=\\[(.*?)]-->", Pattern.DOTALL);

    private static final ApplicationModules MODULES = ApplicationModules.of(Application.class);

    @Test
    void aModuleUsesOnlyWhatItsContractAllows() {
        MODULES.verify();
    }

    @Test
    void aContractAllowsNothingThatItsModuleDoesNotUse() {
        Set<String> unused = new TreeSet<>();
        for (ApplicationModule module : MODULES) {
            Set<String> used = used(module);
            for (String allowed : allowed(module)) {
                boolean needed = allowed.endsWith(EVERY)
                        ? used.stream().anyMatch(one -> one.startsWith(allowed.substring(0, allowed.length() - 1)))
                        : used.contains(allowed);
                if (!needed) {
                    unused.add(module.getIdentifier() + " may use " + allowed);
                }
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void whatAModuleOffersIsUsedByAnother() {
        Set<String> unused = MODULES.stream()
                .flatMap(module -> module.getNamedInterfaces().stream()
                        .filter(NamedInterface::isNamed)
                        .map(offered -> name(module) + PART + offered.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        MODULES.forEach(module -> unused.removeAll(used(module)));
        assertThat(unused).isEmpty();
    }

    private static List<String> allowed(ApplicationModule module) {
        return module.getBasePackage()
                .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                .map(contract -> List.of(contract.allowedDependencies()))
                .orElse(List.of());
    }

    /** As contracts name it. */
    private static Set<String> used(ApplicationModule module) {
        return module.getDirectDependencies(MODULES).stream()
                .flatMap(ModulesTest::used)
                .collect(Collectors.toSet());
    }

    private static Stream<String> used(ApplicationModuleDependency use) {
        ApplicationModule target = use.getTargetModule();
        List<String> parts = target.getNamedInterfaces()
                .getNamedInterfacesContaining(use.getTargetType())
                .filter(NamedInterface::isNamed)
                .map(part -> name(target) + PART + part.getName())
                .toList();
        return target.isOpen() || parts.isEmpty() ? Stream.of(name(target)) : parts.stream();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    @Test
    void aPackageHoldsNoMoreTypesThanOnePersonSurveys() throws IOException {
        Map<String, Long> crowded = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(
                            file -> MAIN.relativize(file.getParent()).toString().replace('/', '.'),
                            Collectors.counting()))
                    .forEach((name, types) -> {
                        if (types > MOST_TYPES && !(name + ".").contains(".ui.")) {
                            crowded.put(name, types);
                        }
                    });
        }
        assertThat(crowded).isEmpty();
    }

    /** Written to {@code target/modules/pictures}, or to the folder that {@code understudy.pictures} names. */
    @Test
    void theDocumentationShowsTheModules() throws IOException {
        Path folder = Path.of(System.getProperty("understudy.pictures", "target/modules/pictures"));
        Files.createDirectories(folder);
        draw(FOUNDATION, folder.resolve("features.svg"));
        draw(features(), folder.resolve("foundation.svg"));
        for (String picture : List.of("features.svg", "foundation.svg")) {
            assertThat(drawn(Path.of("docs/architecture", picture)))
                    .as("CONTRIBUTING.md says how the pictures of the modules are renewed")
                    .isEqualTo(drawn(folder.resolve(picture)));
        }
    }

    /** The modules of a picture and what each uses: PlantUML keeps its source, and the layout depends on fonts. */
    private static Set<String> drawn(Path picture) throws IOException {
        Matcher source = SOURCE.matcher(Files.readString(picture));
        assertThat(source.find()).isTrue();
        // A comment of XML has no two hyphens in a row: a space stands between them.
        String packed = source.group(1).replace(" ", "");
        return TranscoderUtil.getDefaultTranscoder()
                .decode(packed)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("component ") || line.contains("-->"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void draw(Set<String> left, Path picture) throws IOException {
        String folder = "target/modules/" + picture.getFileName().toString().replace(".svg", "");
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(folder))
                .writeModulesAsPlantUml(DiagramOptions.defaults()
                        .withStyle(DiagramOptions.DiagramStyle.UML)
                        .withElementsWithoutRelationships(ElementsWithoutRelationships.VISIBLE)
                        .withExclusions(module -> left.contains(name(module))));
        String source = Files.readString(Path.of(folder, "components.puml"))
                // A layout in Java: no other program has to be installed.
                .replaceFirst("@startuml\n", "@startuml\n!pragma layout smetana\nhide stereotype\n");
        try (OutputStream out = Files.newOutputStream(picture)) {
            new SourceStringReader(source).outputImage(out, new FileFormatOption(FileFormat.SVG));
        }
        assertThat(picture).content().contains("<svg").doesNotContain("Syntax Error");
    }

    private Set<String> features() {
        return MODULES.stream()
                .map(ModulesTest::name)
                .filter(name -> !FOUNDATION.contains(name))
                .collect(Collectors.toSet());
    }
}
