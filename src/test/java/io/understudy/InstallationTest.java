package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The installation for a team in {@code docker/}, as it is written. */
@Tag("attack")
class InstallationTest {
    private final List<String> image = Files.readAllLines(Path.of("docker/Dockerfile"));
    private final Map<String, Map<String, Object>> services = services();

    InstallationTest() throws IOException {}

    @Test
    void everyImageNamesItsVersion() {
        Stream<String> bases = image.stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.replaceFirst("FROM (\\S+).*", "$1"));
        Stream<String> others = services.values().stream()
                .filter(service -> service.containsKey("image"))
                .map(service -> (String) service.get("image"));

        assertThat(Stream.concat(bases, others)).hasSize(5).allMatch(name -> name.matches("[a-z/-]+:.*\\d.*"));
    }

    @Test
    void theProductRunsAsNobodySpecial() {
        assertThat(image.stream().filter(line -> line.startsWith("USER "))).containsExactly("USER understudy");
        assertThat(String.join("\n", image).indexOf("USER "))
                .isLessThan(String.join("\n", image).indexOf("ENTRYPOINT"));
        assertThat(image.stream().filter(line -> line.startsWith("COPY --from=build")))
                .as("no sources, no history")
                .containsExactly(
                        "COPY --from=build /build/target/lib lib", "COPY --from=build /build/target/understudy.jar ./");
        assertThat(services.values()).noneMatch(service -> service.containsKey("privileged"));
    }

    @Test
    void noPasswordHasADefaultAndNothingStartsWithoutOne() {
        assertThat(services.values().stream()
                        .flatMap(service -> environment(service).entrySet().stream())
                        .filter(entry -> entry.getKey().matches(".*(PASSWORD|SECRET|ACCESSKEY|ROOT_USER).*")))
                .hasSize(6)
                .allSatisfy(
                        entry -> assertThat(String.valueOf(entry.getValue())).matches("\\$\\{\\w+:\\?.*}"));
        assertThat(Path.of("docker/.env.example")).content().doesNotContainPattern("(?m)(PASSWORD|KEY)=.+$");
    }

    @Test
    void theProxyIsTheOnlyWayInAndLeadsToTls() throws IOException {
        assertThat(services.keySet().stream().filter(name -> services.get(name).containsKey("ports")))
                .containsExactly("proxy");
        assertThat(services.get("proxy").get("ports")).isEqualTo(List.of("80:80", "443:443"));
        assertThat(Path.of("docker/Caddyfile"))
                .content()
                .contains("\n{$SITE_ADDRESS} {", "auto_https disable_redirects")
                .containsOnlyOnce("reverse_proxy")
                .containsOnlyOnce("auto_https")
                .doesNotContain("tls internal");
        assertThat(Files.readString(Path.of("docker/.env.example"))).containsPattern("(?m)^PUBLIC_URL=https://");
    }

    @Test
    void withoutTlsPagesLeadToItAndProgramsAreRefused() throws IOException {
        String caddy = Files.readString(Path.of("docker/Caddyfile"));
        String plain = caddy.substring(caddy.indexOf("\nhttp:// {"));

        assertThat(plain)
                .as("for one host or several, with or without a scheme")
                .doesNotContain("SITE_ADDRESS");
        assertThat(plain)
                .contains("@programs path /api /api/* /mcp /mcp/* /webhooks/*", "@tokens header Authorization *")
                .doesNotContain("reverse_proxy");
        assertThat(Pattern.compile("handle ?(@\\w+)? \\{\\s+(\\w+)")
                        .matcher(plain)
                        .results())
                .extracting(rule -> rule.group(1) + " " + rule.group(2))
                .containsExactly("@programs respond", "@tokens respond", "null redir");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("docker/compose.yaml")));
        return (Map<String, Map<String, Object>>) compose.get("services");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(Map<String, Object> service) {
        return (Map<String, Object>) service.getOrDefault("environment", Map.of());
    }
}
