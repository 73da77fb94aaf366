package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;

final class ComparisonStory {
    /** CSS pixels; layouts round to a part of one. */
    private static final double A_PIXEL = 0.75;

    private static final String PICTURES = """
            () => [...document.querySelectorAll("image-grid .grid-cell")].map((cell) => {
              const box = cell.getBoundingClientRect();
              const picture = cell.querySelector(".over img").getBoundingClientRect();
              return [picture.x - box.x, picture.y - box.y, picture.width, picture.height].map(Number);
            })""";
    private static final String LOOK = """
            () => JSON.stringify([
              document.querySelector("image-grid").view,
              document.querySelector("compare-table").view,
              document.querySelector("metric-chart").view,
              [...document.querySelectorAll("compare-table th a")].map((run) => run.textContent),
            ])""";

    private final Story mara;

    ComparisonStory(Story mara) {
        this.mara = mara;
    }

    void play(long first, long second) {
        mara.open("compare?runs=" + first + "," + second);
        mara.see("Learning rate");
        assertThat(row("Steps")).containsText("60");
        assertThat(row("Steps")).containsText("40");
        everySampleIsAtTheSamePlace(false);
        theWheelZoomsWhereThePointerIs();
        draggingOneSampleMovesAll();
        theKeysMoveAllOfThem();
        anotherWindowShowsTheSame(second);
        mara.open("compare?runs=" + first + "," + second + "&mode=slider");
        mara.see("Learning rate");
        mara.photograph("compare");
    }

    private Locator row(String setting) {
        return mara.page()
                .locator("tr, .row")
                .filter(new Locator.FilterOptions().setHasText(setting))
                .first();
    }

    private Locator cell(int number) {
        return mara.page().locator("image-grid .grid-cell").nth(number);
    }

    @SuppressWarnings("unchecked")
    private static List<List<Double>> pictures(Page page) {
        page.waitForFunction("() => [...document.querySelectorAll('image-grid .over img')]"
                + ".every((picture) => picture.hidden || picture.complete)");
        List<List<Number>> measured = (List<List<Number>>) page.evaluate(PICTURES);
        return measured.stream()
                .map(place -> place.stream().map(Number::doubleValue).toList())
                .toList();
    }

    /** @return where that is, in pixels from the corner of each sample's cell, and how large */
    private List<Double> everySampleIsAtTheSamePlace(boolean enlarged) {
        List<List<Double>> places = pictures(mara.page());
        assertThat(places).hasSizeGreaterThanOrEqualTo(2);
        for (List<Double> place : places) {
            for (int side = 0; side < place.size(); side++) {
                assertThat(place.get(side))
                        .as("places %s", places)
                        .isCloseTo(places.getFirst().get(side), within(A_PIXEL));
            }
        }
        double cell = cell(0).boundingBox().width;
        if (enlarged) {
            assertThat(places.getFirst().get(2)).isGreaterThan(cell + A_PIXEL);
        } else {
            assertThat(places.getFirst().get(2)).isCloseTo(cell, within(A_PIXEL));
        }
        return places.getFirst();
    }

    private void theWheelZoomsWhereThePointerIs() {
        cell(1).scrollIntoViewIfNeeded();
        cell(1).focus();
        BoundingBox box = cell(1).boundingBox();
        double x = box.width * 0.7;
        double y = box.height * 0.4;
        mara.page().mouse().move(box.x + x, box.y + y);

        mara.page().mouse().wheel(0, -300);

        mara.page().waitForFunction("() => document.querySelector('image-grid').view.zoom > 1.5");
        List<Double> place = everySampleIsAtTheSamePlace(true);
        // What was under the pointer at 70 and 40 per cent of the picture is there still.
        assertThat((x - place.get(0)) / place.get(2)).isCloseTo(0.7, within(0.01));
        assertThat((y - place.get(1)) / place.get(3)).isCloseTo(0.4, within(0.01));
    }

    private void draggingOneSampleMovesAll() {
        List<Double> before = everySampleIsAtTheSamePlace(true);
        BoundingBox box = cell(0).boundingBox();
        mara.page().mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        mara.page().mouse().down();
        mara.page().mouse().move(box.x + box.width / 2 + 12, box.y + box.height / 2 - 9);
        mara.page().mouse().up();

        List<Double> after = everySampleIsAtTheSamePlace(true);
        assertThat(after.get(0)).isCloseTo(before.get(0) + 12, within(A_PIXEL));
        assertThat(after.get(1)).isCloseTo(before.get(1) - 9, within(A_PIXEL));
    }

    private void theKeysMoveAllOfThem() {
        List<Double> before = everySampleIsAtTheSamePlace(true);
        cell(0).focus();
        mara.page().keyboard().press("Shift+ArrowRight");
        mara.page().keyboard().press("m");
        mara.page().keyboard().press("m");
        mara.page().keyboard().press("]");
        mara.page().keyboard().press("]");

        assertThat(everySampleIsAtTheSamePlace(true).get(0)).isLessThan(before.get(0));
        mara.arriveAt("mode=slider.*split=0\\.6.*");
    }

    private void anotherWindowShowsTheSame(long base) {
        Page page = mara.page();
        page.getByLabel("Search in the table").fill("rank");
        page.locator("compare-table select").selectOption("all");
        page.getByLabel("Log scale").check();
        page.getByLabel("Hide outliers").check();
        mara.arriveAt("log=yes.*outliers=hidden.*");
        page.getByText("Make base").first().click();
        mara.arriveAt("base=" + base + ".*");
        assertThat(page.url())
                .contains("rows=all", "search=rank", "mode=slider", "zoom=", "log=yes", "outliers=hidden");
        mara.see("base run: " + base);
        List<Double> place = everySampleIsAtTheSamePlace(true);
        Object look = page.evaluate(LOOK);

        try (Page other = page.context().newPage()) {
            other.setViewportSize(page.viewportSize().width, page.viewportSize().height);
            other.navigate(page.url());
            other.locator("image-grid .grid-cell").first().waitFor();
            other.locator("metric-chart input").first().waitFor();

            assertThat(other.evaluate(LOOK)).isEqualTo(look);
            assertThat(pictures(other).getFirst()).isEqualTo(place);
        }
    }
}
