package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What opens over a page keeps nobody out either, in a wide window and on a phone, in light and dark. The first argument
 * of {@code dialog} and {@code check} is the class that makes the dialog: {@code CheckedDialogsTest} misses those that
 * are not here.
 */
@BrowserTest
class DialogAccessibilityTest {
    private static final String AVA = "characters/ava-lindqvist";
    private static final String CAPTIONS = AVA + "/dataset?show=captions";
    private static final String TEMPLATE = "prompts/" + ReleaseStoryTest.FULL_BODY;

    /** Otherwise only what breaks a rule is photographed. */
    private static final boolean PHOTOGRAPHED = System.getProperty("understudy.screens") != null;

    private static final int PHONE = 390;
    private static final int WIDE = 1360;

    private static final String OPENED =
            "dialog[open], vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-popover[opened]";

    @TempDir
    Path data;

    private final Map<String, List<String>> broken = new LinkedHashMap<>();
    private Story ines;
    private Story jon;
    private Story olaf;
    /** Who opens the dialogs. */
    private Story who;

    @Test
    void everyDialogIsAccessible() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            jon = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            olaf = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            who = ines;
            try {
                StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", "ines@example.org");
                StorySetup.join(jon, StorySetup.invite(ines, "Jon", "Reviewer"), "Jon Berg", "jon@example.org");
                StorySetup.join(olaf, StorySetup.invite(ines, "Olaf", "Admin"), "Olaf Lie", "olaf@example.org");
                enterRightAfterEscapeConfirmsNothing();
                openDialogsOfPeople();
                openDialogsOfTokens();
                openDialogsOfPictures();
                openDialogsOfRuns();
                openDialogsOfPrompts();
                openDialogsOf(version());
                // In the end: a person who writes a caption before a run is a maker of its version, and signs nothing.
                openDialogsOfConflicts();
                dialog("EngineView", RarePages.engine(ines), "Pause");
            } catch (PlaywrightException | AssertionError stopped) {
                who.photographStopped("dialogs", stopped);
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
        check("KeyboardDialog");
        ines.open("");
        ines.page().keyboard().press("Control+K");
        ines.page().keyboard().type("ava");
        check("SearchPalette");
        dialog("InviteDialog", "team", "Invite person");
        ines.page()
                .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                .fill("Mara");
        ines.type("Your password", StorySetup.PASSWORD);
        press("Create link");
        ines.page().locator(".secret-link").waitFor();
        check("LinkDialog");
        dialog("ProofDialog", "team", "Actions for Jon Berg", "Create password link…");
        ines.type("Your password", StorySetup.PASSWORD);
        press("Create link");
        ines.page().locator(".secret-link").waitFor();
        check("LinkDialog", "team, for a new password");
        dialog("Confirmation", "team", "Actions for Jon Berg", "Sign out everywhere…");
        dialog("Confirmation", "team", "Actions for Jon Berg", "Deactivate…");
        dialog("EngineDialog", "settings?section=engines", "Add an engine");
        dialog("WebhookDialog", "settings?section=webhooks", "Add a webhook");
        dialog("VerifyPanel", "audit", "Compare with a signed state");
    }

    private void openDialogsOfTokens() {
        dialog("NewTokenDialog", "tokens", "New token…");
        ines.type("Machine", "ComfyUI");
        ines.type("Your password", StorySetup.PASSWORD);
        ines.press("Create token");
        ines.see("Copy it now");
        check("SecretDialog");
        dialog("RotateTokenDialog", "tokens", "Rotate ComfyUI");
        dialog("NewServiceAccountDialog", "tokens", "New service account…");
    }

    private void openDialogsOfPictures() {
        dialog("NewCharacterDialog", "characters", "New character");
        dialog("EditCharacterDialog", AVA, "Edit character");
        dialog("PictureViewer", AVA + "/dataset", "Open ava-01.png");
        chooseAPicture();
        press("Shot type…");
        check("ShotTypeDialog");
        chooseAPicture();
        press("Repeats…");
        check("RepeatsDialog");
        dialog("ProposalDialog", CAPTIONS, "Propose");
        dialog("CaptioningDialog", CAPTIONS, "Describe");
        dialog("ReplaceDialog", CAPTIONS, "Find and replace");
        dialog("AffixDialog", CAPTIONS, "Before and after");
        dialog("RenameTagDialog", CAPTIONS, "Rename or remove “");
        openConsentDialog("Record consent");
        check("ConsentDialog");
        openConsentDialog("Withdraw consent");
        check("WithdrawDialog");
    }

    private void chooseAPicture() {
        ines.open(AVA + "/dataset");
        ines.page().locator("[data-picture] .picture-open").first().press("Space");
    }

