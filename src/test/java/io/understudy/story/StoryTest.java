package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.understudy.lora.format.SafetensorsFile;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one story that must always work, played by three people in Chromium against a server that is killed in the middle.
 * Its screenshots are those of the README ({@code -Dunderstudy.screenshots=docs/screenshots} renews them).
 */
@BrowserTest
class StoryTest {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("understudy.screenshots", "target/screenshots"));

    @TempDir
    Path data;

    @Test
    void threePeopleTakeACharacterFromPhotosToAnApprovedFile() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            Story mara = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            Story jon = new Story(browsers.open(), server, browsers, SCREENSHOTS);

            try {
                play(server, ines, mara, jon);
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographStopped("ines", stopped);
                mara.photographStopped("mara", stopped);
                jon.photographStopped("jon", stopped);
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private void play(RunningServer server, Story ines, Story mara, Story jon) throws Exception {
        inesSetsUpAndLoadsTheSample(ines, server.announcedLink());
        StorySetup.join(mara, StorySetup.invite(ines, "Mara", "Member"), "Mara Holm", "mara@example.org");
        StorySetup.join(jon, StorySetup.invite(ines, "Jon", "Reviewer"), "Jon Berg", "jon@example.org");
        ines.open("team");
        ines.see("Mara Holm");
        ines.photograph("team");

        maraCreatesACharacter(mara);
        maraUploadsPhotos(mara);
        long first = maraLaunches(mara, 60, true);
        long second = maraLaunches(mara, 40, false);
        theServerIsKilledWhileARunIsGoingOn(mara, server, first);
        StorySetup.signIn(ines, "ines@example.org");
        StorySetup.signIn(mara, "mara@example.org");
        StorySetup.signIn(jon, "jon@example.org");
        mara.open("runs/" + first);
        mara.see("Succeeded", 240);
        mara.photograph("run");
        mara.open("runs/" + second);
        mara.see("Succeeded", 240);
        mara.open("runs");
        mara.photograph("runs");
        new ComparisonStory(mara).play(first, second);

        String version = maraAsksForReview(mara, first);
        jonTicksAndSigns(jon, version);
        inesApproves(ines, version);
        everybodyMayDownloadTheFile(mara, version);

        mara.open("prompts");
        mara.see("Portrait");
        mara.photograph("prompts");
        mara.open("prompts/stack");
        mara.photograph("stack");
        ines.open("audit");
        ines.press("Verify trail");
        ines.see("unbroken", 60);
        ines.photograph("audit");
        ines.open("");
        ines.see("in production");
        ines.photograph("home");
        ines.page().keyboard().press("?");
        ines.see("tick an item of the checklist");
    }

    private static void inesSetsUpAndLoadsTheSample(Story ines, String link) {
        ines.openLink(link);
        ines.see("Set up Understudy");
        ines.photographHere("setup");
        ines.type("Your name", "Ines Vik");
        ines.type("E-mail", "ines@example.org");
        ines.type("Password", StorySetup.PASSWORD);
        ines.press("Create the first admin");
        StorySetup.openTheSample(ines);
        ines.see("ohwx woman");
        ines.photograph("character");
        ines.open("characters");
        ines.see("Ava Lindqvist");
        ines.photograph("characters");
        ines.open("characters/ava-lindqvist/dataset");
        ines.see("What the guide asks for");
        ines.photograph("dataset");
        ines.press("Captions");
        ines.page().getByLabel("Caption of ava-01.png").waitFor();
        ines.photographHere("captions");
    }

    private static void maraCreatesACharacter(Story mara) {
        mara.open("characters");
        mara.press("New character");
        mara.type("Name", "Nova Reyes");
        mara.choose("Subject", "woman");
        mara.type("Trigger word", "beautiful woman");
        mara.press("Create character");
        mara.see("sks woman");
        mara.type("Trigger word", "sks woman");
        mara.page()
                .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Synthetic"))
                .check();
        mara.press("Create character");
        mara.arriveAt("/characters/nova-reyes.*");
    }

    private static void maraUploadsPhotos(Story mara) throws Exception {
        mara.open("characters/nova-reyes/dataset");
        FileChooser chooser = mara.page().waitForFileChooser(() -> mara.press("Add photos"));
        chooser.setFiles(StorySetup.photosWithCaptions());
        mara.see("32 files: 16 added, 16 captions read.", 120);
        mara.press("Captions");
        mara.page().getByLabel("Caption of ava-01.png").waitFor();
        mara.press("Put it first everywhere");
        mara.see("Every included picture has a caption");
        mara.photographHere("upload");
    }

    private static long maraLaunches(Story mara, int steps, boolean photographed) {
        mara.open("runs/new?character=nova-reyes");
        mara.see("Settings");
        mara.type("Steps", String.valueOf(steps));
        mara.type("Sample every", "20");
        mara.type("Save every", "20");
        if (photographed) {
            mara.photograph("new-run");
        }
        mara.press("Launch");
        mara.arriveAt("/runs/\\d+.*");
        return Long.parseLong(mara.page().url().replaceAll(".*/runs/(\\d+).*", "$1"));
    }

    private static void theServerIsKilledWhileARunIsGoingOn(Story mara, RunningServer server, long run)
            throws Exception {
        mara.open("runs/" + run);
        mara.see("tep 2", 120);
        mara.closeEverything();
        server.kill();
        server.start();
    }

    private static String maraAsksForReview(Story mara, long run) {
        mara.open("characters/nova-reyes/versions");
        mara.follow("v1");
        mara.arriveAt("/versions/.*");
        mara.see("Quality checklist");
        mara.press("Ask for review");
        mara.see("In review");
        return mara.page().url().replaceAll(".*/(versions/.*)$", "$1");
    }

    private static void jonTicksAndSigns(Story jon, String version) {
        jon.open("reviews");
        jon.see("nova-reyes_v1_");
        jon.photograph("reviews");
        jon.open(version);
        IntStream.rangeClosed(1, 6).forEach(item -> {
            jon.see("Quality checklist");
            jon.key(String.valueOf(item));
            jon.type("What did you check, and what did you see?", "Looked at the samples of the run, item " + item);
            jon.press("Select all");
            jon.press("Tick item");
            jon.see(item + " of 6");
        });
        jon.photograph("version");
        jon.press("Sign off");
        jon.see("You confirm the quality of nova-reyes_v1");
        jon.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Sign off").setExact(true))
                .click();
        jon.see("Signed off");
    }

    private static void inesApproves(Story ines, String version) {
        ines.open(version);
        ines.press("Approve for production");
        ines.type("Your password", StorySetup.PASSWORD);
        ines.press("Approve version");
        ines.see("approved");
        ines.photograph("approved");
    }

    private void everybodyMayDownloadTheFile(Story mara, String version) throws Exception {
        mara.open(version);
        Download download = mara.page().waitForDownload(() -> mara.follow("Download"));
        // Which run came first depends on how long the killed one waited to be resumed.
        assertThat(download.suggestedFilename()).matches("nova-reyes_v1_(40|60)steps\\.safetensors");
        Path file = data.resolve("downloaded.safetensors");
        download.saveAs(file);
        try (SafetensorsFile lora = SafetensorsFile.open(file)) {
            assertThat(lora.metadata()).containsEntry("modelspec.architecture", "understudy-miniature");
            assertThat(lora.tensors()).anyMatch(tensor -> tensor.name().endsWith("lora_A.weight"));
        }
    }
}
