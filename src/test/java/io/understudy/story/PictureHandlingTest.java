package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.understudy.lora.passport.SyntheticLora;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
class PictureHandlingTest {

    @TempDir
    static Path data;

    private static @Nullable RunningServer server;
    private static @Nullable Browsers browsers;
    private static @Nullable Story ines;

    @BeforeAll
    static void theSampleIsThere() throws Exception {
        server = new RunningServer(data);
        browsers = new Browsers();
        server.start();
        ines = new Story(browsers.open(), server, browsers, Path.of("target/screenshots"));
        StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", "ines@example.org");
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
    void openTheDataset() {
        ines.open("characters/ava-lindqvist/dataset");
        page().locator("[data-picture]").nth(5).waitFor();
        page().waitForFunction("() => customElements.get('picture-select')");
    }

    @AfterEach
    void nothingWentWrongInTheScripts() {
        assertThat(browsers.problems()).isEmpty();
    }

    @Test
    void keysChooseTilesAndDecideAboutThem() {
        open(0).focus();
        page().keyboard().press("Space");
        assertThat(chosen()).hasCount(1);
        page().keyboard().press("Shift+ArrowRight");
        page().keyboard().press("Shift+ArrowRight");
        assertThat(chosen()).hasCount(3);
        ines.see("3 pictures selected");

        page().keyboard().press("Control+a");
        assertThat(page().locator("[data-picture]:not(.chosen)")).hasCount(0);
        page().keyboard().press("Escape");
        assertThat(chosen()).hasCount(0);

        page().keyboard().press("Space");
        page().keyboard().press("x");
        ines.see("1 picture is left out.");
        page().locator("[data-picture].left-out").waitFor();
        ines.press("Undo");
        assertThat(page().locator("[data-picture].left-out")).hasCount(0);
    }

    @Test
    void aRubberBandChoosesWhatItTouchesAndTheClickAfterItOpensNothing() {
        BoundingBox first = tile(0).boundingBox();
        BoundingBox second = tile(1).boundingBox();
        page().mouse().move(first.x + first.width / 2, first.y + first.height / 2);
        page().mouse().down();
        page().mouse().move(second.x + 20, second.y + second.height - 20);
        assertThat(page().locator(".rubber-band")).hasCount(1);
        page().mouse().up();

        assertThat(page().locator(".rubber-band")).hasCount(0);
        assertThat(chosen()).hasCount(2);
        assertThat(page().locator("image-stage")).hasCount(0);

        tile(3).locator("input.tile-choose").click(new Locator.ClickOptions().setForce(true));
        assertThat(chosen()).hasCount(3);
        ines.press("Clear selection");
        assertThat(chosen()).hasCount(0);
    }

    @Test
    void theViewerZoomsWhereThePointerIsPansAndWalks() {
        look(0);
        String whole = zoom().textContent();
        page().keyboard().press("+");
        page().waitForCondition(() -> percent(zoom().textContent()) > percent(whole));
        page().keyboard().press("0");
        assertThat(zoom()).hasText(whole);

        BoundingBox stage = stage().boundingBox();
        page().mouse().move(stage.x + stage.width / 4, stage.y + stage.height / 4);
        page().mouse().wheel(0, -600);
        page().waitForFunction("() => document.querySelector('image-stage').classList.contains('zoomed')");
        double towardsTheCorner = shift();
        assertThat(towardsTheCorner).as("the upper left came closer").isPositive();
        page().keyboard().press("Shift+ArrowRight");
        page().waitForCondition(() -> shift() < towardsTheCorner);

        String before = dialog().innerText();
        page().keyboard().press("ArrowRight");
        ines.see("2 of 28");
        assertThat(dialog()).not().hasText(before);
        // Another picture is seen whole.
        assertThat(zoom()).hasText(whole);
        page().keyboard().press("ArrowLeft");
        ines.see("1 of 28");
        page().keyboard().press("Escape");
        assertThat(stage()).hasCount(0);
    }

    @Test
    void aCropIsFramedByKeysTurnedAndUsedInsteadAndTakenBack() {
        look(2);
        page().keyboard().press("c");
        page().locator(".stage-frame").waitFor();
        Locator frame = page().locator(".stage-frame");
        frame.focus();
        String label = frame.getAttribute("aria-label");
        page().keyboard().press("Shift+ArrowLeft");
        assertThat(frame).not().hasAttribute("aria-label", label);
        page().keyboard().press("ArrowRight");
        page().keyboard().press("]");
        assertThat(stage()).hasAttribute("turns", "1");
        assertThat(page().locator(".stage-plane")).hasAttribute("data-turns", "1");
        page().keyboard().press("[");
        assertThat(stage()).hasAttribute("turns", "0");

        Locator handle = page().locator(".stage-handle.se");
        BoundingBox corner = handle.boundingBox();
        page().mouse().move(corner.x + corner.width / 2, corner.y + corner.height / 2);
        page().mouse().down();
        page().mouse().move(corner.x - 40, corner.y - 40);
        page().mouse().up();
        page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Use the crop instead"))
                .click();

        ines.see("is trained on instead of");
        ines.press("Undo");
        // At once, while the notice goes: its button must not keep the key.
        page().keyboard().press("Escape");
        assertThat(stage()).hasCount(0);
        assertThat(page().locator("[data-picture].left-out")).hasCount(0);
    }

    @Test
    void aFileThatWasInspectedIsSentAgainToBeImported() throws Exception {
        Path file = Files.write(
                data.resolve("from-a-friend.safetensors"),
                SyntheticLora.kohyaFlux1(1, 1).bytes());
        ines.open("inspect");
        page().locator("#inspect-upload input[type=file]").setInputFiles(file);
        ines.see("304 of 304 block layers");
        ines.see("unknown here");

        ines.press("Import as a version");
        ines.arriveAt("/import\\?.*");
        ines.see("What is known about it");
        assertThat(page().url()).contains("name=from-a-friend.safetensors");
        assertThat(page().locator("vaadin-select")).containsText("FLUX.1 dev");
    }

    private static Page page() {
        return ines.page();
    }

    private static Locator tile(int number) {
        return page().locator("[data-picture]").nth(number);
    }

    private static Locator open(int number) {
        return tile(number).locator(".picture-open");
    }

    private static Locator chosen() {
        return page().locator("[data-picture].chosen");
    }

    private static void look(int number) {
        open(number).click();
        stage().waitFor();
        page().waitForFunction("() => /\\d/.test(document.querySelector('image-stage .stage-zoom')?.textContent)");
    }

    private static Locator stage() {
        return page().locator("image-stage");
    }

    private static Locator zoom() {
        return page().locator(".stage-zoom");
    }

    private static int percent(String zoom) {
        return Integer.parseInt(zoom.replaceAll("\\D", ""));
    }

    /** How far the picture is moved to the right, in px. */
    private static double shift() {
        Object px =
                page().locator(".stage-plane").evaluate("plane => new DOMMatrix(getComputedStyle(plane).transform).e");
        return ((Number) px).doubleValue();
    }

    private static Locator dialog() {
        return page().locator("vaadin-dialog").first();
    }
}
