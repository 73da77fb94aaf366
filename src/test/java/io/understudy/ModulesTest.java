package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;
import org.springframework.modulith.docs.Documenter.DiagramOptions.ElementsWithoutRelationships;

/** The modules as their {@code package-info} files promise them; run it alone to see what a change would break. */
@Tag("slow")
class ModulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int MOST_TYPES = 25;

    /** What nearly every module uses; left out of the picture of the features. */
    private static final Set<String> FOUNDATION = Set.of(
            "platform", "identity", "storage", "settings", "audit", "lora", "mini", "prompting", "bundle", "cli");

    private static final ApplicationModules MODULES = ApplicationModules.of(Application.class);

    @Test
    void aModuleUsesOnlyWhatItsContractAllows() {
        MODULES.verify();
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
    }

    private void draw(Set<String> left, Path picture) throws IOException {
        String folder = "target/modules/" + picture.getFileName().toString().replace(".svg", "");
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(folder))
                .writeModulesAsPlantUml(DiagramOptions.defaults()
                        .withStyle(DiagramOptions.DiagramStyle.UML)
                        .withElementsWithoutRelationships(ElementsWithoutRelationships.VISIBLE)
                        .withExclusions(
                                module -> left.contains(module.getIdentifier().toString())));
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
                .map(module -> module.getIdentifier().toString())
                .filter(name -> !FOUNDATION.contains(name))
                .collect(Collectors.toSet());
    }
}
