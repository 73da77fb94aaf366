package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From photos to an approved version by people who have no pointer. */
@BrowserTest
class KeyboardStoryTest {
    private static final String NOTE = "What did you check, and what did you see?";

    @TempDir
    Path data;

    @Test
    void photosBecomeAnApprovedVersionByKeyboardAlone() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            Story mara = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            Story jon = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                String toMara = inesInvitesWhileTheSampleIsLoaded(ines, server.announcedLink());
                join(mara, new Keyboard(mara.page()), toMara, "Mara Holm", "mara@example.org");
                join(
                        jon,
                        new Keyboard(jon.page()),
                        StorySetup.invite(ines, "Jon", "Reviewer"),
                        "Jon Berg",
                        "jon@example.org");

                maraCreatesACharacter(mara, new Keyboard(mara.page()));
                maraUploadsPhotos(mara, new Keyboard(mara.page()));
                maraLeavesAPictureOutAndTakesItBack(mara, new Keyboard(mara.page()));
                maraLaunchesARun(mara, new Keyboard(mara.page()), 20);
                maraLaunchesARun(mara, new Keyboard(mara.page()), 30);
                maraComparesThem(mara, new Keyboard(mara.page()));
                maraAsksForReview(mara, new Keyboard(mara.page()));
                jonSignsOutAndIn(jon, new Keyboard(jon.page()));
                jonOpensTheVersionFromHisInbox(jon, new Keyboard(jon.page()));
                jonTicksEveryItem(jon, new Keyboard(jon.page()));
                jonComments(jon, new Keyboard(jon.page()));
                jonSignsOff(jon, new Keyboard(jon.page()));
                inesApproves(ines, new Keyboard(ines.page()));
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("keyboard-ines", stopped);
                mara.photographStopped("keyboard-mara", stopped);
                jon.photographStopped("keyboard-jon", stopped);
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    /** The finished load throws nobody out of what they are doing. */
    private static String inesInvitesWhileTheSampleIsLoaded(Story ines, String link) {
        StorySetup.createAdmin(ines, link, "Ines Vik", "ines@example.org");
        ines.see("Loading the sample character");
        ines.follow("Team");
        ines.press("Invite person");
        ines.type("Name", "Mara");
        ines.see("The sample character is ready.", 300);
        ines.arriveAt("/team");
        ines.type("Your password", StorySetup.PASSWORD);
        ines.press("Create link");
        Locator secret = ines.page().locator(".secret-link");
        secret.waitFor();
        return secret.innerText().strip();
    }

    private static void join(Story person, Keyboard keys, String link, String name, String email) {
        person.openLink(link);
        keys.tabTo("Your name");
        keys.type(name);
        keys.press("Tab");
        keys.type(email);
        keys.press("Tab");
        keys.type(StorySetup.PASSWORD);
        person.page().keyboard().press("Enter");
        person.see("What needs you");
    }

    private static void maraCreatesACharacter(Story mara, Keyboard keys) {
        goTo(mara, keys, "New character", "/characters.*");
        keys.isOn("Name");
        keys.type("Nova Reyes");
        keys.tabTo("Subject");
        keys.type("woman");
        keys.press("Enter");
        keys.tabTo("Trigger word");
        keys.type("sks woman");
        keys.tabTo("Synthetic");
        keys.press("Space");
        keys.press("Control+Enter");
        mara.arriveAt("/characters/nova-reyes.*");
        keys.hasAPlace("on the page of the character");
    }

    private static void maraUploadsPhotos(Story mara, Keyboard keys) throws Exception {
        keys.tabTo("Dataset");
        keys.press("Enter");
        mara.arriveAt("/characters/nova-reyes/dataset.*");
        // The page before has a button of the same name.
        mara.see("Drop photos anywhere here");
        keys.tabTo("Add photos");
        FileChooser chooser = mara.page().waitForFileChooser(() -> keys.press("Enter"));
        chooser.setFiles(StorySetup.photosWithCaptions());
        mara.see("32 files: 16 added, 16 captions read.", 120);
        keys.isOn("Add photos");
        assertThat(mara.page().getByText("being measured").locator("visible=true"))
                .hasCount(0);
        keys.tabTo("Captions");
        keys.press("Enter");
        mara.page().getByLabel("Caption of ava-01.png").waitFor();
        keys.tabTo("Put it first everywhere");
        keys.press("Enter");
        mara.see("Every included picture has a caption");
        keys.hasAPlace("after the captions were changed");
        keys.tabBackTo("Pictures");
        keys.press("Enter");
    }

    private static void maraLeavesAPictureOutAndTakesItBack(Story mara, Keyboard keys) {
        mara.page().getByLabel("Open ava-01.png").waitFor();
        keys.tabTo("Open ava-01.png");
        keys.press("Space");
        mara.see("1 picture selected");
        keys.press("x");
        mara.see("1 picture is left out.");
        keys.hasAPlace("when the picture is left out");
        keys.press("Control+z");
        assertThat(mara.page().locator("[data-picture].left-out")).hasCount(0);
        keys.hasAPlace("when it is back");
    }

