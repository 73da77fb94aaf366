package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.understudy.datasets.images.decoding.TestPhotos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
@Tag("alone")
class InterruptedUploadTest {
    private static final String EMAIL = "ines@example.org";
    private static final String UPLOADS = "**/VAADIN/dynamic/resource/**";
    private static final int PHOTOS = 40;
    private static final Pattern COUNT =
            Pattern.compile("(\\d+) (files|added|already here|captions? read|refused|not sent)");

    @TempDir
    static Path data;

    private static @Nullable RunningServer server;
    private static @Nullable Browsers browsers;
    private static @Nullable Story ines;
    private static int characters;

    private List<Path> photos = List.of();
    private String slug = "";

    @BeforeAll
    static void someoneIsSignedIn() throws Exception {
        server = new RunningServer(data.resolve("server"));
        browsers = new Browsers();
        server.start();
        ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
        StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", EMAIL);
    }

    @AfterAll
    static void close() throws Exception {
        if (browsers != null) {
            browsers.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void aDatasetOfTheirOwnIsEmpty() throws IOException {
        characters++;
        String name = "Nova " + "ABCDEFGHIJ".charAt(characters);
        slug = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        ines.open("characters");
        ines.press("New character");
        ines.type("Name", name);
        ines.choose("Subject", "woman");
        ines.type("Trigger word", "nv" + characters + "q woman");
        ines.press("Create character");
        ines.arriveAt("/characters/" + slug + ".*");
        photos = photos(data.resolve(slug));
        ines.open("characters/" + slug + "/dataset");
        ines.see("No pictures yet");
    }

    @AfterEach
    void nothingWentWrongInTheScripts() {
        page().context().setOffline(false);
        page().unrouteAll();
        assertThat(browsers.problems()).isEmpty();
    }

    @Test
    void aCutNetworkIsWaitedForAndWhatHadArrivedIsAlreadyHere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<Path> files = new ArrayList<>(photos);
        files.add(file("3.txt", "a woman in a park".getBytes(StandardCharsets.UTF_8)));
        files.add(file("broken.jpg", "no picture at all".getBytes(StandardCharsets.UTF_8)));
        // The answers to two photos get lost on their way.
        page().route(UPLOADS, route -> {
            if (asked.incrementAndGet() % 9 == 0 && asked.get() < 20) {
                route.fetch();
                route.abort("connectionreset");
            } else {
                route.resume();
            }
        });
        drop(files);
        answered(12);
        page().context().setOffline(true);
        said("Connection lost, \\d+ files are still to be sent. Sending continues when the connection is back");
        page().context().setOffline(false);

        ines.see(files.size() + " files:", 120);

        Map<String, Integer> counts = counts();
        assertThat(counts)
                .containsEntry("files", 42)
                .containsEntry("captions read", 1)
                .containsEntry("refused", 1);
        assertThat(counts.get("added") + counts.get("already here"))
                .as(progress().innerText())
                .isEqualTo(PHOTOS);
        assertThat(counts.get("already here")).isPositive();
        assertThat(progress()).containsText("broken.jpg: it is text, not a picture");
        assertThat(tiles()).isEqualTo(PHOTOS);
    }

    @Test
    void aKilledServerIsWaitedForAndSendingContinuesAfterSigningIn() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<Route> held = new ArrayList<>();
        page().route(UPLOADS, route -> {
            if (asked.incrementAndGet() <= 12) {
                route.resume();
            } else {
                held.add(route);
            }
        });
        drop(photos);
        answered(10);
        server.kill();
        held.forEach(route -> route.abort("connectionreset"));
        page().unrouteAll();
        said("Connection lost, \\d+ files are still to be sent");
        page().waitForCondition(() -> kept(page()) > 0);
        server.start();
        ines.arriveAt("/login.*");
        ines.type("E-mail", EMAIL);
        ines.type("Password", StorySetup.PASSWORD);
        ines.press("Sign in");
        ines.arriveAt("/characters/" + slug + "/dataset.*");

        ines.see(PHOTOS + " files:", 180);

        Map<String, Integer> counts = counts();
        assertThat(counts.get("added") + counts.getOrDefault("already here", 0))
                .as(progress().innerText())
                .isEqualTo(PHOTOS);
        assertThat(counts).doesNotContainKeys("refused", "not sent");
        ines.open("characters/" + slug + "/dataset");
        assertThat(tiles()).isEqualTo(PHOTOS);
        page().waitForCondition(() -> kept(page()) == 0);
    }

