package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.understudy.story.StorySetup.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleKey;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Trust;
import io.understudy.platform.pictures.SourceMark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a release is held to its rules, played by the three people of the README, a member, a reviewer and the only admin,
 * with the sample character: sent back, signed, approved, downloaded, fetched by a machine, recalled, and taken back
 * into use. What the straight way takes, from the first link to the downloaded file, is counted; on the pages of runs and
 * versions each step of it is the primary action.
 */
@BrowserTest
class ReleaseStoryTest {
    /** A template of the guide. */
    static final String FULL_BODY = "5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a02";

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final String NOTE = "What did you check, and what did you see?";

    /** More clicks and keys than this mean a new hurdle. */
    private static final int MOST_CLICKS = 25;

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    /** What the straight way took, for the benchmark: in a round of tests the machine does other things, too. */
    Duration straightWay = Duration.ZERO;

    @Test
    void aReleaseIsHeldToItsRules() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            Story mara = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            Story jon = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            try {
                String version = play(server, browsers, ines, mara, jon);
                server.kill();
                aCopyElsewhereHandsOutTheSameRelease(version);
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographHere("release-stopped-ines");
                mara.photographHere("release-stopped-mara");
                jon.photographHere("release-stopped-jon");
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private String play(RunningServer server, Browsers browsers, Story ines, Story mara, Story jon) throws Exception {
        StepCounter walk = new StepCounter(ines, mara, jon);
        walk.compareWidths(true);
        List<String> links = inesInvitesBothWhileTheSampleIsLoaded(ines, server.announcedLink());
        StorySetup.join(mara, links.getFirst(), "Mara Holm", "mara@example.org");
        StorySetup.join(jon, links.getLast(), "Jon Berg", "jon@example.org");

        String version = maraTrains(mara);
        walk.aside(() -> {
            maraAsksForReviewAndJonSeesItWhereverHeIs(mara, jon);
            jonSendsBackWithAComment(jon, version);
            maraResolvesTheComment(mara, version);
            aCommentOnAnItemLeavesTheOneThatIsBegunOnTheVersion(mara);
        });
        mara.pressPrimary("Ask for review");
        mara.see("In review:");
        Story phone = new Story(browsers.phone(jon.page()), server, browsers, SCREENSHOTS);
        walk.aside(() -> {
            maraDrawsATestSheet(mara, version);
            String comparison = maraVotesBlind(mara, version);
            jonVotesBlindAndClosesTheVote(jon, comparison);
            jonReviewsOnHisPhone(phone, version);
            jonSwitchesSingleKeysOffAndOnAgain(jon, version);
            // Where they were, and the straight way is continued.
            mara.open(version);
            jon.open("");
        });
        jonTicksAndSigns(jon);
        walk.aside(() -> jonDecidesWithHisThumb(phone, mara, version));
        inesApproves(walk, ines);
        maraDownloads(mara);
        walk.compareWidths(false);
        straightWay = walk.time();
        System.out.println("From the first link to the downloaded version: " + walk.inWords());
        assertThat(walk.clicks()).as("clicks and keys of the straight way").isLessThanOrEqualTo(MOST_CLICKS);
        for (int width : Story.WIDTHS) {
            assertThat(walk.clicks(width))
                    .as("in a window of %d px, where one more each is needed for %s", width, walk.hidden(width))
                    .isLessThanOrEqualTo(MOST_CLICKS);
        }
        assertThat(walk.addresses()).as("addresses that were typed on the way").isZero();

        AccessibleScreens screens = new AccessibleScreens(browsers, server, version, RarePages.make(ines, mara));
        mara.open(version);
        screens.areAccessible(ines, mara);
        screens.areAccessibleToNewcomers(StorySetup.invite(ines, "Lin", "Member"));
        theBundleVerifies(mara);
        aMachineFetchesTheFile(server, mara);
        inesRecallsTheDataSet(server, ines, mara, version);
        inesLiftsTheRecall(ines, mara, version);
        return version;
    }

    /** The finished load throws nobody out of what they are doing. */
    private static List<String> inesInvitesBothWhileTheSampleIsLoaded(Story ines, String link) {
        StorySetup.createAdmin(ines, link, "Ines Vik", "ines@example.org");
        ines.see("Loading the sample character");
        ines.type("Who trains?", "Mara");
        ines.type("Who reviews?", "Jon");
        ines.see("The sample character is ready.", 300);
        ines.type("Your password", PASSWORD);
        ines.press("Create links");
        ines.press("Copy link for Mara");
        ines.press("Copy link for Jon");
        return ines.page().locator(".secret-link").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    /** From Home, where one is after joining. */
    static String maraTrains(Story mara) {
        mara.follow("Ava Lindqvist");
        mara.pressPrimary("Launch a run");
        mara.see("Settings");
        mara.rest();
        mara.type("Steps", "20");
        mara.type("Sample every", "10");
        mara.type("Save every", "20");
        mara.pressPrimary("Launch");
        mara.arriveAt("/runs/\\d+.*");
        mara.see("Succeeded", 240);
        assertThat(mara.sees("who took no part."))
                .as("an admin, a member and a reviewer are enough for the sample")
                .isFalse();
        mara.pressPrimary("Open v1");
        mara.arriveAt("/versions/.*");
        return mara.page().url().replaceAll(".*/(versions/[^?]*).*$", "$1");
    }

    private static void maraAsksForReviewAndJonSeesItWhereverHeIs(Story mara, Story jon) {
        jon.open("team");
        mara.press("Ask for review");
        jon.seeBeside("Reviews", "1");
        jon.arriveAt("/team");
        mara.press("Ask people…");
        mara.page()
                .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("People"))
                .click();
        mara.page()
                .locator("vaadin-multi-select-combo-box-item", new Page.LocatorOptions().setHasText("Jon Berg"))
                .click();
        mara.page().keyboard().press("Escape");
        mara.press("Ask people");
        mara.see("Asked: Jon Berg.");
        assertThat(mara.page()
                        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign off"))
                        .isDisabled())
                .isTrue();
        mara.see("Only a reviewer signs; your role is Member.");
    }

    private static void jonSendsBackWithAComment(Story jon, String version) {
        jon.open("reviews");
        jon.see("Mara Holm asks you");
        jon.photograph("release-reviews");
        jon.page().keyboard().press("o");
        jon.arriveAt("/" + version);
        Locator words = jon.page().locator("#version-comments mention-field textarea");
        words.fill("The left hand has six fingers, @Mar");
        words.press("End");
        words.pressSequentially("a");
        jon.page()
                .locator("#version-comments [role=option]", new Page.LocatorOptions().setHasText("Mara Holm"))
                .waitFor();
        words.press("Enter");
        words.press("Control+Enter");
        jon.page().locator(".comment .mention").waitFor();
        jon.page().locator("h1").click();
        jon.page().keyboard().press("r");
        jon.type("What is missing?", "Better hands.");
        jon.press("Send back");
        jon.see("Changes requested");
    }

    private static void maraResolvesTheComment(Story mara, String version) {
        mara.open(version);
        mara.see("The left hand has six fingers");
        mara.press("Resolve");
        mara.see("resolved by Mara Holm");
    }

    private static void aCommentOnAnItemLeavesTheOneThatIsBegunOnTheVersion(Story mara) {
        String begun = "The left hand has five fingers now";
        Page page = mara.page();
        Locator onVersion = page.locator("#version-comments mention-field textarea");
        onVersion.fill(begun);
        UnsavedTextTest.isKept(page, begun);
        page.locator(".checklist-panel [aria-label^='Comment on']").first().click();
        Locator onItem = page.locator("vaadin-dialog[opened] mention-field textarea");
        onItem.waitFor();
        assertThat(onItem).hasValue("");
        onItem.fill("The jaw is the same in all of them.");
        onItem.press("Control+Enter");
        page.locator("vaadin-dialog[opened] .comment").waitFor();
        page.reload();
        assertThat(onVersion).hasValue(begun);
        mara.press("Discard");
        assertThat(onVersion).hasValue("");
    }

    static void maraDrawsATestSheet(Story mara, String version) {
        mara.open("characters/ava-lindqvist/sheet-plan");
        mara.type("Prompts, one per line", "[trigger], close-up\n[trigger], upper body, beach");
        mara.type("Strengths", "0.9");
        mara.type("Seeds", "7");
        mara.press("Save plan");
        mara.see("Saved. The next test sheet follows this plan.");
        mara.open(version + "/sheets/new");
        mara.press("Generate 4 pictures");
        mara.arriveAt("/sheets/[0-9a-f-]{36}");
        mara.page().waitForFunction("() => document.querySelectorAll('image-grid .over img[src]').length === 4");
        mara.see("Nearest training pictures", 120);
        sheetKeysWork(mara.page());
        theSheetIsSavedAsOnePicture(mara.page());
        mara.photograph("release-sheet");
    }

    private static void theSheetIsSavedAsOnePicture(Page page) {
        Download saved = page.waitForDownload(
                () -> page.getByLabel("Save the grid as one picture").selectOption("256"));
        assertThat(saved.suggestedFilename()).isEqualTo("Test sheet 1.png");
        Path file = SCREENSHOTS.resolve("release-sheet-saved.png");
        saved.saveAs(file);
        try {
            BufferedImage picture = ImageIO.read(file.toFile());
            // Prompts beside, two columns of pictures that are 128 px wide, margins.
            assertThat(picture.getWidth()).isEqualTo(260 + 2 * (128 + 6) + 2 * 24);
            assertThat(picture.getHeight()).isGreaterThan(2 * 128);
            assertThat(SourceMark.in(Files.readAllBytes(file))).contains(SourceMark.OF_UNDERSTUDY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Zoom and pan are those of all cells; blink, difference and the face crop go by key. */
    private static void sheetKeysWork(Page page) {
        Locator cells = page.locator("image-grid .grid-cell");
        cells.first().focus();
        page.keyboard().press("+");
        page.keyboard().press("Shift+ArrowRight");
        assertThat(page.locator("image-grid .compare-tools > output")).hasText(Pattern.compile("^zoom [\\d.]+ ×$"));
        // The four cells have one transform.
        page.waitForFunction("() => new Set([...document.querySelectorAll('image-grid .grid-plane')]"
                + ".map(picture => getComputedStyle(picture).transform)).size === 1");
        page.keyboard().press("0");
        page.keyboard().press("m");
        assertThat(page.locator("image-grid")).hasAttribute("data-mode", "blink");
        page.keyboard().press("m");
        page.keyboard().press("m");
        assertThat(page.locator("image-grid")).hasAttribute("data-mode", "difference");
        assertThat(page.locator("image-grid .under img[src]")).hasCount(2);
        page.keyboard().press("m");
        page.keyboard().press("ArrowRight");
        assertThat(cells.nth(1)).isFocused();
        page.keyboard().press("x");
        page.locator("vaadin-dialog image-stage:focus").waitFor();
        page.keyboard().press("Escape");
        page.waitForFunction("() => !document.querySelector('vaadin-dialog image-stage')");
    }

    private static String maraVotesBlind(Story mara, String version) {
        mara.open(version + "/blind/new");
        mara.see("2 pairs for each person");
        mara.press("Start the comparison");
        mara.arriveAt("/blind/[0-9a-f-]{36}");
        mara.see("Pair 1 of 2");
        assertThat(mara.page().locator(".blind-panel").innerText())
                .doesNotContain("no LoRA")
                .doesNotContain("ava-lindqvist_v1");
        assertThat(mara.page().locator(".blind-panel").innerHTML()).doesNotContain("/blobs/");
        blindPicturesAreThere(mara.page());
        mara.photographHere("release-blind-vote");
        mara.page().keyboard().press("ArrowLeft");
        mara.see("Pair 2 of 2");
        blindPicturesAreThere(mara.page());
        mara.page().keyboard().press("Backspace");
        mara.see("Pair 1 of 2");
        blindPicturesAreThere(mara.page());
        mara.page().keyboard().press("ArrowRight");
        mara.see("Pair 2 of 2");
        blindPicturesAreThere(mara.page());
        mara.page().keyboard().press("ArrowDown");
        mara.see("Result so far");
        mara.see("votes of Mara Holm");
        return mara.page().url().replaceAll(".*/(blind/[^?]*).*$", "$1");
    }

    private static void jonVotesBlindAndClosesTheVote(Story jon, String comparison) {
        jon.open(comparison);
        jon.see("Pair 1 of 2");
        assertThat(jon.sees("Win rate"))
                .as("nobody sees the result before their last vote")
                .isFalse();
        for (int pair = 1; pair <= 2; pair++) {
            jon.see("Pair " + pair + " of 2");
            blindPicturesAreThere(jon.page());
            jon.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Left is better"))
                    .click();
        }
        jon.see("votes of Jon Berg, Mara Holm");
        jon.press("Close the comparison");
        jon.confirm("Close comparison");
        jon.see("Voting is closed");
        jon.photograph("release-blind-result");
    }

    private static void blindPicturesAreThere(Page page) {
        page.waitForFunction("() => document.querySelectorAll('image-stage:not(.loading) img[src]').length === 2");
    }

    /** All that a decision needs is within a phone's first screen or one tap away. */
    private static void jonReviewsOnHisPhone(Story phone, String version) {
        Page page = phone.page();
        phone.open("reviews");
        phone.see("0 of 6 ticked");
        noSidewaysScroll(page);
        photographLightAndDark(phone, "phone-reviews");
        page.locator(".review-bar").scrollIntoViewIfNeeded();
        isInSight(page.locator(".review-bar"));
        phone.see("6 of 6 checklist items are open");
        photographLightAndDark(phone, "phone-reviews-bar");

        phone.open(version);
        phone.see("Quality checklist");
        noSidewaysScroll(page);
        // The checklist begins on the first screen.
        page.waitForFunction(
                "() => document.querySelector('.checklist-panel').getBoundingClientRect().y < window.innerHeight");
        photographLightAndDark(phone, "phone-version");
        page.locator("jump-links button", new Page.LocatorOptions().setHasText("Comments"))
                .tap();
        isInSight(page.locator("#version-comments h2"));
        isInSight(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send back…")));
        photographLightAndDark(phone, "phone-version-comments");
        page.keyboard().press("Tab");
        // The focus goes along with a jump.
        page.waitForFunction("() => document.activeElement.closest('#version-comments')");
        jonTicksAndTakesBackWithHisThumb(phone);
    }

    private static void jonTicksAndTakesBackWithHisThumb(Story phone) {
        Page page = phone.page();
        page.locator(".checklist-box").first().tap();
        phone.see(NOTE);
        for (String button : List.of("Tick item", "Tick and next")) {
            isInSight(phone.inDialog(button));
        }
        noSidewaysScroll(page);
        photographLightAndDark(phone, "phone-tick");
        phone.type(NOTE, "The jaw, on a small screen.");
        phone.tap("Select all");
        phone.tap("Tick and next");
        phone.see(StorySetup.CHECKLIST.get(1));
        phone.tap("Cancel");
        phone.see("1 of 6 ticked");
        page.locator(".checklist-box").first().tap();
        phone.type("Why does it no longer hold?", "A large screen shows more.");
        phone.tap("Take back tick");
        phone.see("0 of 6 ticked");
    }

    /** Sends back what was signed, and when it is asked for again, ticks an item again and signs off. */
    private static void jonDecidesWithHisThumb(Story phone, Story mara, String version) {
        Page page = phone.page();
        phone.open(version);
        phone.see("6 of 6 ticked");
        phone.tap("Send back…");
        phone.type("What is missing?", "A second look at the hands.");
        phone.tap("Send back");
        phone.see("Changes requested:");
        mara.press("Ask for review");
        mara.see("In review:");

        phone.see("In review:");
        Locator lastBox = page.locator(".checklist-box").last();
        lastBox.tap();
        phone.type("Why does it no longer hold?", "I look at it again.");
        phone.tap("Take back tick");
        phone.see("5 of 6 ticked");
        lastBox.tap();
        phone.type(NOTE, "Every module is matched.");
        phone.tap("Select all");
        phone.tap("Tick item");
        phone.see("6 of 6 ticked");
        phone.tap("Sign off");
        Locator signOff = phone.inDialog("Sign off");
        signOff.waitFor();
        isInSight(signOff);
        noSidewaysScroll(page);
        photographLightAndDark(phone, "phone-sign-off");
        signOff.tap();
        phone.see("Signed off:");
        noSidewaysScroll(page);
        page.context().close();
    }

    private static void isInSight(Locator thing) {
        thing.page().waitForCondition(() -> {
            BoundingBox box = thing.boundingBox();
            return box != null && box.y >= 0 && box.y + box.height <= 844 && box.x >= 0 && box.x + box.width <= 390;
        });
    }

    private static void noSidewaysScroll(Page page) {
        page.waitForFunction("() => document.documentElement.scrollWidth <= 390");
    }

    private static void photographLightAndDark(Story jon, String name) {
        jon.photographHere(name);
        jon.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        jon.photographHere(name + "-dark");
        jon.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void jonSwitchesSingleKeysOffAndOnAgain(Story jon, String version) {
        useSingleKeys(jon, false);
        jon.open(version);
        jon.see("Quality checklist");
        assertThat(jon.sees("Press 1 to tick.")).isFalse();
        for (String key : List.of("1", "r", "?")) {
            jon.page().keyboard().press(key);
        }
        jon.page().locator(".checklist-box").first().click();
        Locator note = jon.page().getByLabel(NOTE);
        note.waitFor();
        // None of the dialogs is a key's.
        assertThat(jon.page().locator("vaadin-dialog")).hasCount(1);
        note.pressSequentially("1 r ?");
        assertThat(note).hasValue("1 r ?");
        jon.page().keyboard().press("Escape");
        useSingleKeys(jon, true);
    }

    private static void useSingleKeys(Story jon, boolean on) {
        jon.open("profile");
        jon.page().getByLabel("Use single-key shortcuts").setChecked(on);
        jon.press("Save shortcuts");
        jon.see(on ? "Single-key shortcuts are on." : "Single-key shortcuts are off.");
    }

    /** From Home, which shows what waits. */
    static void jonTicksAndSigns(Story jon) {
        jon.follow("ava-lindqvist_v1");
        jon.arriveAt("/versions/.*");
        jon.pressPrimary("Tick the checklist");
        jon.press("Select all");
        StorySetup.CHECKLIST.forEach(item -> jon.type(item, "Looked at the samples: “" + item + "” holds."));
        jon.press("Tick items");
        jon.see("6 of 6 ticked");
        jon.photograph("release-ticked");
        jon.pressPrimary("Sign off");
        jon.see("You confirm the quality of");
        jon.confirm("Sign off");
        jon.see("Signed off:");
    }

    static void inesApproves(StepCounter walk, Story ines) throws Exception {
        ines.follow("Reviews");
        ines.pressPrimary("Approve for production");
        walk.aside(() -> {
            ines.type("Your password", "not my password");
            ines.press("Approve version");
            ines.see("This is not your password");
        });
        ines.type("Your password", PASSWORD);
        ines.press("Approve version");
        ines.see("is in production.");
        ines.photograph("release-approved");
    }

    /** From the page of the version, which shows the approval by then. */
    private void maraDownloads(Story mara) {
        saveDownload(mara, "Download", data.resolve("ava.safetensors"));
    }

    private static void saveDownload(Story person, String link, Path file) {
        Download download = person.page().waitForDownload(() -> person.follow(link));
        download.saveAs(file);
    }

    private static void isAccessible(Story person) {
        assertThat(Accessibility.violations(person.page())).isEmpty();
    }

    private void theBundleVerifies(Story mara) throws Exception {
        Path zip = data.resolve("bundle.zip");
        saveDownload(mara, "Signed release bundle", zip);

        assertThat(BundleVerifier.verify(zip, null, data.resolve("ava.safetensors")))
                .filteredOn(finding -> !finding.part().equals("key"))
                .extracting(Finding::outcome)
                .containsOnly(Finding.Outcome.HOLDS);
    }

    /** Backed up and restored as {@code docs/backup.md} says: with the key that signed before. */
    private void aCopyElsewhereHandsOutTheSameRelease(String version) throws Exception {
        Path copy = Backup.copied(data, elsewhere);
        Backup.isWhole(copy);
        try (RunningServer restored = new RunningServer(copy);
                Browsers others = new Browsers()) {
            restored.start();
            Story mara = new Story(others.open(), restored, others, SCREENSHOTS);
            StorySetup.signIn(mara, "mara@example.org");
            mara.open(version);
            saveDownload(mara, "Download", elsewhere.resolve("ava.safetensors"));
            saveDownload(mara, "Signed release bundle", elsewhere.resolve("bundle.zip"));
        }
        assertThat(elsewhere.resolve("ava.safetensors")).hasSameBinaryContentAs(data.resolve("ava.safetensors"));
        Trust before = Trust.key(BundleKey.ofPem(keyIn(data.resolve("bundle.zip"))));
        assertThat(BundleVerifier.verify(elsewhere.resolve("bundle.zip"), before, data.resolve("ava.safetensors")))
                .extracting(Finding::outcome)
                .containsOnly(Finding.Outcome.HOLDS);
    }

    private static String keyIn(Path bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile());
                InputStream key = zip.getInputStream(zip.stream()
                        .filter(entry -> entry.getName().endsWith(BundleFormat.KEY))
                        .findFirst()
                        .orElseThrow())) {
            return new String(key.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void aMachineFetchesTheFile(RunningServer server, Story mara) {
        mara.open("tokens");
        mara.press("New token…");
        mara.type("Machine", "ComfyUI");
        mara.type("Your password", PASSWORD);
        mara.press("Create token");
        Locator secret = mara.page().getByLabel("Token", new Page.GetByLabelOptions().setExact(true));
        secret.waitFor();
        String token = secret.inputValue();
        mara.press("Done");
        mara.photograph("release-tokens");
        String address = "characters/ava-lindqvist/production/miniature/file";

        assertThat(ask(server, mara, address, token).status()).isEqualTo(200);
        assertThat(ask(server, mara, "team", token).status()).isEqualTo(403);
        assertThat(ask(server, mara, address, token + "x").status()).isEqualTo(401);
    }

    private static APIResponse ask(RunningServer server, Story person, String path, String token) {
        return person.page()
                .request()
                .get(server.url(path), RequestOptions.create().setHeader("Authorization", "Bearer " + token));
    }

    private static void inesRecallsTheDataSet(RunningServer server, Story ines, Story mara, String version) {
        ines.open(version);
        ines.page()
                .locator(".lineage-map a", new Page.LocatorOptions().setHasText("Snapshot"))
                .click();
        ines.arriveAt("/snapshots/.*/lineage");
        ines.page().locator(".page-header vaadin-menu-bar-button").first().click();
        ines.page().getByText("Recall this dataset…").click();
        isAccessible(ines);
        ines.type("What is wrong with it?", "Half of the photos show her sister.");
        ines.type("Your password", PASSWORD);
        ines.press("Recall snapshot");
        ines.see("dataset recalled");
        ines.photograph("release-recalled");

        mara.open("reviews");
        mara.see("Recalled: you downloaded these (1)");
        assertThat(mara.page().request().get(server.url(version + "/file")).status())
                .isEqualTo(409);
        mara.open(version);
        mara.see("dataset recalled");
        mara.see("stale");
    }

    private static void inesLiftsTheRecall(Story ines, Story mara, String version) {
        ines.page().locator(".page-header vaadin-menu-bar-button").first().click();
        ines.page().getByText("Lift the recall…").click();
        isAccessible(ines);
        ines.type("Why was it a mistake?", "It was the other set.");
        ines.type("Your password", PASSWORD);
        ines.press("Lift recall");
        ines.see("The recall is lifted.");
        mara.open(version);
        mara.see("Download");
        mara.see("holds");
    }
}