    private static void maraLaunchesARun(Story mara, Keyboard keys, int steps) {
        // On the page of a character it would be a run of that one.
        goTo(mara, keys, "Home", "/");
        goTo(mara, keys, "New run", "/runs/new");
        keys.hasAPlace("on the page of the new run");
        keys.tabTo("Which character?");
        keys.type("Nova");
        mara.page().getByRole(AriaRole.OPTION).first().waitFor();
        keys.press("ArrowDown");
        keys.press("Enter");
        mara.see("Settings");
        keys.hasAPlace("on the run form");
        keys.tabTo("Steps");
        keys.replaceBy(String.valueOf(steps));
        keys.tabTo("Sample every");
        keys.replaceBy("10");
        keys.tabTo("Save every");
        keys.replaceBy("10");
        keys.tabBackTo("Launch");
        keys.press("Enter");
        mara.arriveAt("/runs/\\d+.*");
        keys.hasAPlace("on the run's page");
        mara.see("Succeeded", 120);
    }

    private static void maraComparesThem(Story mara, Keyboard keys) {
        keys.tabTo("Runs");
        keys.press("Enter");
        mara.arriveAt("/runs");
        keys.tabTo("Select all");
        keys.press("Enter");
        mara.see("2 runs are selected.");
        keys.tabBackTo("Compare");
        keys.press("Enter");
        mara.arriveAt("/compare.*");
        mara.see("Learning rate");
        keys.hasAPlace("on the comparison");
        keys.press("m");
        assertThat(mara.page().locator("image-grid")).hasAttribute("data-mode", "blink");
    }

    private static void maraAsksForReview(Story mara, Keyboard keys) {
        goTo(mara, keys, "nova-reyes_v1", "/versions/.*");
        keys.hasAPlace("on the version's page");
        keys.tabTo("Ask for review");
        keys.press("Enter");
        mara.see("In review");
        keys.hasAPlace("when the button is gone");
    }

    private static void jonSignsOutAndIn(Story jon, Keyboard keys) {
        keys.tabTo("Jon Berg");
        keys.press("Enter");
        keys.isOn("Profile");
        keys.press("End");
        keys.isOn("Sign out");
        jon.page().keyboard().press("Enter");
        jon.arriveAt("/login.*");
        jon.see("Forgot your password?");
        keys.isOn("E-mail");
        keys.type("jon@example.org");
        keys.press("Tab");
        keys.type(StorySetup.PASSWORD);
        jon.page().keyboard().press("Enter");
        jon.leave("/login.*");
        jon.see("What needs you");
    }

    private static void jonOpensTheVersionFromHisInbox(Story jon, Keyboard keys) {
        keys.tabTo("Inbox");
        keys.press("Enter");
        jon.arriveAt("/inbox.*");
        keys.tabTo("nova-reyes_v1");
        keys.press("Enter");
        jon.see("0 of 6 ticked");
        keys.hasAPlace("in Reviews");
    }

    private static void jonTicksEveryItem(Story jon, Keyboard keys) {
        keys.tabTo("Face is consistent");
        keys.press("Space");
        keys.isOn(NOTE);
        keys.press("Escape");
        keys.isOn("Face is consistent");
        keys.press("Space");
        for (int item = 1; item <= 6; item++) {
            // The same keys tick an item and open the next one.
            jon.see(StorySetup.CHECKLIST.get(item - 1));
            tick(jon, keys, item);
        }
        keys.isOn("Face is consistent");
    }

    private static void tick(Story jon, Keyboard keys, int item) {
        keys.isOn(NOTE);
        keys.type("Looked at the samples, item " + item);
        if (item == 1) {
            keys.tabTo("Select all");
            keys.press("Enter");
        } else {
            jon.see("as in your last tick");
        }
        jon.page().keyboard().press("Control+Enter");
        jon.see(item + " of 6 ticked");
        keys.hasAPlace("after the tick");
    }

    private static void jonComments(Story jon, Keyboard keys) {
        keys.tabToExactly("Comment");
        keys.type("The hands are right now.");
        keys.press("Control+Enter");
        jon.page().locator(".comment").waitFor();
        keys.isOn("Comment");
    }

    private static void jonSignsOff(Story jon, Keyboard keys) {
        keys.tabTo("Sign off");
        keys.press("Enter");
        keys.isOn("Sign off");
        jon.see("You confirm the quality of");
        keys.press("Escape");
        // The button in the dialog has the same name.
        assertThat(jon.page().locator("vaadin-dialog")).hasCount(0);
        keys.isOn("Sign off");
        keys.press("Enter");
        jon.see("You confirm the quality of");
        keys.press("Enter");
        jon.see("signed off");
        keys.hasAPlace("when the button is gone");
        keys.press("?");
        jon.see("Keyboard shortcuts");
        keys.press("Escape");
        keys.hasAPlace("when the shortcuts are closed");
    }

    private static void inesApproves(Story ines, Keyboard keys) {
        keys.isOn("Copy link");
        keys.press("Escape");
        keys.isOn("Invite person");
        goTo(ines, keys, "nova-reyes_v1", "/versions/.*");
        keys.tabTo("Approve for production");
        keys.press("Enter");
        keys.isOn("Your password");
        keys.press("Escape");
        keys.isOn("Approve for production");
        keys.press("Enter");
        keys.isOn("Your password");
        keys.type(StorySetup.PASSWORD);
        keys.press("Control+Enter");
        ines.see("is in production.");
        keys.hasAPlace("when the version is in production");
        goTo(ines, keys, "Sign out", "/login.*");
    }

    /** By the palette, which finds pages and commands. */
    private static void goTo(Story person, Keyboard keys, String what, String address) {
        person.page().keyboard().press("Control+K");
        keys.isOn("Search or run a command");
        keys.type(what);
        person.page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(what))
                .first()
                .waitFor();
        keys.press("Enter");
        person.arriveAt(address);
    }
}
