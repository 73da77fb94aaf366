package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.vaadin.flow.router.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Every screen of the product, and every kind of screen that a link on one of them leads to, through axe: in a wide window
 * and on a phone, in light and dark. Nothing scrolls sideways, and the selected tab and the primary action are in sight.
 *
 * <p>{@code -Dunderstudy.screens=target/screens} photographs each of them in six forms into that folder.
 */
final class AccessibleScreens {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final @Nullable String PICTURES = System.getProperty("understudy.screens");

    private static final int WIDE = 1440;
    private static final int MIDDLE = 1024;
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;
    private static final int LAYOUT_MS = 20_000;

    private static final List<String> KNOWN = List.of(
            "",
            "characters",
            "characters/ava-lindqvist",
            "characters/ava-lindqvist/dataset",
            "characters/ava-lindqvist/dataset?show=captions",
            "characters/ava-lindqvist/dataset/proposals",
            "characters/ava-lindqvist/runs",
            "characters/ava-lindqvist/versions",
            "characters/ava-lindqvist/sheets",
            "characters/ava-lindqvist/consent",
            "characters/ava-lindqvist/photo-consent",
            "characters/ava-lindqvist/dataset/snapshots",
            "characters/ava-lindqvist/prompts",
            "characters/ava-lindqvist/sheet-plan",
            "characters/ava-lindqvist/sheets/through-versions",
            "runs",
            "runs/1",
            "runs/1/doctor",
            "costs",
            "runs/new?character=ava-lindqvist",
            "reviews",
            "settings/checklist",
            "import",
            "prompts",
            "prompts/" + ReleaseStoryTest.FULL_BODY,
            "prompts/" + ReleaseStoryTest.FULL_BODY + "/versions",
            "prompts/" + ReleaseStoryTest.FULL_BODY + "/combinations",
            "prompts/playground",
            "prompts/stack",
            "prompts/stacks",
            "prompts/loras",
            "prompts/snippets",
            "prompts/import",
            "prompts/regressions",
            "inspect",
            "team",
            "tokens",
            "settings",
            "settings/storage",
            "audit",
            "inbox",
            "queue",
            "profile",
            "about",
            "nothing-here");

    // What a member uses on the way to a version, and sees with other buttons than an admin does.
    private static final List<String> FOR_MEMBERS = List.of(
            "",
            "characters/ava-lindqvist",
            "characters/ava-lindqvist/dataset",
            "characters/ava-lindqvist/versions",
            "runs/1",
            "runs/new?character=ava-lindqvist",
            "reviews",
            "inbox",
            // Only admins may see it: this is the page that says so.
            "audit");

    /** Routes that are not looked at, as {@code @Route} has them, and why. */
    private static final Map<String, String> NOT_LOOKED_AT = Map.of(
            "login", "areAccessibleToNewcomers looks at it",
            "join/:token", "areAccessibleToNewcomers looks at it",
            "setup/:token", "areAccessibleToNewcomers looks at it");

    // Of everything that only the address tells apart, one is looked at.
    private static final String ONE_OF_MANY = "[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{8,}|[0-9]+|(?<=^characters/)[^/]+";

    private static final String LINKS = """
            () => [...document.querySelectorAll('a[href]:not([router-ignore]):not([download]):not([target])')]
                .map(link => link.href.replace(/#.*/, ''))""";

    /** What does not fit into the window that it is shown in; how far one has scrolled makes no difference. */
    private static final String OUTSIDE = """
            () => {
                const wide = document.documentElement.scrollWidth;
                const parts = document.querySelectorAll('main nav [aria-current=page], '
                    + 'main [role=tab][aria-selected=true], .page-header vaadin-button[theme~=primary]');
                const outside = [...parts].map(part => [part.textContent.trim(), part.getBoundingClientRect()])
                    .filter(([, box]) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1
                        || box.bottom + scrollY > innerHeight + 1));
                return [...wide > innerWidth ? [`scrolls sideways: it is ${wide} px wide`] : [],
                    ...outside.map(([name]) => `is not in the window: ${name}`)];
            }""";

    private final Browsers browsers;
    private final RunningServer server;
    private final String version;
    private final List<String> screens;
    private final Set<String> kinds = new HashSet<>();
    private final Set<String> lookedAt = new TreeSet<>();

    /** @param more that no link of the known ones leads to */
    AccessibleScreens(Browsers browsers, RunningServer server, String version, List<String> more) {
        this.browsers = browsers;
        this.server = server;
        this.version = version;
        this.screens = new ArrayList<>(KNOWN);
        screens.addAll(more);
        // A version can be compared with itself, too.
        String beside = "/passport/compare/" + version.replaceFirst("^versions/", "");
        List.of("", "/passport", beside, "/sheets/new", "/blind/new").forEach(part -> screens.add(version + part));
        screens.forEach(screen -> kinds.add(kind(screen)));
    }