    @Test
    void aBusyServerIsAskedAgainAndWhatFailsAllTheSameIsNamedAndCanBeSentAgain() throws Exception {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        boolean[] mended = {false};
        page().route(UPLOADS, route -> {
            String name = route.request().headers().getOrDefault("x-filename", "");
            int turn = tries.merge(name, 1, Integer::sum);
            if (name.equals("7.jpg") && !mended[0]) {
                answer(route, 500);
            } else if (turn == 1) {
                answer(route, name.startsWith("1") ? 429 : 503);
            } else {
                route.resume();
            }
        });
        drop(photos.subList(0, 12));
        ines.see("12 files: 11 added, 1 not sent.", 120);
        assertThat(progress()).containsText("7.jpg: the server answered 500");

        mended[0] = true;
        ines.press("Send again");
        ines.see("12 files: 12 added.", 60);
        ines.press("Dismiss");
        progress()
                .locator(".upload-state")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** As while the store refuses what it is sent, and nobody has noticed an outage. */
    @Test
    void whatTheServerCannotStoreIsNotSentAgainWithoutEnd() {
        page().route(
                        UPLOADS,
                        route -> route.fulfill(
                                new Route.FulfillOptions().setStatus(200).setBody("{\"outcome\": \"away\"}")));
        drop(photos.subList(0, 1));
        ines.see("1 file: 0 added, 1 not sent.", 120);
        assertThat(progress()).containsText("1.jpg: the server could not store it");

        page().unrouteAll();
        ines.press("Send again");
        ines.see("1 file: 1 added.", 60);
    }

    @Test
    void whatAReloadCutsOffIsNamedAndDroppingItAgainSkipsWhatIsHere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        page().route(UPLOADS, route -> {
            if (asked.incrementAndGet() <= 8) {
                route.resume();
            }
        });
        drop(photos);
        answered(8);
        page().onceDialog(dialog -> dialog.accept());
        page().reload();
        ines.see("not sent", 60);
        assertThat(progress().innerText())
                .contains(
                        "32 files not sent:",
                        "40.jpg: the page was closed before it was sent",
                        "what is already here is skipped");

        page().unrouteAll();
        drop(photos);
        ines.see("files:", 120);
        page().waitForFunction("() => /40 files: 40 added\\./.test(document.body.innerText)");
        assertThat(tiles()).isEqualTo(PHOTOS);
    }

    @Test
    void whatAClosedTabDidNotSendIsNamedInTheNextOneAndNotWhileItIsOpen() {
        Page tab = anotherTab();
        AtomicInteger asked = new AtomicInteger();
        tab.route(UPLOADS, route -> {
            if (asked.incrementAndGet() <= 8) {
                route.resume();
            }
        });
        drop(tab, photos);
        answered(tab, 8);
        ines.open("characters/" + slug + "/dataset");
        page().waitForFunction("() => navigator.locks.query().then(locks => locks.held.length > 1)");
        assertThat(progress()).not().containsText("not sent");

        tab.close();
        ines.open("characters/" + slug + "/dataset");
        ines.see("not sent", 60);
        assertThat(progress()).containsText("40 files: 8 added, 32 not sent.");
        assertThat(progress()).containsText("40.jpg: the page was closed before it was sent");
        assertThat(progress()).containsText("what is already here is skipped");

        drop(photos);
        ines.see("40 files: 40 added.", 120);
        assertThat(tiles()).isEqualTo(PHOTOS);
    }

