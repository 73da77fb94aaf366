package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

final class Story {
    /** Of the windows for which clicks are counted. */
    static final List<Integer> WIDTHS = List.of(1440, 1024, 390);

    private static final String DIALOGS = "vaadin-dialog[opened], vaadin-confirm-dialog[opened]";
    private static final String IN_SIGHT = "control => { const box = control.getBoundingClientRect();"
            + " return control.checkVisibility() && box.width > 0 && box.left >= -1 && box.right <= innerWidth + 1; }";

    private static final boolean PHOTOGRAPHED = System.getProperty("understudy.screenshots") != null;

    private final Page page;
    private final RunningServer server;
    private final Browsers browsers;
    private final Path pictures;
    private final Map<Integer, List<String>> hidden = new TreeMap<>();
    private int clicks;
    private int texts;
    private int addresses;
    private boolean comparesWidths;
    private long comparedNanos;

    Story(Page page, RunningServer server, Browsers browsers, Path pictures) {
        this.page = page;
        this.server = server;
        this.browsers = browsers;
        this.pictures = pictures;
    }

    Page page() {
        return page;
    }

    /** How often this person clicked or pressed a key so far; what is typed into a field counts as that field. */
    int clicks() {
        return clicks;
    }

    /** How many they would have been in a window of this width: what is out of sight there takes one more. */
    int clicks(int width) {
        return clicks + hidden(width).size();
    }

    /** What was out of sight in a window of this width. */
    List<String> hidden(int width) {
        return hidden.getOrDefault(width, List.of());
    }

    /** From now on, each control of a page is looked for in {@link #WIDTHS}, too. */
    void compareWidths(boolean compared) {
        comparesWidths = compared;
    }

    /** What the looks in other widths took. */
    long comparedNanos() {
        return comparedNanos;
    }

    /** How often this person entered an address instead of following a link. */
    int addresses() {
        return addresses;
    }

    int texts() {
        return texts;
    }

    /** Goes to a page and waits until it stands: what is typed before that, the page's own first values would replace. */
    void open(String path) {
        addresses++;
        page.navigate(server.url(path));
        rest();
    }

    /** Waits until the page shows what it was asked for, and its own first values are there. */
    void rest() {
        // The first client is there before the page has begun; it is active while nothing is.
        page.waitForFunction("() => { const clients = window.Vaadin?.Flow?.clients ?? {};"
                + " return Object.keys(clients).length > 1"
                + " && Object.values(clients).every(client => !client.isActive || !client.isActive()); }");
    }

    void closeEverything() {
        page.navigate("about:blank");
    }

    void openLink(String link) {
        clicks++;
        page.navigate(link);
    }

    void type(String label, String text) {
        texts++;
        Locator field = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
        field.fill(text);
        field.blur();
    }

    void choose(String label, String text) {
        clicks++;
        Locator field = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
        field.fill(text);
        field.press("Enter");
    }

    /** Presses a key of the page: right after a dialog it would still go to what had the focus in there. */
    void key(String key) {
        clicks++;
        page.waitForFunction("() => !document.querySelector('vaadin-dialog[opened]')"
                + " && !document.activeElement?.closest('vaadin-dialog')");
        page.keyboard().press(key);
    }

