package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is launched and its version signed off by people who have no pointer. */
@BrowserTest
class KeyboardStoryTest {
    private static final String NOTE = "What did you check, and what did you see?";

    @TempDir
    Path data;

    @Test
    void aVersionIsTrainedReviewedAndSignedByKeyboardAlone() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            Story mara = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            Story jon = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
            try {
                String toMara = ReleaseStoryTest.inesInvitesWhileTheSampleIsLoaded(ines, server.announcedLink());
                StorySetup.join(mara, toMara, "Mara Holm", "mara@example.org");
                StorySetup.join(jon, StorySetup.invite(ines, "Jon", "Reviewer"), "Jon Berg", "jon@example.org");

                maraLaunchesARun(mara, new Keyboard(mara.page()));
                maraAsksForReview(mara, new Keyboard(mara.page()));
                jonSignsOutAndIn(jon, new Keyboard(jon.page()));
                jonOpensTheVersionFromHisInbox(jon, new Keyboard(jon.page()));
                jonTicksEveryItem(jon, new Keyboard(jon.page()));
                jonComments(jon, new Keyboard(jon.page()));
                jonSignsOff(jon, new Keyboard(jon.page()));
            } catch (PlaywrightException | AssertionError stopped) {
                mara.photographStopped("keyboard-mara", stopped);
                jon.photographStopped("keyboard-jon", stopped);
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private static void maraLaunchesARun(Story mara, Keyboard keys) {
        mara.page().keyboard().press("Control+K");
        keys.isOn("Search or run a command");
        keys.type("New run");
        keys.press("Enter");
        mara.arriveAt("/runs/new.*");
        keys.hasAPlace("on the page of the new run");
        keys.tabTo("Which character?");
        keys.type("Ava");
        mara.page().getByRole(AriaRole.OPTION).first().waitFor();
        keys.press("ArrowDown");
        keys.press("Enter");
        mara.see("Settings");
        keys.hasAPlace("on the run form");
        keys.tabTo("Steps");
        keys.replaceBy("20");
        keys.tabTo("Sample every");
        keys.replaceBy("10");
        keys.tabTo("Save every");
        keys.replaceBy("20");
        keys.tabBackTo("Launch");
        keys.press("Enter");
        mara.arriveAt("/runs/\\d+.*");
        keys.hasAPlace("on the run's page");
    }

    private static void maraAsksForReview(Story mara, Keyboard keys) {
        mara.see("Succeeded", 60);
        keys.tabTo("Open v1");
        keys.press("Enter");
        mara.arriveAt("/versions/.*");
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
        keys.tabTo("ava-lindqvist_v1");
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
        tick(jon, keys, 1);
        keys.isOn("Face is consistent");
        for (int item = 2; item <= 6; item++) {
            keys.press(String.valueOf(item));
            tick(jon, keys, item);
        }
    }

    private static void tick(Story jon, Keyboard keys, int item) {
        keys.isOn(NOTE);
        keys.type("Looked at the samples, item " + item);
        keys.tabTo("Select all");
        keys.press("Enter");
        jon.page().keyboard().press("Control+Enter");
        jon.see(item + " of 6 ticked");
        keys.hasAPlace("after the tick");
    }

    private static void jonComments(Story jon, Keyboard keys) {
        keys.tabTo("Comment");
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
        keys.isOn("Sign off");
        keys.press("Enter");
        jon.see("You confirm the quality of");
        keys.press("Enter");
        jon.see("Waiting for someone else");
        keys.hasAPlace("when the button is gone");
        keys.press("?");
        jon.see("Keyboard shortcuts");
        keys.press("Escape");
        keys.hasAPlace("when the shortcuts are closed");
    }
}
