package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
@Tag("alone")
class UnsavedTextTest {
    private static final String COMMENT = "The left eye is off in the third picture,";
    private static final String REST = " and the server was away while this was typed";

    @TempDir
    Path data;

    @Test
    void nothingTypedIsLost() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                begin(ines, server.announcedLink());
                aDialogClosedByEscOpensWithWhatWasTyped(ines);
                String page = aCommentIsBegun(ines);
                server.kill();
                Locator comment = comment(ines);
                comment.press("End");
                comment.pressSequentially(REST);
                server.start();
                reload(ines);
                itIsSaidWhyOneHasToSignInAgain(ines);
                theCommentIsBackAndCanBeSent(ines, page);
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("unsaved-text", stopped);
                throw stopped;
            }
            Assertions.assertThat(browsers.problems())
                    .as("problems in the pages' scripts")
                    .isEmpty();
        }
    }

    /** The page may do so on its own at the same moment: it has noticed that its session is gone. */
    private static void reload(Story ines) {
        try {
            ines.page().reload();
        } catch (PlaywrightException reloadsAlready) {
            ines.page().waitForLoadState();
        }
    }

    private static void begin(Story ines, String link) {
        ines.openLink(link);
        ines.type("Your name", "Ines Vik");
        ines.type("E-mail", "ines@example.org");
        ines.type("Password", StorySetup.PASSWORD);
        ines.page().getByLabel("Load the sample character").uncheck();
        ines.press("Create the first admin");
        ines.see("What needs you");
    }

    private static void aDialogClosedByEscOpensWithWhatWasTyped(Story ines) {
        ines.open("characters");
        newCharacter(ines).click();
        Locator description = ines.page().getByLabel("Description");
        description.fill("A lighthouse keeper; the scar on her chin is on the right");
        description.press("Escape");
        assertThat(description).isHidden();
        newCharacter(ines).click();
        assertThat(description).hasValue("A lighthouse keeper; the scar on her chin is on the right");
        ines.press("Discard");
        assertThat(description).hasValue("");
        description.press("Escape");
        newCharacter(ines).click();
        assertThat(description).hasValue("");
        description.press("Escape");
    }

    private static Locator newCharacter(Story ines) {
        return ines.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("character"))
                .first();
    }

    private static String aCommentIsBegun(Story ines) {
        ines.open("prompts/new");
        ines.type("Name", "Pier in the rain");
        ines.type("Template", "[trigger] [subject], [scene]");
        ines.press("Save");
        ines.arriveAt("/prompts/[0-9a-f-]{36}");
        ines.open(ines.page().url().replaceFirst(".*/(prompts/)", "$1") + "/versions");
        comment(ines).pressSequentially(COMMENT);
        return ines.page().url();
    }

    private static Locator comment(Story ines) {
        return ines.page().getByLabel("Comment", new Page.GetByLabelOptions().setExact(true));
    }

    private static void itIsSaidWhyOneHasToSignInAgain(Story ines) {
        ines.see("Your session has ended");
        ines.type("E-mail", "ines@example.org");
        ines.type("Password", StorySetup.PASSWORD);
        ines.press("Sign in");
    }

    private static void theCommentIsBackAndCanBeSent(Story ines, String page) {
        ines.page().waitForURL(url -> url.startsWith(page));
        assertThat(comment(ines)).hasValue(COMMENT + REST);
        ines.press("Add comment");
        assertThat(comment(ines)).hasValue("");
        ines.page().reload();
        ines.see(COMMENT + REST);
        assertThat(comment(ines)).hasValue("");
    }
}