    private void openConsentDialog(String decision) {
        ines.open(AVA + "/photo-consent");
        ines.page().locator("vaadin-grid vaadin-checkbox").first().click();
        ines.see("28 photos selected");
        press(decision);
    }

    /** Two people change the same thing. */
    private void openDialogsOfConflicts() {
        ines.open(AVA);
        ines.press("Edit character");
        ines.type("Description", "As Ines sees her.");
        jon.open(AVA);
        jon.press("Edit character");
        jon.type("Description", "As Jon sees her.");
        jon.press("Save character");
        jon.see("Character saved");
        ines.press("Save character");
        ines.see("Someone else saved first");
        check("EditConflictDialog");

        ines.open(CAPTIONS);
        Locator mine = caption(ines);
        mine.focus();
        jon.open(CAPTIONS);
        add(caption(jon), ", at the sea");
        jon.page().waitForFunction("() => !document.querySelector('caption-field[unsaved]')");
        add(mine, ", at noon");
        press("Merge…");
        check("CaptionMergeDialog");
        ines.press("Save merged");
        ines.page().waitForFunction("() => !document.querySelector('caption-field:is([unsaved], [refused])')");
    }

    private static Locator caption(Story person) {
        return person.page().getByLabel("Caption of ava-01.png");
    }

    private static void add(Locator caption, String words) {
        caption.fill(caption.inputValue() + words);
        caption.blur();
    }

    private void openDialogsOfRuns() {
        launch(1);
        ines.see("Succeeded", 240);
        dialog("SavedViewsMenu", "runs", "Views", "Save this view…");
        dialog("Popover", "runs", "Columns");
        dialog("Popover", "runs", "Ranges");
        dialog("QueueControls", "queue", "Pause queue");
        ines.confirm("Pause queue");
        ines.see("The queue of Miniature on this server is paused");
        launch(2);
        dialog("RunSheetPanel", "runs/2", "Generate a sheet while it trains");
        ines.open("runs/2");
        ines.press("Cancel run");
        ines.confirm("Cancel the run");
        ines.see("Run 2 is cancelled");
        ines.open("queue");
        ines.press("Resume queue");
        dialog("SnapshotActions", AVA + "/dataset/snapshots", "Freeze a snapshot");
        dialog("ExportOptionsDialog", AVA + "/dataset/snapshots", "Actions of ", "Export for a trainer…");
    }

    private void launch(int number) {
        ines.open("runs/new?character=ava-lindqvist");
        ines.see("Settings");
        ines.type("Steps", "20");
        ines.type("Sample every", "10");
        ines.type("Save every", "10");
        ines.press("Launch");
        ines.arriveAt("/runs/" + number);
    }

    private void openDialogsOfPrompts() {
        dialog("ExportDialog", "prompts", "Export");
        dialog("SaveStackDialog", "prompts/stack", "Save");
        dialog("SnippetDialog", "prompts/snippets", "New snippet");
        dialog("LabelDialog", TEMPLATE + "/versions", "Labels…");
        ines.open(TEMPLATE);
        ines.type("[lighting]", "{soft|hard} light");
        ines.press("Save");
        ines.see("As you have it now");
        check("SaveDialog");
        ines.type("What did you change, and why?", "Two kinds of light.");
        ines.press("Save version 2");
        ines.see("Saved as version 2");
        dialog("SheetPlanDialog", TEMPLATE + "/combinations", "Use as test sheet prompts…");
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
        dialog("ReviewRequestDialog", version, "Ask people…");
        dialog("DecisionDialog", version, "Withdraw request…");
        dialog("DecisionDialog", version, "More actions", "Revoke…");
        dialog("StrengthDialog", version, "Set strength…");
        dialog("CommentPanelFactory", version, "Comment on");
        openEarlierWordings(version);
        openDialogsOfASheet(version);
        openDialogsOfTheLibrary(version);
        openDialogsOfADecision(version);
    }

    private void openEarlierWordings(String version) {
        ines.open(version);
        Locator words = ines.page().locator("#version-comments mention-field textarea");
        words.fill("The hands look right.");
        words.press("Control+Enter");
        ines.page().locator("#version-comments .comment").waitFor();
        ines.press("Edit");
        ines.type("Edit comment", "Both hands look right.");
        ines.press("Save");
        ines.press("edited");
        check("CommentItem");
    }

