package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is handed out: in the round that has built the jar. */
@Tag("browser")
@EnabledIfSystemProperty(named = "understudy.test.jar", matches = ".+", disabledReason = "There is no jar")
class JarContentsTest {
    private static final String LIST = "META-INF/sbom/application.cdx.json";

    private final Path jar = Path.of(System.getProperty("understudy.test.jar"));

    @Test
    @Tag("attack")
    @DisabledIfSystemProperty(
            named = "understudy.test.maven",
            matches = "offline true",
            disabledReason = "Maven leaves the list out when it works offline")
    void itListsEveryLibraryThatItIsHandedOutWith() throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream list = file.getInputStream(file.getEntry(LIST))) {
            JsonNode bom = JsonMapper.shared().readTree(list);
            Set<String> listed = bom.path("components")
                    .valueStream()
                    .map(component -> component.path("name").asString() + "-"
                            + component.path("version").asString())
                    .collect(Collectors.toSet());

            assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(libraries(file)).hasSizeGreaterThan(100).allSatisfy(library -> {
                assertThat(jar.resolveSibling(library)).isRegularFile();
                String name = library.substring("lib/".length()).replaceFirst("\\.jar$", "");
                assertThat(listed).anyMatch(one -> name.equals(one) || name.startsWith(one + "-"));
            });
        }
    }

    @Test
    void itHoldsNeitherTestsNorSourcesNorTheHistory() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();

            assertThat(names)
                    .contains("io/understudy/Application.class")
                    .noneMatch(name -> name.matches("(.*/)?\\.(git|env|mvn)(/.*)?|.*\\.java|.*Test\\.class"));
            assertThat(libraries(file))
                    .noneMatch(name -> name.matches(".*(junit|mockito|playwright|devtools|karibu).*"));
        }
    }

    private static List<String> libraries(JarFile file) throws IOException {
        return Arrays.asList(
                file.getManifest().getMainAttributes().getValue("Class-Path").split(" "));
    }
}
