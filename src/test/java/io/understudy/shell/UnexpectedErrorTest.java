package io.understudy.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.understudy.characters.CharacterService;
import io.understudy.identity.People;
import io.understudy.support.RealBrowser;
import io.understudy.support.ReplaceableBeans;
import io.understudy.support.StudioTest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.BadSqlGrammarException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser is answered when something breaks that nobody thought of: over real HTTP. */
@StudioTest
@Tag("attack")
class UnexpectedErrorTest {
    private static final String SQL = "select password_hash from account";
    private static final List<String> SECRETS = List.of(
            SQL,
            "password_hash",
            "no such column",
            "BadSqlGrammarException",
            "SQLException",
            "io.understudy",
            "org.springframework",
            "at java.",
            "java.base",
            "understudy-bucket",
            "Tomcat/",
            "Apache");

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    ReplaceableBeans beans;

    private RealBrowser browser;

    @BeforeEach
    void aServiceBreaks() throws Exception {
        people.admin("Ines");
        browser = new RealBrowser(port);
        browser.signIn("ines@example.org", People.PASSWORD);
        beans.replace(CharacterService.class, mock(CharacterService.class, call -> {
            throw new BadSqlGrammarException(
                    "understudy-bucket", SQL, new SQLException("no such column password_hash"));
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "*/*", "text/plain"})
    void aControllerSaysNothingAboutIt(String accept) throws Exception {
        HttpResponse<String> answer = browser.get("/search?text=ava", "Accept", accept);

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        saysNothing(answer);
    }

    @Test
    void aPageSaysNothingAboutIt() throws Exception {
        HttpResponse<String> frame = browser.get("/characters");
        HttpResponse<String> start = browser.get("/?v-r=init&location=characters&query=");
        JsonNode page = JsonMapper.shared().readTree(start.body()).path("appConfig");
        HttpResponse<String> shown = browser.post(
                "/?v-r=uidl&v-uiId=" + page.path("v-uiId").asInt(),
                "application/json",
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "csrfToken",
                                page.path("uidl").path("Vaadin-Security-Key").asString(),
                                "rpc",
                                List.of(Map.of(
                                        "type",
                                        "event",
                                        "node",
                                        1,
                                        "event",
                                        "ui-navigate",
                                        "data",
                                        Map.of(
                                                "route",
                                                "characters",
                                                "query",
                                                "",
                                                "appShellTitle",
                                                "",
                                                "historyState",
                                                Map.of(),
                                                "trigger",
                                                ""))),
                                "syncId",
                                0,
                                "clientId",
                                0)));

        assertThat(shown.body()).contains("Something unexpected went wrong");
        for (HttpResponse<String> answer : List.of(frame, start, shown)) {
            saysNothing(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/blobs/%00",
                "/characters/%ff/production/x/file",
                "/search",
                "/search?text=%e0%a4",
                "/error",
                "/versions/not-a-number/file",
                "/?v-r=uidl"
            })
    void aRequestThatMakesNoSenseIsAnsweredWithoutInsights(String path) throws Exception {
        saysNothing(browser.get(path));
        saysNothing(browser.post(path, "application/json", "{\"broken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "beans",
                "configprops",
                "heapdump",
                "threaddump",
                "loggers",
                "mappings",
                "metrics",
                "info",
                "sbom",
                "flyway",
                "scheduledtasks",
                "shutdown",
                "health/db"
            })
    void noEndpointButHealthIsOpenEvenToAnAdmin(String endpoint) throws Exception {
        HttpResponse<String> answer = browser.get("/actuator/" + endpoint, "Accept", "application/json");

        // An address that nobody knows leads a signed-in person to the page that says so.
        if (answer.statusCode() == 200) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        } else {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        assertThat(browser.get("/h2-console").body()).doesNotContain("H2 Console");
    }

    @Test
    void healthSaysUpOrDownAndNothingElse() throws Exception {
        assertThat(browser.get("/actuator/health").body()).matches("\\{(\"groups\":\\[[^]]*],)?\"status\":\"[A-Z]+\"}");
    }

    private static void saysNothing(HttpResponse<String> answer) {
        assertThat(answer.body() + answer.headers().map())
                .as(answer.uri() + " " + answer.statusCode())
                .doesNotContain(SECRETS);
    }
}