    /** Chooses one of several, by the beginning of its label. */
    void pick(String label) {
        clicks++;
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(label))
                .check();
    }

    void press(String button) {
        clicks++;
        compareWidths(button, button(button));
        button(button).click();
    }

    /** As {@link #press}, of what the page leads to: its primary action. */
    void pressPrimary(String button) {
        button(button).waitFor();
        assertThat(button(button)).hasAttribute("theme", Pattern.compile("\\bprimary\\b"));
        press(button);
    }

    /** A dialog looks alike in all of them. */
    private void compareWidths(String name, Locator control) {
        if (!comparesWidths) {
            return;
        }
        long begin = System.nanoTime();
        control.waitFor();
        if (page.locator(DIALOGS).count() == 0) {
            ViewportSize own = page.viewportSize();
            for (int width : WIDTHS) {
                page.setViewportSize(width, own.height);
                still();
                // What is hidden at this width is not found at all.
                if (control.count() == 0 || !Boolean.TRUE.equals(control.first().evaluate(IN_SIGHT))) {
                    hidden.computeIfAbsent(width, none -> new ArrayList<>()).add(name);
                }
            }
            page.setViewportSize(own.width, own.height);
            still();
        }
        comparedNanos += System.nanoTime() - begin;
    }

    /** As {@link #press}, with a finger. */
    void tap(String button) {
        clicks++;
        button(button).tap();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses a button of the open dialog, where the page behind it has one of the same name. */
    void confirm(String button) {
        clicks++;
        inDialog(button).click();
    }

    Locator inDialog(String button) {
        return page.getByRole(AriaRole.DIALOG)
                .or(page.getByRole(AriaRole.ALERTDIALOG))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    void follow(String link) {
        clicks++;
        Locator first = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first();
        compareWidths(link, first);
        first.click();
    }

    /** The number next to an entry of the sidebar, without touching the page. */
    void seeBeside(String entry, String number) {
        page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText(entry))
                .locator(".waiting-count", new Locator.LocatorOptions().setHasText(number))
                .waitFor();
    }

    void see(String text) {
        visible(text).waitFor();
    }

    void see(String text, int seconds) {
        visible(text)
                .waitFor(new Locator.WaitForOptions().setTimeout(Math.max(Browsers.PATIENCE_MS, seconds * 1000.0)));
    }

    private Locator visible(String text) {
        return page.getByText(text).locator("visible=true").first();
    }

    boolean sees(String text) {
        return visible(text).count() > 0;
    }

    void arriveAt(String pattern) {
        page.waitForURL(url -> url.matches(".*" + pattern), new Page.WaitForURLOptions().setTimeout(60_000));
    }

    void leave(String pattern) {
        page.waitForURL(url -> !url.matches(".*" + pattern));
    }

    /** Keeps the screen for the README, and its dark and narrow forms, if screenshots were asked for. */
    void photograph(String name) {
        settle(page);
        if (!PHOTOGRAPHED) {
            return;
        }
        page.screenshot(shot(pictures.resolve(name + ".png")));
        Page dark = browsers.sameSession(page, ColorScheme.DARK, 1024, 768);
        dark.navigate(page.url());
        settle(dark);
        dark.screenshot(shot(Path.of("target", "screenshots-dark", name + ".png")));
        dark.context().close();
    }

    /** Keeps the screen as it is, where another window would not show the same. */
    void photographHere(String name) {
        settle(page);
        page.screenshot(shot(pictures.resolve(name + ".png")));
    }

    /** Keeps the screen on which a story stopped; a page that does not even come to rest must not hide why. */
    void photographStopped(String name, Throwable stopped) {
        try {
            page.screenshot(shot(pictures.resolve("stopped-" + name + ".png")));
        } catch (PlaywrightException unseen) {
            stopped.addSuppressed(unseen);
        }
    }

    /** Ends what moves, such as a change of colours, as the browser does before it takes a picture. */
    void still() {
        page.screenshot(new Page.ScreenshotOptions().setClip(0, 0, 1, 1).setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** Waits for what is still loading, and ends what moves. */
    void settle() {
        settle(page);
        still();
    }

    /** Keeps the screen from its beginning to its end. */
    void photographAll(Path file) {
        settle(page);
        page.screenshot(shot(file).setFullPage(true));
    }

    private static void settle(Page page) {
        page.waitForFunction(
                "() => !window.Vaadin?.Flow?.clients"
                        + " || Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive || !client.isActive())");
        page.waitForFunction("() => [...document.images].every(image => image.complete || image.loading === 'lazy')");
    }

    private static Page.ScreenshotOptions shot(Path file) {
        return new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED);
    }
}
