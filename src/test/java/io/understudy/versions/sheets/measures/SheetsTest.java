package io.understudy.versions.sheets.measures;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import io.understudy.characters.CharacterId;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.Strength;
import io.understudy.support.PageTest;
import io.understudy.support.SettableClock;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.plans.PlanDraft;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of test sheets: a character with a version, and a backend that generates on demand. */
public abstract class SheetsTest extends PageTest {
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
    protected VersionService versions;

    @Autowired
    protected SnapshotRecallService recalls;

    @Autowired
    protected RunFixtures runs;

    @Autowired
    protected FakeGenerationBackend drawing;

    @Autowired
    protected FakeWorker worker;

    @Autowired
    protected SettableClock clock;

    protected SignedInPerson mara;
    protected CharacterId ava = new CharacterId(UUID.randomUUID());
    protected VersionId version = new VersionId(UUID.randomUUID());

    @BeforeEach
    void aVersion() {
        runs.forget();
        worker.releaseAll();
        drawing.forget();
        mara = signIn(people.member("Mara"));
        ava = runs.character("Ava Lindqvist", "ohwx woman");
        version = newVersion(10);
    }

    /** What is measured in the background writes down what it found: never into the next test's database. */
    @AfterEach
    void measured() throws Exception {
        measuring.settled().get(60, TimeUnit.SECONDS);
        changes.settled().get(60, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);
    }

    protected VersionId newVersion(int steps) {
        return versions.ofRun(runs.finished(ava, steps, 1e-4).run())
                .orElseThrow()
                .id();
    }

    /** The dataset of a version is recalled by an admin; the person who was signed in is so again. */
    protected void recall(VersionId version) {
        SignedInPerson ines = signIn(people.admin("Ines"));
        recalls.recall(
                versions.details(version).card().trained().orElseThrow().snapshot(),
                "Half of the photos show her sister.",
                people.proofOf(ines.accountId()));
        signIn(mara);
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