    /** All of them for an admin; on a phone for a member, too, where a member has other things to do. */
    void areAccessible(Story admin, Story member) {
        areAccessibleFor(admin, screens, WIDE, MIDDLE, PHONE);
        List<String> ofMember = new ArrayList<>(FOR_MEMBERS);
        ofMember.add(version);
        areAccessibleFor(member, ofMember, PHONE);
        everyRouteWasLookedAt();
    }

    /** No screen is forgotten: what nothing links to here is named in the list above. */
    private void everyRouteWasLookedAt() {
        Set<String> missing = routes();
        assertThat(missing).as("routes that are excused").containsAll(NOT_LOOKED_AT.keySet());
        lookedAt.forEach(path -> routes().stream()
                .filter(route -> pattern(route).matcher(path).matches())
                // "prompts/import" is no "prompts/:id".
                .min(Comparator.comparingLong(AccessibleScreens::parameters))
                .ifPresent(missing::remove));
        missing.removeAll(NOT_LOOKED_AT.keySet());
        assertThat(missing).as("routes that nothing leads to").isEmpty();
    }

    /** An optional parameter makes two of one. */
    private static Set<String> routes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        return scanner.findCandidateComponents("io.understudy").stream()
                .map(view -> ((AnnotatedBeanDefinition) view).getMetadata())
                .map(view -> String.valueOf(Objects.requireNonNull(view.getAnnotationAttributes(Route.class.getName()))
                        .get("value")))
                .flatMap(route -> route.endsWith("?")
                        ? Stream.of(route.substring(0, route.lastIndexOf('/')), route.substring(0, route.length() - 1))
                        : Stream.of(route))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Pattern pattern(String route) {
        return Pattern.compile(route.replaceAll(":[a-z]+(\\([^)]*\\))?", "[^/]+"));
    }

    private static long parameters(String route) {
        return route.chars().filter(letter -> letter == ':').count();
    }

    /** @param widths of the window, which is resized: loading a page again takes longer */
    private void areAccessibleFor(Story person, List<String> shown, int... widths) {
        Map<String, List<String>> broken = new TreeMap<>();
        try (Page page = browsers.sameSession(person.page(), ColorScheme.LIGHT, widths[0], HEIGHT)) {
            Story eyes = new Story(page, server, browsers, SCREENSHOTS);
            // Those that are found on the way are added at the end.
            for (int i = 0; i < shown.size(); i++) {
                look(eyes, shown.get(i), widths, broken);
                lookedAt.add(shown.get(i).replaceFirst("[?].*", ""));
                links(page).filter(link -> kinds.add(kind(link))).forEach(screens::add);
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Of those who are not signed in, with the link that one of them was given. */
    void areAccessibleToNewcomers(String invitation) {
        Map<String, List<String>> broken = new TreeMap<>();
        String join = invitation.replaceFirst("^https?://[^/]+/", "");
        for (String screen : List.of("login", "join/used", "setup/used", join)) {
            try (Page page = browsers.open()) {
                look(new Story(page, server, browsers, SCREENSHOTS), screen, new int[] {WIDE, MIDDLE, PHONE}, broken);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void look(Story eyes, String screen, int[] widths, Map<String, List<String>> broken) {
        Page page = eyes.page();
        page.setViewportSize(widths[0], HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        eyes.open(screen);
        for (int width : widths) {
            page.setViewportSize(width, HEIGHT);
            List<String> found = new ArrayList<>(outside(page));
            // What lies between the two other widths has no elements and no colours of its own.
            boolean asked = width != MIDDLE;
            for (ColorScheme scheme : asked || PICTURES != null ? Accessibility.SCHEMES : List.<ColorScheme>of()) {
                show(eyes, screen, width, scheme);
                if (asked) {
                    Accessibility.violations(page, scheme, "")
                            .forEach(violation -> found.add(scheme + ": " + violation));
                }
            }
            if (!found.isEmpty()) {
                broken.put(screen + " at " + width, found);
            }
        }
    }

    private static void show(Story eyes, String screen, int width, ColorScheme scheme) {
        eyes.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        eyes.still();
        if (PICTURES != null) {
            String name = screen.isEmpty() ? "home" : screen.replaceAll("[^a-zA-Z0-9]+", "-");
            eyes.photographAll(Path.of(
                    PICTURES,
                    "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT))));
        }
    }

    /** What still does not fit when the page has had the time to follow the window. */
    private static List<String> outside(Page page) {
        try {
            page.waitForCondition(
                    () -> ((List<?>) page.evaluate(OUTSIDE)).isEmpty(),
                    new Page.WaitForConditionOptions().setTimeout(LAYOUT_MS));
            return List.of();
        } catch (PlaywrightException stays) {
            return ((List<?>) page.evaluate(OUTSIDE))
                    .stream().map(String::valueOf).toList();
        }
    }

    private Stream<String> links(Page page) {
        return ((List<?>) page.evaluate(LINKS))
                .stream()
                        .map(String::valueOf)
                        .filter(link -> link.startsWith(server.url("")))
                        .map(link -> link.substring(server.url("").length()));
    }

    private static String kind(String screen) {
        return screen.replaceFirst("[?].*", "").replaceAll(ONE_OF_MANY, "*");
    }
}
