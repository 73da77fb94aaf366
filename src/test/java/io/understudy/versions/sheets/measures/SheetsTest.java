package io.understudy.versions.sheets.measures;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.lora.Strength;
import io.understudy.support.SettableClock;
import io.understudy.versions.TrainedVersionTest;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.plans.PlanDraft;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of test sheets: a character with a version, and a backend that generates on demand. */
public abstract class SheetsTest extends TrainedVersionTest {
    /** One prompt, two strengths, two seeds: six places. */
    protected static final PlanDraft SMALL_PLAN = new PlanDraft(
            List.of("[trigger], portrait"), List.of(Strength.of(0.9), Strength.of(0.5)), List.of(7L, 42L));

    @Autowired
    protected SheetService sheets;

    @Autowired
    protected SheetPlanService plans;

    @Autowired
    private SheetMeasuringJob measuring;

    @Autowired
    private VersionSignals changes;

    @Autowired
    protected SettableClock clock;

    /** What is measured in the background writes down what it found: never into the next test's database. */
    @AfterEach
    void measured() throws Exception {
        measuring.settled().get(60, TimeUnit.SECONDS);
        changes.settled().get(60, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);
    }

    protected SheetId drawnSheet() {
        plans.save(ava, SMALL_PLAN, plans.of(ava).edition());
        SheetId sheet = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        return sheet;
    }
}