    @Test
    void whatTheBrowserKeptOfAClosedTabIsSentByTheNextOne() {
        Page tab = anotherTab();
        AtomicInteger asked = new AtomicInteger();
        List<Route> held = new ArrayList<>();
        tab.route(UPLOADS, route -> {
            if (asked.incrementAndGet() <= 12) {
                route.resume();
            } else {
                held.add(route);
            }
        });
        drop(tab, photos);
        answered(tab, 10);
        page().context().setOffline(true);
        held.forEach(route -> route.abort("connectionreset"));
        page().waitForCondition(() -> kept(page()) >= PHOTOS - 12);
        tab.close();
        page().context().setOffline(false);

        ines.open("characters/" + slug + "/dataset");
        ines.see(PHOTOS + " files:", 180);

        Map<String, Integer> counts = counts();
        assertThat(counts.get("added") + counts.getOrDefault("already here", 0))
                .as(progress().innerText())
                .isEqualTo(PHOTOS);
        assertThat(tiles()).isEqualTo(PHOTOS);
        page().waitForCondition(() -> kept(page()) == 0);
    }

    /** Of the same browser, on the dataset. */
    private Page anotherTab() {
        Page tab = page().context().newPage();
        tab.navigate(server.url("characters/" + slug + "/dataset"));
        // The first page has its lock, and this one by now too.
        tab.waitForFunction("() => navigator.locks.query().then(locks => locks.held.length > 1)");
        return tab;
    }

    @Test
    void sendingContinuesForAPersonWhoLeavesThePageAndComesBack() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        page().route(UPLOADS, route -> {
            if (asked.incrementAndGet() <= 5) {
                route.resume();
            }
        });
        drop(photos);
        answered(5);
        page().unrouteAll();
        ines.press("Snapshots");
        ines.press("Leave");
        ines.arriveAt("/snapshots");
        // The address changes before the page is there; going back in between ends both navigations.
        ines.see("Freeze a snapshot");
        page().goBack();

        ines.see(PHOTOS + " files:", 120);

        Map<String, Integer> counts = counts();
        assertThat(counts.get("added") + counts.getOrDefault("already here", 0))
                .as(progress().innerText())
                .isEqualTo(PHOTOS);
    }

    private static void answer(Route route, int status) {
        route.fulfill(new Route.FulfillOptions().setStatus(status).setBody("later"));
    }

    private static void drop(List<Path> files) {
        drop(page(), files);
    }

    private static void drop(Page tab, List<Path> files) {
        tab.waitForFunction("() => customElements.get('upload-progress')");
        FileChooser chooser =
                tab.waitForFileChooser(() -> tab.locator("vaadin-upload-button").click());
        chooser.setFiles(files.toArray(Path[]::new));
    }

    private static void answered(int files) {
        answered(page(), files);
    }

    private static void answered(Page tab, int files) {
        tab.waitForFunction(
                "least => Number(/Uploading (\\d+) of/.exec(document.querySelector('upload-progress').innerText)?.[1]) > least",
                files,
                new Page.WaitForFunctionOptions().setPollingInterval(20));
    }

    private static void said(String pattern) {
        progress()
                .locator(".upload-state")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile(pattern)))
                .waitFor();
    }

    private static Locator progress() {
        return page().locator("upload-progress");
    }

    private static String status() {
        return progress().locator(".upload-state").innerText();
    }

    private static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        Matcher number = COUNT.matcher(status());
        while (number.find()) {
            counts.put(number.group(2).replace("caption read", "captions read"), Integer.parseInt(number.group(1)));
        }
        int sum = counts.entrySet().stream()
                .filter(count -> !count.getKey().equals("files"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(sum).as("of " + status()).isEqualTo(counts.get("files"));
        return counts;
    }

    private static int tiles() {
        Locator tiles = page().locator("[data-picture]");
        tiles.nth(PHOTOS - 1).waitFor();
        return tiles.count();
    }

    /** How many files the browser keeps that wait to be sent. */
    static int kept(Page page) {
        return ((Number) page.evaluate("""
                () => new Promise((resolve, reject) => {
                  const open = indexedDB.open("understudy-uploads", 1);
                  open.onerror = reject;
                  open.onsuccess = () => {
                    const count = open.result.transaction("files").objectStore("files").count();
                    count.onsuccess = () => { open.result.close(); resolve(count.result); };
                    count.onerror = reject;
                  };
                })""")).intValue();
    }

    private List<Path> photos(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= PHOTOS; i++) {
            files.add(Files.write(folder.resolve(i + ".jpg"), TestPhotos.jpeg(600, 600, i)));
        }
        return files;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(data.resolve(slug).resolve(name), bytes);
    }

    private static Page page() {
        return ines.page();
    }
}
