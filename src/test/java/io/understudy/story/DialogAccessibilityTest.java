package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opens over a page keeps nobody out either, in light and dark. */
@BrowserTest
class DialogAccessibilityTest {
    private static final String AVA = "characters/ava-lindqvist";

    private static final String OPENED =
            "dialog[open], vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-popover[opened]";

    @TempDir
    Path data;

    private final Map<String, List<String>> broken = new LinkedHashMap<>();
    private Story ines;

    @Test
    void everyDialogIsAccessible() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            Story jon = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", "ines@example.org");
                StorySetup.join(jon, StorySetup.invite(ines, "Jon", "Reviewer"), "Jon Berg", "jon@example.org");
                enterRightAfterEscapeConfirmsNothing();
                openDialogsOfPeople();
                openDialogsOfPictures();
                openDialogsOfRuns();
                openDialogsOfPrompts();
                openDialogsOf(version());
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("dialogs", stopped);
                throw stopped;
            }
            assertThat(broken).isEmpty();
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private void enterRightAfterEscapeConfirmsNothing() {
        ines.open("team");
        List.of("Actions for Jon Berg", "Deactivate…").forEach(this::press);
        ines.page().locator(OPENED).locator("vaadin-button:focus").waitFor();
        ines.page().keyboard().press("Escape");
        ines.page().keyboard().press("Enter");
        ines.open("team");
        ines.see("Jon Berg");
        assertThat(ines.sees("deactivated")).isFalse();
    }

    private void openDialogsOfPeople() {
        ines.open("");
        ines.page().keyboard().press("?");
        check("Keyboard shortcuts");
        ines.open("");
        ines.page().keyboard().press("Control+K");
        ines.page().keyboard().type("ava");
        check("Search");
        dialog("team", "Invite person");
        ines.page()
                .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                .fill("Mara");
        press("Create link");
        ines.page().locator(".secret-link").waitFor();
        check("Link for an invitation");
        for (String item : List.of("Create password link", "Sign out everywhere…", "Deactivate…")) {
            dialog("team", "Actions for Jon Berg", item);
        }
        dialog("tokens", "New token…");
        dialog("settings?section=engines", "Add an engine");
        dialog("audit", "Compare with a signed state");
    }

    private void openDialogsOfPictures() {
        dialog("characters", "New character");
        dialog(AVA, "Edit character");
        dialog(AVA + "/dataset", "Open ava-01.png");
        ines.open(AVA + "/dataset");
        ines.page().locator("[data-picture] .picture-open").first().press("Space");
        press("Shot type…");
        check("Shot type");
        for (String change : List.of("Propose", "Describe", "Find and replace", "Before and after")) {
            dialog(AVA + "/dataset?show=captions", change);
        }
        for (String decision : List.of("Record consent", "Withdraw consent")) {
            ines.open(AVA + "/photo-consent");
            ines.page().locator("vaadin-grid vaadin-checkbox").first().click();
            ines.see("28 photos selected");
            press(decision);
            check(decision);
        }
    }

    private void openDialogsOfRuns() {
        ines.open("runs/new?character=ava-lindqvist");
        ines.see("Settings");
        ines.type("Steps", "20");
        ines.type("Sample every", "10");
        ines.type("Save every", "10");
        ines.press("Launch");
        ines.arriveAt("/runs/1");
        ines.see("Succeeded", 240);
        dialog("runs", "Views", "Save this view…");
        dialog("runs", "Columns");
        dialog("runs", "Ranges");
        dialog(AVA + "/dataset/snapshots", "Actions of ", "Export for a trainer…");
    }

    private void openDialogsOfPrompts() {
        dialog("prompts", "Export");
        dialog("prompts/stack", "Save");
        dialog("prompts/" + ReleaseStoryTest.FULL_BODY + "/versions", "Labels…");
    }

    private String version() {
        ines.open("runs/1");
        ines.press("Open v1");
        ines.arriveAt("/versions/.*");
        ines.press("Ask for review");
        ines.see("In review");
        return ines.page().url().replaceAll(".*/(versions/[^?]*).*$", "$1");
    }

    private void openDialogsOf(String version) {
        dialog(version, "Ask people…");
        dialog(version, "Withdraw request…");
        dialog(version, "Set strength…");
        dialog(version, "Comment on");
        ines.open(version);
        ines.see("Quality checklist");
        ines.page().keyboard().press("1");
        check("Tick");
    }

    /** Opens a page and presses what is named, one after the other: the last opens the dialog. */
    private void dialog(String path, String... names) {
        String dialog = path + " " + String.join(", ", names);
        ines.open(path);
        try {
            List.of(names).forEach(this::press);
            check(dialog);
        } catch (PlaywrightException missing) {
            ines.photographHere("dialog-missing-" + dialog.replaceAll("\\W+", "-"));
            broken.put(dialog, List.of("was not opened: " + missing.getMessage()));
        }
    }

    private void press(String name) {
        Page page = ines.page();
        page.locator("[aria-label^='" + name + "']")
                .or(page.getByText(name, new Page.GetByTextOptions().setExact(true)))
                .locator("visible=true")
                .first()
                .click(new Locator.ClickOptions().setForce(true));
    }

    private void check(String dialog) {
        Page page = ines.page();
        page.locator(OPENED).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            ines.photographHere("dialog-" + dialog.replaceAll("\\W+", "-") + "-" + scheme);
            List<String> found = Accessibility.violations(page);
            if (!found.isEmpty()) {
                broken.put(dialog + " " + scheme, found);
            }
        }
    }
}