    private void openDialogsOfASheet(String version) {
        Page page = ines.page();
        ines.open(AVA + "/sheet-plan");
        ines.type("Prompts, one per line", "[trigger], close-up");
        ines.type("Strengths", "0.9");
        ines.type("Seeds", "7");
        ines.press("Save plan");
        ines.see("Saved. The next test sheet follows this plan.");
        ines.open(version + "/sheets/new");
        ines.press("Generate 2 pictures");
        ines.arriveAt("/sheets/[0-9a-f-]{36}");
        page.waitForFunction("() => document.querySelectorAll('image-grid .over img[src]').length === 2");
        page.locator("image-grid .grid-cell").first().focus();
        page.keyboard().press("x");
        page.locator("vaadin-dialog image-stage:focus").waitFor();
        // Sets a mark in the middle, and keeps it.
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        page.locator(".flag-form vaadin-select").waitFor();
        check("CellDialog");
        page.getByLabel("What is wrong", new Page.GetByLabelOptions().setExact(true))
                .click();
        page.locator("vaadin-select-item >> visible=true").first().click();
        ines.press("Flag artifact");
        // The page behind it has one of the same name.
        page.locator("vaadin-dialog [aria-label='Remove flag 1']").last().click();
        ines.see("Why is it no artifact?");
        check("RemoveFlagDialog");
    }

    private void openDialogsOfTheLibrary(String version) {
        Page page = ines.page();
        ines.open(version);
        Download download = page.waitForDownload(() -> ines.follow("Download"));
        Path ink = data.resolve("ink.safetensors");
        download.saveAs(ink);
        ines.open("prompts/loras");
        FileChooser chooser = page.waitForFileChooser(() -> ines.press("Choose files…"));
        chooser.setFiles(ink);
        ines.see("Usual strength");
        check("LoraDescriptionDialog");
        ines.type("Licence", "our own");
        ines.press("Save");
        ines.open("prompts/stack?plan=style:0.8");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Which LoRA"))
                .first()
                .fill("ink");
        page.locator("vaadin-combo-box-item").getByText("ink").first().click();
        ines.see("<lora:ink");
        ines.follow("Try in the playground");
        ines.see("What to generate");
        ines.type("Seeds", "7");
        ines.type("Steps", "4");
        ines.see("1 picture, about");
        ines.press("Generate pictures");
        ines.arriveAt("/prompts/playground/[0-9a-f-]+");
        page.locator(".take-wall img").first().waitFor();
        ines.press("Keep seed 7 as a template's example");
        check("SaveExamplesDialog");
    }

    /** Jon took no part in the version and signs it; Olaf approves it. */
    private void openDialogsOfADecision(String version) {
        who = jon;
        dialog("DecisionDialog", version, "Send back…");
        dialog("TickDialog", version, "Face is consistent");
        dialog("TickSeveralDialog", version, "Tick several items…");
        jon.press("Select all");
        StorySetup.CHECKLIST.forEach(item -> jon.type(item, "Looked at the samples."));
        jon.press("Tick items");
        jon.see("6 of 6 ticked");
        dialog("PictureViewer", version, "Show large: ");
        dialog("DecisionDialog", version, "Sign off");
        jon.confirm("Sign off");
        jon.see("Signed off:");
        who = olaf;
        dialog("DecisionDialog", version, "Approve for production");
        who = ines;
    }

    /** Opens a page and presses what is named, one after the other: the last opens the dialog. */
    private void dialog(String kind, String path, String... names) {
        who.open(path);
        try {
            List.of(names).forEach(this::press);
            check(kind, path + " " + String.join(", ", names));
        } catch (PlaywrightException missing) {
            who.photographHere("dialog-missing-" + name(kind, path + " " + String.join(", ", names)));
            broken.put(kind + " " + path, List.of("was not opened: " + missing.getMessage()));
        }
    }

    private void press(String name) {
        Page page = who.page();
        page.locator("[aria-label^='" + name + "']")
                .or(page.getByText(name, new Page.GetByTextOptions().setExact(true)))
                .locator("visible=true")
                .first()
                .click(new Locator.ClickOptions().setForce(true));
    }

    private void check(String kind) {
        check(kind, "");
    }

    private void check(String kind, String where) {
        Page page = who.page();
        page.locator(OPENED).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        List<String> found = new ArrayList<>();
        for (int width : new int[] {PHONE, WIDE}) {
            page.setViewportSize(width, 860);
            for (ColorScheme scheme : Accessibility.SCHEMES) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                who.settle();
                List<String> violations = Accessibility.violations(page, scheme, OPENED);
                violations.forEach(violation -> found.add(width + " " + scheme + ": " + violation));
                if (PHOTOGRAPHED || !violations.isEmpty()) {
                    who.photographHere("dialog-" + name(kind, where) + "-" + width + "-" + scheme);
                }
            }
            if (page.locator(OPENED).count() == 0) {
                found.add("is closed in a window that is " + width + " px wide");
            }
        }
        if (!found.isEmpty()) {
            broken.put((kind + " " + where).strip(), found);
        }
    }

    private static String name(String kind, String where) {
        return (kind + " " + where).strip().replaceAll("\\W+", "-");
    }
}
