package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every screen of the product, and every kind of screen that a link on one of them leads to, through axe. */
final class AccessibleScreens {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final List<String> KNOWN = List.of(
            "",
            "characters",
            "characters/ava-lindqvist",
            "characters/ava-lindqvist/dataset",
            "characters/ava-lindqvist/dataset?show=captions",
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

    private static final List<String> FOR_ADMINS =
            List.of("team", "settings", "settings/storage", "settings/checklist", "audit", "tokens");

    // Of everything that only the address tells apart, one is looked at.
    private static final String ONE_OF_MANY = "[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{8,}|[0-9]+|(?<=^characters/)[^/]+";

    private static final String LINKS = """
            () => [...document.querySelectorAll('a[href]:not([router-ignore]):not([download]):not([target])')]
                .map(link => link.href.replace(/#.*/, ''))""";

    private final Browsers browsers;
    private final RunningServer server;
    private final List<String> screens;
    private final Set<String> kinds = new HashSet<>();

    AccessibleScreens(Browsers browsers, RunningServer server, String version) {
        this.browsers = browsers;
        this.server = server;
        this.screens = new ArrayList<>(KNOWN);
        List.of("", "/passport", "/sheets/new", "/blind/new").forEach(part -> screens.add(version + part));
        screens.forEach(screen -> kinds.add(kind(screen)));
    }

    /** For an admin in a wide light window; in a narrow dark one for a member, and where that one has no access. */
    void areAccessible(Story admin, Story member) {
        areAccessibleFor(admin, ColorScheme.LIGHT, 1440, screens);
        areAccessibleFor(member, ColorScheme.DARK, 390, screens);
        areAccessibleFor(admin, ColorScheme.DARK, 390, FOR_ADMINS);
    }

    private void areAccessibleFor(Story person, ColorScheme scheme, int width, List<String> shown) {
        Map<String, List<String>> broken = new TreeMap<>();
        try (Page page = browsers.sameSession(person.page(), scheme, width, 900)) {
            Story eyes = new Story(page, server, browsers, SCREENSHOTS);
            // Those that are found on the way are added at the end.
            for (int i = 0; i < shown.size(); i++) {
                eyes.open(shown.get(i));
                check(page, shown.get(i), broken);
                links(page).filter(link -> kinds.add(kind(link))).forEach(screens::add);
            }
        }
        assertThat(broken).as(scheme + " at " + width).isEmpty();
    }

    /** Of those who are not signed in, with the link that one of them was given. */
    void areAccessibleToNewcomers(String invitation) {
        Map<String, List<String>> broken = new TreeMap<>();
        String join = invitation.replaceFirst("^https?://[^/]+/", "");
        for (String screen : List.of("login", "join/used", "setup/used", join)) {
            try (Page page = browsers.open()) {
                new Story(page, server, browsers, SCREENSHOTS).open(screen);
                check(page, screen, broken);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void check(Page page, String screen, Map<String, List<String>> broken) {
        List<String> found = Accessibility.violations(page);
        if (!found.isEmpty()) {
            broken.put(screen, found);
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
