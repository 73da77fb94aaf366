package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The modules as their {@code package-info} files promise them; run it alone to see what a change would break. */
class ModulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int MOST_TYPES = 25;

    private final ApplicationModules modules = ApplicationModules.of(Application.class);

    @Test
    void aModuleUsesOnlyWhatItsContractAllows() {
        modules.verify();
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

    @Test
    void theDocumentationShowsTheModules() {
        new Documenter(modules, Documenter.Options.defaults().withOutputFolder("target/modules"))
                .writeModulesAsPlantUml()
                .writeIndividualModulesAsPlantUml()
                .writeModuleCanvases();

        assertThat(Path.of("target/modules/components.puml")).exists();
    }
}
