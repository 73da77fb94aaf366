package io.understudy.story;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium, with one context per person, so that several are signed in at once. */
public final class Browsers implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What a person waits for; long, as the machine may be busy with other tests. */
    static final double PATIENCE_MS = 90_000;

    /** {@code -Dunderstudy.stories.slower=6} shows what a test reads before the page is ready. */
    private static final int TIMES_SLOWER = Integer.getInteger("understudy.stories.slower", 1);

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> problems = new ArrayList<>();

    public Browsers() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Path chromium = installed().orElseThrow();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking")));
    }

    static boolean areInstalled() {
        return installed().isPresent();
    }

    private static Optional<Path> installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Page open() {
        return open(ColorScheme.LIGHT, 1360, 860);
    }

    Page open(ColorScheme scheme, int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE_MS);
        return watched(context.newPage());
    }

    Page sameSession(Page page, ColorScheme scheme, int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setStorageState(page.context().storageState())
                .setColorScheme(scheme)
                .setViewportSize(width, height));
        context.setDefaultTimeout(PATIENCE_MS);
        return watched(context.newPage());
    }

    /** The same person on a phone, which is touched. */
    Page phone(Page page) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setStorageState(page.context().storageState())
                .setColorScheme(ColorScheme.LIGHT)
                .setViewportSize(390, 844)
                .setHasTouch(true));
        context.setDefaultTimeout(PATIENCE_MS);
        return watched(context.newPage());
    }

    private Page watched(Page page) {
        if (TIMES_SLOWER > 1) {
            JsonObject rate = new JsonObject();
            rate.addProperty("rate", TIMES_SLOWER);
            page.context().newCDPSession(page).send("Emulation.setCPUThrottlingRate", rate);
        }
        // Where the watch begins only with the key that opens the file chooser, the chooser now and then opens unseen.
        page.onFileChooser(opened -> {});
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                problems.add(message.text());
            }
        });
        return page;
    }

    /** What went wrong in scripts of the pages, and what they tried against the policy; the story expects nothing. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
