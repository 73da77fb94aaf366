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
    private static final String TEMPLATE = "[trigger] [subject], [scene]";
    private static final String ARRIVED = ", in the rain";
    private static final String NOT_ARRIVED = " at dusk";
    private static final String CAPTION = "sks woman, on a pier";
    private static final String NAME = "Ines Vik";
    private static final String EMAIL = "ines@example.org";

    @TempDir
    Path data;

    @Test
    @Tag("attack")
    void nothingTypedIsLost() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                theSetUpFormKeepsAllButThePassword(ines, server);
                begin(ines, server.announcedLink());
                aDialogClosedByEscOpensWithWhatWasTyped(ines);
                Page caption = theCaptionOfAPhoto(ines);
                String page = aCommentIsBegun(ines);
                Page template = aTemplateIsBegun(ines, page);
                server.kill();
                Locator comment = comment(ines);
                comment.press("End");
                comment.pressSequentially(REST);
                theTemplateIsContinued(template);
                theCaptionIsTyped(caption);
                server.start();
                reload(ines);
                itIsSaidWhyOneHasToSignInAgain(ines);
                theCommentIsBackAndCanBeSent(ines, page);
                theTemplateIsBack(ines, page);
                theCaptionIsBackAndSaved(ines);
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

    /** Each start of the server makes another link. */
    private static void theSetUpFormKeepsAllButThePassword(Story ines, RunningServer server) throws Exception {
        ines.openLink(server.announcedLink());
        ines.type("Your name", NAME);
        ines.type("Password", StorySetup.PASSWORD);
        ines.type("E-mail", EMAIL);
        isKept(ines.page(), EMAIL);
        Assertions.assertThat((String) ines.page().evaluate("() => JSON.stringify(localStorage)"))
                .doesNotContain(StorySetup.PASSWORD);
        ines.closeEverything();
        server.kill();
        server.start();
        ines.openLink(server.announcedLink());
        assertThat(field(ines.page(), "Your name")).hasValue(NAME);
        assertThat(field(ines.page(), "E-mail")).hasValue(EMAIL);
        assertThat(field(ines.page(), "Password")).hasValue("");
    }

    static void isKept(Page page, String text) {
        page.waitForFunction("text => Object.values(localStorage).some(value => value.includes(text))", text);
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Page tab(Story ines, String address) {
        Page tab = ines.page().context().newPage();
        tab.navigate(address);
        return tab;
    }

    private static Page theCaptionOfAPhoto(Story ines) {
        ObjectStoreAwayTest.makeACharacter(ines);
        ObjectStoreAwayTest.addThePhoto(ines);
        ines.see("1 file: 1 added", 60);
        Page tab = tab(ines, ines.page().url().replaceFirst("[?].*", "") + "?show=captions");
        DatabaseAwayTest.caption(tab).waitFor();
        return tab;
    }

    private static void theCaptionIsTyped(Page tab) {
        DatabaseAwayTest.caption(tab).fill(CAPTION);
        isKept(tab, CAPTION);
        tab.close();
    }

    private static void theCaptionIsBackAndSaved(Story ines) {
        ines.open("characters/nova-reyes/dataset?show=captions");
        assertThat(DatabaseAwayTest.caption(ines.page())).hasValue(CAPTION);
        assertThat(ines.page().locator(".caption-state")).hasText("saved");
    }

    private static Page aTemplateIsBegun(Story ines, String versions) {
        Page tab = tab(ines, versions.replace("/versions", ""));
        Locator text = field(tab, "Template");
        text.press("End");
        text.pressSequentially(ARRIVED);
        assertThat(field(tab, "Preview")).containsText(ARRIVED.substring(2));
        tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add a variable"))
                .click();
        field(tab, "Variable").waitFor();
        return tab;
    }

    private static void theTemplateIsContinued(Page tab) {
        Locator text = field(tab, "Template");
        text.press("End");
        text.pressSequentially(NOT_ARRIVED);
        field(tab, "Variable").fill("outfit");
        isKept(tab, NOT_ARRIVED);
        isKept(tab, "outfit");
        tab.close();
    }

    private static void theTemplateIsBack(Story ines, String versions) {
        ines.open(versions.replaceFirst(".*/(prompts/)", "$1").replace("/versions", ""));
        assertThat(field(ines.page(), "Template")).hasValue(TEMPLATE + ARRIVED + NOT_ARRIVED);
        assertThat(field(ines.page(), "Variable")).hasValue("outfit");
    }

    private static void begin(Story ines, String link) {
        ines.openLink(link);
        ines.type("Your name", NAME);
        ines.type("E-mail", EMAIL);
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
        ines.type("Template", TEMPLATE);
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
        ines.type("E-mail", EMAIL);
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
