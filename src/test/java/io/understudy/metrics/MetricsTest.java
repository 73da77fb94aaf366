package io.understudy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.understudy.identity.People;
import io.understudy.support.OtherProgram;
import io.understudy.support.RealBrowser;
import io.understudy.support.SettableClock;
import io.understudy.support.StatementCounter;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@StudioTest
class MetricsTest {
    private static final String PATH = "/actuator/prometheus";
    private static final String TOKEN = "shown-by-prometheus-in-tests";
    private static final Path DASHBOARD = Path.of("docs/operations/grafana-dashboard.json");
    private static final Pattern SELECTED = Pattern.compile("([a-z_]+)\\{");

    @LocalServerPort
    int port;

    @Autowired
    MetricsSampler sampler;

    @Autowired
    PrometheusMeterRegistry prometheus;

    @Autowired
    RunFixtures runs;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @AfterEach
    void forget() {
        runs.forget();
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        return new RealBrowser(port).get(PATH, headers);
    }

    private String scrape() throws Exception {
        HttpResponse<String> answer = get("Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private void aRunThatTrainsAndOneThatWaits() {
        people.signIn(people.member("Mara"));
        var ava = runs.character("Ava Lindqvist", "ohwx woman");
        runs.launch(ava, 10, 1e-4);
        runs.start();
        runs.steps(1, 4);
        runs.launch(ava, 20, 1e-4);
        clock.advance(Duration.ofMinutes(7));
        sampler.sample();
    }

    @ParameterizedTest
    @Tag("attack")
    @ValueSource(strings = {"Bearer ", "Bearer wrong", "Basic c2hvd24tYnktcHJvbWV0aGV1cy1pbi10ZXN0czo=", TOKEN})
    void whoDoesNotShowTheTokenReadsNothing(String authorization) throws Exception {
        HttpResponse<String> answer = get("Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(get().statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("attack")
    void anAdminsSessionDoesNotOpenIt() throws Exception {
        RealBrowser browser = new RealBrowser(port);
        people.admin("Ines");
        browser.signIn("ines@example.org", People.PASSWORD);

        assertThat(browser.get(PATH).statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("attack")
    void theTokenOpensNothingElse() throws Exception {
        HttpResponse<String> answer =
                new RealBrowser(port).get("/actuator/metrics", "Authorization", "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void withoutATokenInTheSettingsThereIsNothingToFind() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", PATH);
        request.addHeader("Authorization", "Bearer ");
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();

        new MetricsTokenFilter(new MetricsProperties(" ")).doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void aShortTokenIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new MetricsProperties("short")).hasMessageContaining("at least 16 characters");
        assertThat(new MetricsProperties(TOKEN).toString()).doesNotContain(TOKEN);
    }

    @Test
    @Tag("twice")
    void theQueueIsMeasured() throws Exception {
        aRunThatTrainsAndOneThatWaits();

        assertThat(scrape())
                .containsPattern("understudy_runs\\{backend=\"told\",state=\"running\"[^}]*} 1\\.0")
                .containsPattern("understudy_runs\\{backend=\"told\",state=\"queued\"[^}]*} 1\\.0")
                .containsPattern("understudy_queue_wait_seconds\\{backend=\"told\"[^}]*} 420\\.0")
                .containsPattern("understudy_training_steps_per_second\\{backend=\"told\"[^}]*} [0-9.]*[1-9]")
                .doesNotContain("spring_security");
    }

    @Test
    void aScrapeAsksTheDatabaseNothingAndASampleALittle() {
        aRunThatTrainsAndOneThatWaits();

        assertThat(StatementCounter.statementsOf(prometheus::scrape)).isZero();
        assertThat(StatementCounter.statementsOf(sampler::sample)).isEqualTo(4);
    }

    @Test
    void everyQueryOfTheDashboardFindsItsFigures() throws Exception {
        aRunThatTrainsAndOneThatWaits();
        Set<String> known = scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());

        Set<String> queried = expressions()
                .flatMap(query -> SELECTED.matcher(query).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(queried).hasSizeGreaterThan(15);
        assertThat(known).containsAll(queried);
    }

    private static Stream<String> expressions() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        return dashboard
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString());
    }

    @Test
    void prometheusItselfReadsTheFiguresAndTheQueries(@TempDir Path folder) throws Exception {
        OtherProgram.assumeInstalled("promtool");
        aRunThatTrainsAndOneThatWaits();
        String rules = expressions()
                .map(query -> query.replace("$instance", ".*"))
                .map(query ->
                        "  - record: a:query\n    expr: " + JsonMapper.shared().writeValueAsString(query) + "\n")
                .collect(Collectors.joining("", "groups:\n- name: dashboard\n  rules:\n", ""));
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);

        OtherProgram.Answer figures =
                OtherProgram.run(List.of("promtool", "check", "metrics"), Map.of(), folder, scrape());
        OtherProgram.Answer queries =
                OtherProgram.run(folder, "promtool", "check", "rules", "--lint=none", file.toString());

        assertThat(figures.output()).doesNotContain("error while", "understudy_");
        assertThat(queries.status()).as(queries.output()).isZero();
    }
}
