package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
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
    /** In a round of tests the machine does other things, too; the benchmark holds it to three seconds. */
    private static final Duration BANNER = Duration.ofSeconds(15);

    private static final String CAPTION = "sks woman, on a pier";
    private static final String TEMPLATE = "[trigger] [subject] on a pier, typed while nothing answered";

    /** What ends a server. */
    interface Outage {
        void now() throws Exception;
    }

    @TempDir
    Path data;

    @TempDir
    Path database;

    /** What the banner took, for the benchmark. */
    Duration bannerTook = Duration.ZERO;

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
                Page captions = captionsOfOnePhoto(ines, browsers);
                ines.open("prompts/new");
                ines.type("Name", "Pier");
                bannerTook = comesInTime(banner(ines), postgres::kill);
                aCaptionIsTypedAndNotSaved(captions);
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
                theCaptionIsSaved(captions);
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

    /** @return the time from the outage to the banner */
    static Duration comesInTime(Locator banner, Outage begins) throws Exception {
        long before = System.nanoTime();
        begins.now();
        banner.waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        Assertions.assertThat(took).as("from the kill to the banner").isLessThan(BANNER);
        return took;
    }

    private static Page captionsOfOnePhoto(Story ines, Browsers browsers) {
        ObjectStoreAwayTest.makeACharacter(ines);
        ObjectStoreAwayTest.addThePhoto(ines);
        ines.see("1 file: 1 added", 60);
        Page page = browsers.sameSession(ines.page(), ColorScheme.LIGHT, 1360, 860);
        page.navigate(ines.page().url().replaceFirst("[?].*", "") + "?show=captions");
        caption(page).waitFor();
        return page;
    }

    private static void aCaptionIsTypedAndNotSaved(Page captions) {
        caption(captions).fill(CAPTION);
        assertThat(captions.getByText("not saved", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(tryAgain(captions)).isVisible();
    }

    private static void theCaptionIsSaved(Page captions) {
        assertThat(tryAgain(captions)).isHidden();
        assertThat(captions.locator(".caption-state")).hasText("saved");
        captions.reload();
        assertThat(caption(captions)).hasValue(CAPTION);
        captions.close();
    }

    static Locator caption(Page captions) {
        return captions.getByLabel("Caption of ava-01.png");
    }

    private static Locator tryAgain(Page captions) {
        return captions.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again"));
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
