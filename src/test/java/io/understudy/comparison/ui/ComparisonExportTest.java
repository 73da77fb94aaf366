package io.understudy.comparison.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.story.BrowserTest;
import io.understudy.story.Browsers;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The exported comparison opened from disk in Chromium: it carries the page's own elements, so what is proved here of
 * zoom lock, modes and keys holds for the page as well. Positions are measured in the pixels of screenshots.
 */
@StudioTest
@BrowserTest
class ComparisonExportTest {
    private static final int EDGE = 96;
    private static final double WITHIN = 1.0;

    @TempDir
    Path folder;

    @Autowired
    RunFixtures stories;

    @Autowired
    ComparisonExport export;

    @Autowired
    People people;

    private Browsers browsers;
    private Page page;

    @BeforeEach
    void openTheExportOfThreeRuns() throws IOException {
        people.signIn(people.member("Mara"));
        stories.forget();
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        List<Long> numbers = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            numbers.add(stories.launch(ava, 10 + run, 1e-4).number());
            stories.start();
            stories.steps(1, 10 + run);
            stories.sample(5, marked(run, 5));
            stories.sample(10, marked(run, 10));
            stories.finish();
        }
        Path file = folder.resolve("comparison.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            export.write(ComparisonViewState.of(numbers), out);
        }
        browsers = new Browsers();
        page = browsers.open();
        page.onRequest(request -> assertThat(request.url()).matches("(file|data):.*"));
        page.navigate(file.toUri().toString());
        page.locator(".grid-cell img[src^='data:']").first().waitFor();
    }

    /** A red spot at the same place in all pictures; the rest differs by run. */
    private static byte[] marked(int run, int step) throws IOException {
        BufferedImage image = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20, 40 + 60 * run, 90 + 5 * step));
        pen.fillRect(0, 0, EDGE, EDGE);
        pen.setColor(Color.RED);
        pen.fillRect(60, 36, 12, 12);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @AfterEach
    void closeTheBrowser() {
        if (browsers != null) {
            assertThat(browsers.problems()).isEmpty();
            browsers.close();
        }
    }

    private Locator cell(int column) {
        return page.locator(".grid-cell").nth(column);
    }

    /** Where the red spot is in a cell, in pixels from the cell's corner. */
    private record Spot(double x, double y, double width) {}

    private Spot spot(int column) throws IOException {
        BufferedImage shot = ImageIO.read(new ByteArrayInputStream(cell(column).screenshot()));
        long sumX = 0;
        long sumY = 0;
        long count = 0;
        int left = shot.getWidth();
        int right = 0;
        for (int y = 0; y < shot.getHeight(); y++) {
            for (int x = 0; x < shot.getWidth(); x++) {
                Color colour = new Color(shot.getRGB(x, y));
                if (colour.getRed() > 200 && colour.getGreen() < 60 && colour.getBlue() < 60) {
                    sumX += x;
                    sumY += y;
                    count++;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        assertThat(count).as("red pixels in column %s", column).isPositive();
        return new Spot((double) sumX / count, (double) sumY / count, right - left + 1.0);
    }

    private void assertAllSpotsAreWhere(Spot expected) throws IOException {
        for (int column = 0; column < 3; column++) {
            Spot spot = spot(column);
            assertThat(Math.abs(spot.x() - expected.x())).isLessThanOrEqualTo(WITHIN);
            assertThat(Math.abs(spot.y() - expected.y())).isLessThanOrEqualTo(WITHIN);
            assertThat(Math.abs(spot.width() - expected.width())).isLessThanOrEqualTo(2 * WITHIN);
        }
    }

    @Test
    void zoomAndPanAreTheSameInAllCellsToThePixel() throws IOException {
        Spot before = spot(0);
        assertAllSpotsAreWhere(before);

        BoundingBox box = cell(1).boundingBox();
        double x = box.x + before.x();
        double y = box.y + before.y();
        page.mouse().click(x, y);
        page.mouse().wheel(0, -180);
        Spot zoomed = spot(1);
        assertThat(zoomed.width()).isGreaterThan(1.5 * before.width());
        // What was under the pointer stayed under it.
        assertThat(Math.abs(zoomed.x() - before.x())).isLessThanOrEqualTo(2);
        assertThat(Math.abs(zoomed.y() - before.y())).isLessThanOrEqualTo(2);
        assertAllSpotsAreWhere(zoomed);

        page.mouse().move(x, y);
        page.mouse().down();
        page.mouse().move(x - 30, y + 18, new Mouse.MoveOptions().setSteps(4));
        page.mouse().up();
        Spot moved = spot(2);
        assertThat(moved.x()).isBetween(zoomed.x() - 32, zoomed.x() - 28);
        assertThat(moved.y()).isBetween(zoomed.y() + 16, zoomed.y() + 20);
        assertAllSpotsAreWhere(moved);

        page.keyboard().press("0");
        assertAllSpotsAreWhere(before);
    }

    @Test
    void theDividerShowsTheBaseRunOnItsLeftInEveryCell() throws IOException {
        cell(1).focus();
        page.keyboard().press("m");
        page.keyboard().press("m");
        assertThat(page.locator("image-grid")).hasAttribute("data-mode", "slider");

        for (int column = 1; column < 3; column++) {
            assertThat(colour(column, 0.2)).isEqualTo(base());
            assertThat(colour(column, 0.8)).isNotEqualTo(base());
        }
        page.keyboard().press("c");
        for (int column = 1; column < 3; column++) {
            assertThat(colour(column, 0.2)).isNotEqualTo(base());
            assertThat(colour(column, 0.8)).isEqualTo(base());
        }
    }

    @Test
    void aDifferenceIsBlackWherePicturesAreTheSame() throws IOException {
        cell(1).focus();
        for (int press = 0; press < 3; press++) {
            page.keyboard().press("m");
        }

        assertThat(new Color(colourAt(1, 66.0 / EDGE, 42.0 / EDGE))).isEqualTo(Color.BLACK);
        assertThat(new Color(colour(1, 0.2)).getGreen()).isGreaterThan(100);
        assertThat(new Color(colour(2, 0.2)).getGreen()).isGreaterThan(new Color(colour(1, 0.2)).getGreen());
    }

    @Test
    void arrowsWalkTheStepsAndEnterShowsOnePairLarge() {
        cell(1).focus();
        assertThat(step()).hasText("10");
        page.keyboard().press("ArrowLeft");
        assertThat(step()).hasText("5");

        double before = cell(1).boundingBox().width;
        page.keyboard().press("Enter");
        assertThat(page.locator(".grid-cell:visible")).hasCount(2);
        assertThat(cell(1).boundingBox().width).isGreaterThan(before);
        page.keyboard().press("Alt+ArrowRight");
        assertThat(cell(2)).isVisible();
        assertThat(cell(1)).isHidden();
        page.keyboard().press("Escape");
        assertThat(page.locator(".grid-cell:visible")).hasCount(3);
    }

    @Test
    void theTableWalksFromDifferenceToDifferenceAndHidesEqualRows() {
        Locator rows = page.locator(".compare-table tbody tr");
        page.getByLabel("Rows of the table").selectOption("all");
        assertThat(rows.filter(named("Rank"))).hasCount(1);
        page.getByLabel("Rows of the table").selectOption("differences");
        assertThat(rows.filter(named("Rank"))).hasCount(0);
        assertThat(rows.filter(named("Steps"))).hasCount(1);
        page.getByText("Next difference").click();
        assertThat(page.locator("tr[data-current]")).hasCount(1);

        page.getByLabel("Search in the table").fill("no such words");
        assertThat(page.getByText("Nothing in this table matches the search.")).isVisible();
    }

    @Test
    void pointingAtARunHighlightsItEverywhere() {
        String label = page.locator(".grid-name").nth(1).innerText().strip();
        page.locator(".grid-name").nth(1).hover();

        assertThat(page.locator(".compare-table th[data-highlighted]")).containsText(label);
        assertThat(page.locator(".chart-legend span:not([data-dimmed])")).containsText(label);
        assertThat(page.locator(".chart-legend span")).hasCount(3);
    }

    @Test
    void lossLearningRateAndTimePerStepAreDrawnWithTitlesAndHaveATextAlternative() {
        assertThat(page.locator(".chart-pane figcaption"))
                .hasText(new String[] {"Loss", "Learning rate", "Time per step"});
        assertThat(page.locator(".chart-area[role=img]").first())
                .hasAttribute("aria-label", Pattern.compile("^Loss over steps\\. Run .*: 1\\.0000 at step 1, "));
        assertThat(page.locator(".chart-rate .chart-area"))
                .hasAttribute("aria-label", Pattern.compile("1e-4 at step 1"));
        assertThat(page.locator(".chart-pace .chart-area"))
                .hasAttribute("aria-label", Pattern.compile("0\\.1 s at step 2"));

        page.locator(".chart-values summary").click();
        assertThat(page.locator(".chart-table th"))
                .hasText(new String[] {"Run", "Step", "Loss, smoothed", "Learning rate", "Time per step, smoothed"});
        assertThat(page.locator(".chart-table tbody tr").count()).isGreaterThan(20);
    }

    @Test
    void theLegendHasTheSmoothedLossOfTheTableAndSaysHowItWasSmoothed() {
        Locator entry = page.locator(".chart-legend span").first();
        String shown = page.locator(".compare-table tr", new Page.LocatorOptions().setHasText("Last loss, smoothed"))
                .locator("td")
                .first()
                .innerText();

        Pattern last = Pattern.compile(": " + shown.replace(".", "\\.") + "\\s*$");
        assertThat(entry).hasText(last);
        assertThat(entry).hasAttribute("title", Pattern.compile("moving average over the steps, smoothing 0\\.95"));

        page.locator(".chart-tools input[type=range]").fill("0.5");
        assertThat(entry).not().hasText(last);
        assertThat(entry).hasAttribute("title", Pattern.compile("smoothing 0\\.5"));
    }

    private Locator.FilterOptions named(String setting) {
        return new Locator.FilterOptions().setHas(page.getByText(setting, new Page.GetByTextOptions().setExact(true)));
    }

    private Locator step() {
        return page.locator(".compare-step output");
    }

    private int base() throws IOException {
        return colour(0, 0.2);
    }

    private int colour(int column, double x) throws IOException {
        return colourAt(column, x, 0.2);
    }

    private int colourAt(int column, double x, double y) throws IOException {
        BufferedImage shot = ImageIO.read(new ByteArrayInputStream(cell(column).screenshot()));
        // Without the tag in the corner and the outline at the edge.
        return shot.getRGB((int) (x * shot.getWidth()), (int) (y * shot.getHeight())) | 0xff000000;
    }
}
