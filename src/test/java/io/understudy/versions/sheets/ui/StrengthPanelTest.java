package io.understudy.versions.sheets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.NumberField;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.lora.Strength;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasuringJob;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class StrengthPanelTest extends SheetsTest {
    @Autowired
    SheetMeasureService measures;

    @Autowired
    SheetMeasuringJob measuring;

    @Autowired
    GenerationService generation;

    @Autowired
    SheetSignals sheetSignals;

    @Autowired
    VersionSignals versionSignals;

    @Test
    void aMemberStatesTheStrengthOverTheGuidesBands() {
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(text()).contains("Nobody has set it", "Generate one to see how this LoRA responds to strength");

        _click(_get(Button.class, spec -> spec.withText("Set strength…")));
        _setValue(field("Lowest"), 0.7);
        _setValue(field("Best"), 1.05);
        assertThat(field("Best").getErrorMessage())
                .isEqualTo("The best strength lies between the lowest and the highest.");
        _setValue(field("Highest"), 1.1);
        assertThat(field("Best").isInvalid()).isFalse();
        assertThat(_get(StrengthDialog.class).getElement().getTextRecursively())
                .contains("Strength 0.7–1.1, best 1.05. The guide calls 1.0–1.2 “strong”: maximum likeness.");
        _click(_get(Button.class, spec -> spec.withText("Set strength")));

        assertThat(versions.details(version).card().strength())
                .isEqualTo(new StrengthWindow(Strength.of(0.7), Strength.of(1.05), Strength.of(1.1)));
        _assertNone(StrengthDialog.class);
        assertThat(text()).contains("Set by Mara");
    }

    @Test
    void theWindowStandsBesideWhatTheSheetMeasured() throws Exception {
        SheetId sheet = drawnSheet();
        UI.getCurrent().navigate(VersionRoutes.of(version));
        // One thread measures, one sheet after the other: when this is done, the page's own is.
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(text()).contains("Measured on test sheet 1", "0.9 · best");
    }

    @Test
    void nothingIsSuggestedUntilThePicturesAreAllThere() throws Exception {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId sheet = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().draw(0);
        UI.getCurrent().navigate(VersionRoutes.of(version));
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        assertThat(text())
                .contains(
                        "Partial: measured on 1 of 6 pictures. Measured again once all are there.",
                        "No strength is suggested until all pictures are there.")
                .doesNotContain("Not decided");

        List.of(1, 2, 3, 4, 5).forEach(drawing.last()::draw);
        sheetSignals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(text()).contains("Not decided, because").doesNotContain("Partial", "No strength is suggested");
    }

    @Test
    void aStoppedGenerationIsJudgedByThePicturesThatItLeft() throws Exception {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId sheet = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().draw(0);
        UI.getCurrent().navigate(VersionRoutes.of(version));
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        assertThat(text()).contains("No strength is suggested");

        generation.cancel(Objects.requireNonNull(sheets.details(sheet).head().generation()));
        sheetSignals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(text())
                .contains("Partial: measured on 1 of 6 pictures.", "Not decided, because")
                .doesNotContain("Measured again once", "No strength is suggested");
    }

    @Test
    void aSheetThatIsMadeLaterIsMeasuredOnTheOpenPage() throws Exception {
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(text()).contains("No test sheet has been generated");

        SheetId sheet = drawnSheet();
        measuring.settled().get(2, TimeUnit.MINUTES);
        versionSignals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        measures.measure(sheet).get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(text()).contains("Measured on test sheet 1");
    }

    private static NumberField field(String label) {
        return _get(NumberField.class, spec -> spec.withLabel(label));
    }

    private static String text() {
        return _get(StrengthPanel.class).getElement().getTextRecursively();
    }
}
