package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every list of the product as a team sees it after years: how long it takes until it is filled, what it asks of the
 * database, whether it scrolls sideways, and how it looks. The data folder is kept in target/volume; delete it to have it
 * made again.
 */
@Tag("bench")
class VolumeBenchmark {
    private static final Path DATA = Path.of("target", "volume").toAbsolutePath();
    private static final Path PICTURES = Path.of("target", "screenshots", "volume");
    private static final long WANTED_MILLIS = 500;
    private static final int ROUNDS = 5;

    /** What is filled last on the page of a list. */
    private static final Map<String, String> LISTS = new TreeMap<>(Map.ofEntries(
            Map.entry("", ".home-gallery .picture-tile"),
            Map.entry("audit", "vaadin-grid-cell-content relative-time"),
            Map.entry("characters", ".picture-tile"),
            Map.entry("characters/ava-lindqvist", ".production-panel"),
            Map.entry("characters/ava-lindqvist/dataset", ".picture-tile img"),
            Map.entry("characters/ava-lindqvist/dataset?show=captions", ".page textarea"),
            Map.entry("characters/ava-lindqvist/photo-consent", ".ledger-photo"),
            Map.entry("characters/ava-lindqvist/runs", "vaadin-grid-cell-content a"),
            Map.entry("characters/ava-lindqvist/sheets", ".page a[href*='sheets/']"),
            Map.entry("characters/ava-lindqvist/versions", ".picture-tile"),
            Map.entry("costs", ".panel vaadin-grid"),
            Map.entry("inbox", ".page relative-time"),
            Map.entry("prompts", ".prompt-card"),
            Map.entry("prompts/loras", ".lora-card"),
            Map.entry("queue", ".queue-run"),
            Map.entry("reviews", ".review-row"),
            Map.entry("runs", "vaadin-grid-cell-content a"),
            Map.entry("team", "vaadin-grid-cell-content .state-badge")));

    @Test
    void everyListIsFilledSoonAndFits() throws Exception {
        try (Browsers browsers = new Browsers()) {
            if (Files.notExists(DATA)) {
                Path begun = DATA.resolveSibling("volume-of-" + System.currentTimeMillis());
                try (RunningServer server = new RunningServer(begun)) {
                    server.start();
                    oneDay(browsers, server);
                }
                Volume.fill(begun);
                Files.move(begun, DATA);
            }
            try (RunningServer server = new RunningServer(
                    DATA,
                    "--logging.level.org.hibernate.SQL=debug",
                    "--logging.level.org.springframework.jdbc.core.JdbcTemplate=debug")) {
                server.start();
                Story ines = new Story(browsers.open(), server, browsers, PICTURES);
                StorySetup.signIn(ines, "ines@example.org");
                Map<String, Long> slow = measure(ines, server);
                photograph(browsers, ines, server);
                assertThat(slow).as("pages that take longer than half a second").isEmpty();
            }
        }
    }

    private static void oneDay(Browsers browsers, RunningServer server) throws Exception {
        Story ines = new Story(browsers.open(), server, browsers, PICTURES);
        Story mara = new Story(browsers.open(), server, browsers, PICTURES);
        Story jon = new Story(browsers.open(), server, browsers, PICTURES);
        StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", "ines@example.org");
        StorySetup.join(mara, StorySetup.invite(ines, "Mara", "Member"), "Mara Holm", "mara@example.org");
        StorySetup.join(jon, StorySetup.invite(ines, "Jon", "Reviewer"), "Jon Berg", "jon@example.org");
        String version = ReleaseStoryTest.maraTrains(mara);
        ReleaseStoryTest.maraDrawsATestSheet(mara, version);
        mara.open(version);
        mara.press("Ask for review");
        mara.see("In review:");
        ReleaseStoryTest.jonTicksAndSigns(jon);
        ReleaseStoryTest.inesApproves(new StepCounter(ines), ines);
    }

    private static Map<String, Long> measure(Story ines, RunningServer server) {
        Map<String, Long> slow = new TreeMap<>();
        System.out.println("\n| page | until it is filled | statements |\n|---|---|---|");
        for (Map.Entry<String, String> list : LISTS.entrySet()) {
            String path = list.getKey();
            long[] millis = new long[ROUNDS];
            long statements = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long before = statements(server);
                long begin = System.nanoTime();
                ines.open(path);
                ines.page().locator(list.getValue()).first().waitFor();
                millis[round] = (System.nanoTime() - begin) / 1_000_000;
                statements = statements(server) - before;
            }
            Arrays.sort(millis);
            System.out.printf(Locale.ROOT, "| %s | %d ms | %d |%n", path, millis[ROUNDS / 2], statements);
            if (millis[ROUNDS / 2] > WANTED_MILLIS) {
                slow.put(path, millis[ROUNDS / 2]);
            }
        }
        return slow;
    }

    /** What requests sent to the database so far; not what works in the background. */
    private static long statements(RunningServer server) {
        return server.log()
                .lines()
                .filter(line -> line.contains("-exec-")
                        && (line.contains("Executing prepared SQL statement") || line.contains("org.hibernate.SQL")))
                .count();
    }

    private static void photograph(Browsers browsers, Story ines, RunningServer server) {
        Map<String, Integer> wide = new TreeMap<>();
        for (int[] size : List.of(new int[] {1440, 900}, new int[] {1024, 768}, new int[] {390, 844})) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browsers.sameSession(ines.page(), scheme, size[0], size[1]);
                Story eyes = new Story(page, server, browsers, PICTURES);
                LISTS.forEach((path, filled) -> {
                    eyes.open(path);
                    page.locator(filled).first().waitFor();
                    String name = path.isEmpty() ? "home" : path.replaceAll("[^a-z0-9]+", "-");
                    eyes.photographHere(
                            name + "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT));
                    int width = (int) page.evaluate("document.documentElement.scrollWidth");
                    if (width > size[0]) {
                        wide.put(name + " at " + size[0], width);
                    }
                });
                page.context().close();
            }
        }
        assertThat(wide).as("pages that scroll sideways").isEmpty();
    }
}
