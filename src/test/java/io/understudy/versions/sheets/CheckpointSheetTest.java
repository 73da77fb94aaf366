package io.understudy.versions.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.creation.CheckpointVersionService;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("rules")
class CheckpointSheetTest extends SheetsTest {
    @Autowired
    private CheckpointSheetService checkpoints;

    @Autowired
    private CheckpointFileService files;

    @Autowired
    private CheckpointVersionService made;

    @Autowired
    private RunService runService;

    private RunId run = new RunId(new UUID(0, 0));

    @BeforeEach
    void aRunWithCheckpoints() {
        run = runs.launch(ava, 15, 1e-4).run();
        runs.start();
        runs.steps(1, 5);
        runs.checkpoint(5);
        runs.steps(6, 10);
        runs.checkpoint(10);
        runs.steps(11, 15);
        runs.sample(15);
        runs.finish();
        version = versions.ofRun(run).orElseThrow().id();
        plans.save(ava, SMALL_PLAN, plans.of(ava).edition());
    }

    @Test
    void aSheetShowsEveryCheckpointAndPromptsWithoutTheTriggerWord() {
        assertThat(checkpoints.steps(version)).containsExactly(5, 10, 15);
        SheetPreview offer = checkpoints.preview(version, FakeGenerationBackend.ID, null);
        assertThat(offer.pictures()).as("two prompts, two seeds, four columns").isEqualTo(16);
        assertThat(files.kept(run).values()).as("nothing is made for a preview").containsOnlyNulls();

        SheetId id = checkpoints.draw(version, FakeGenerationBackend.ID, null);

        SheetDetails sheet = sheets.details(id);
        assertThat(sheet.columns())
                .extracting(SheetColumn::label)
                .containsExactly("no LoRA", "step 5", "step 10", "step 15");
        assertThat(sheet.rows())
                .extracting(SheetRow::prompt)
                .containsExactly("ohwx woman, portrait", "ohwx woman, portrait", "woman, portrait", "woman, portrait");
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        assertThat(sheets.details(id).isComplete()).isTrue();
        assertThat(checkpoints.ofVersion(version)).extracting(SheetSummary::id).containsExactly(id);
        assertThat(sheets.ofVersion(version))
                .as("checklists rest on sheets over strengths")
                .isEmpty();
        assertThat(checkpoints.preview(version, FakeGenerationBackend.ID, null).missing())
                .as("a second sheet takes all pictures over")
                .isZero();
    }

    @Test
    void ofManyCheckpointsASheetShowsTwelveAndTheirNumberIsKnown() {
        RunId many = runs.launch(ava, 15, 1e-4).run();
        runs.start();
        for (int step = 1; step <= 15; step++) {
            runs.steps(step, step);
            runs.checkpoint(step);
        }
        runs.finish();
        VersionId last = versions.ofRun(many).orElseThrow().id();

        assertThat(checkpoints.steps(last))
                .hasSize(CheckpointSheetService.MOST_CHECKPOINTS)
                .endsWith(15);
        assertThat(checkpoints.count(last)).isEqualTo(15);
    }

    @Test
    @Tag("twice")
    void theSameFileIsMadeOnceForSheetsAndVersions() {
        BlobHash five = files.lora(runService.details(run), 5).hash();
        assertThat(files.lora(runService.details(run), 5).hash()).isEqualTo(five);

        VersionId earlier = made.create(run, 5);

        VersionDetails details = versions.details(earlier);
        assertThat(details.file()).isEqualTo(five);
        assertThat(details.card().fileName()).isEqualTo("ava-lindqvist_v3_5steps.safetensors");
        assertThat(versions.ofRun(run).orElseThrow().id())
                .as("the run's own result stays")
                .isEqualTo(version);
        assertThat(checkpoints.steps(earlier)).containsExactly(5, 10, 15);
        assertThatThrownBy(() -> made.create(run, 5))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("ava-lindqvist_v3_5steps was made of this checkpoint already");
        assertThatThrownBy(() -> made.create(run, 7)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aRunThatStoppedBeforeItsEndGivesAVersionToo() {
        RunId stopped = runs.launch(ava, 20, 1e-4).run();
        runs.start();
        runs.steps(1, 5);
        runs.checkpoint(5);
        runs.fail("The disk is full.");

        VersionId saved = made.create(stopped, 5);

        assertThat(versions.ofRun(stopped)).isEmpty();
        assertThat(versions.details(saved).card().trained().orElseThrow().run()).isEqualTo(stopped);
        assertThat(checkpoints.steps(saved))
                .as("there is nothing to compare it with")
                .isEmpty();
    }

    @Test
    void withoutCheckpointsThereIsNothingToCompare() {
        VersionId plain = newVersion(10);

        assertThat(checkpoints.steps(plain)).isEqualTo(List.of());
        assertThatThrownBy(() -> checkpoints.draw(plain, FakeGenerationBackend.ID, null))
                .isInstanceOf(DomainException.Conflict.class);
    }
}
