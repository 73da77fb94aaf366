package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.understudy.support.KilledPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed under an open page, and started again. */
@BrowserTest
@Tag("alone")
class DatabaseAwayTest {
    private static final String TEMPLATE = "[trigger] [subject] on a pier, typed while nothing answered";

    @TempDir
    Path data;

    @TempDir
    Path database;

    @Test
    void thePageAndWhatWasTypedStayAndEverythingContinues() throws Exception {
        try (KilledPostgres postgres = new KilledPostgres(database);
                RunningServer server = new RunningServer(
                        data,
                        "--spring.datasource.url=" + postgres.url(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=");
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                begin(ines, server.announcedLink());
                ines.open("prompts/new");
                ines.type("Name", "Pier");
                postgres.kill();
                assertThat(banner(ines)).isVisible();
                ines.type("Template", TEMPLATE);
                ines.press("Save");
                assertThat(ines.page().getByText("so nothing was saved").first())
                        .isVisible();
                healthAnswers(server);
                link(ines, "Runs").click();
                assertThat(ines.page().getByText("The page you chose can be opened then."))
                        .isVisible();
                assertThat(ines.page().getByLabel("Name", exact())).hasValue("Pier");

                postgres.start();
                ines.see("Everything answers again.");
                assertThat(banner(ines)).isHidden();
                assertThat(ines.page().getByLabel("Template", exact())).hasValue(TEMPLATE);
                ines.press("Save");
                ines.arriveAt("/prompts/[0-9a-f-]{36}");
                link(ines, "Open the page you chose").click();
                ines.arriveAt("/runs");
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("database-away", stopped);
                throw stopped;
            }
        }
    }

    static void begin(Story ines, String link) {
        ines.openLink(link);
        ines.type("Your name", "Ines Vik");
        ines.type("E-mail", "ines@example.org");
        ines.type("Password", StorySetup.PASSWORD);
        ines.page().getByLabel("Load the sample character").uncheck();
        ines.press("Create the first admin");
        ines.see("What needs you");
    }

    private static Locator banner(Story ines) {
        return ines.page().getByText("The database does not answer. What you typed stays here");
    }

    private static Locator link(Story ines, String name) {
        return ines.page()
                .getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static void healthAnswers(RunningServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("actuator/health")))
                .timeout(Duration.ofSeconds(60))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Assertions.assertThat(
                            client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(503);
        }
    }
}
