package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.understudy.support.KilledObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object store is killed under an open page, and started again. */
@BrowserTest
@Tag("alone")
class ObjectStoreAwayTest {
    private static final Path PHOTO = Path.of("src/main/resources/sample/ava-lindqvist/ava-01.png");
    private static final String NOTE = "Typed while the pictures could not be stored";

    @TempDir
    Path data;

    @TempDir
    Path objects;

    /** What the banner took, for the benchmark. */
    Duration bannerTook = Duration.ZERO;

    @Test
    void thePageAndWhatWasTypedStayAndEverythingContinues() throws Exception {
        try (KilledObjectStore store = new KilledObjectStore(objects);
                RunningServer server = new RunningServer(data, store.options());
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                DatabaseAwayTest.begin(ines, server.announcedLink());
                makeACharacter(ines);
                bannerTook = DatabaseAwayTest.comesInTime(banner(ines), store::kill);
                addThePhoto(ines);
                ines.see("Files cannot be stored now, 1 file is still to be sent");
                ines.page().waitForCondition(() -> InterruptedUploadTest.kept(ines.page()) == 1);
                ines.open("prompts/new");
                ines.type("Name", NOTE);
                ines.type("Template", "[trigger] [subject] on a pier");

                store.start();
                ines.see("Everything answers again.");
                assertThat(banner(ines)).isHidden();
                ines.press("Save");
                ines.arriveAt("/prompts/[0-9a-f-]{36}");
                ines.see(NOTE);
                ines.open("characters/nova-reyes/dataset");
                ines.see("1 file: 1 added", 60);
                aPictureThatDoesNotComeIsAskedForAgain(browsers, server, store, ines);
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("object-store-away", stopped);
                throw stopped;
            }
            Assertions.assertThat(browsers.problems())
                    .as("problems in the pages' scripts")
                    .isEmpty();
        }
    }

    /** In a browser that has none of the pictures yet. */
    private static void aPictureThatDoesNotComeIsAskedForAgain(
            Browsers browsers, RunningServer server, KilledObjectStore store, Story ines) throws Exception {
        try (Page page = browsers.sameSession(ines.page(), ColorScheme.LIGHT, 1360, 860)) {
            store.kill();
            page.navigate(server.url("characters/nova-reyes/dataset"));
            Locator missing = page.locator("img.not-loaded");
            missing.first().waitFor();

            store.start();
            assertThat(missing).hasCount(0);
        }
    }

    static void makeACharacter(Story ines) {
        ines.open("characters");
        // The header has one, too.
        ines.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New character"))
                .first()
                .click();
        ines.type("Name", "Nova Reyes");
        ines.choose("Subject", "woman");
        ines.type("Trigger word", "sks woman");
        ines.pick("Synthetic");
        ines.press("Create character");
        ines.arriveAt("/characters/nova-reyes.*");
        ines.open("characters/nova-reyes/dataset");
    }

    static void addThePhoto(Story ines) {
        FileChooser chooser = ines.page().waitForFileChooser(() -> ines.press("Add photos"));
        chooser.setFiles(PHOTO);
    }

    private static Locator banner(Story ines) {
        return ines.page().getByText("The object store does not answer. What you typed stays here");
    }
}
