package io.understudy.versions.sheets;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.ItemFact;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.sheets.SheetCell.Source;
import io.understudy.versions.sheets.flags.ArtifactKind;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasuringJob;
import io.understudy.versions.sheets.measures.SheetsTest;
import io.understudy.versions.sheets.plans.PlanDraft;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

@Tag("rules")
class SheetServiceTest extends SheetsTest {
    @Autowired
    GenerationService generation;

    @Autowired
    SheetUploadService uploads;

    @Autowired
    SheetMeasureService measures;

    @Autowired
    SheetMeasuringJob measuring;

    @Autowired
    SheetEvidence evidence;

    @Autowired
    SheetHistoryService history;

    @Autowired
    SheetFlagService flags;

    @Autowired
    BlobStore blobs;

    @Test
    void theFirstPlanIsProposedAfterTheGuide() {
        SheetPlan plan = plans.of(ava);

        assertThat(plan.edition()).isZero();
        assertThat(plan.strengths())
                .containsExactly(
                        Strength.of(0.5), Strength.of(0.7), Strength.of(0.9), Strength.of(1.1), Strength.of(1.3));
        assertThat(plan.prompts()).hasSize(6);
        assertThat(plan.prompts().subList(0, 4)).allMatch(prompt -> prompt.startsWith("[trigger]"));
        assertThat(plan.prompts().subList(4, 6))
                .as("the first two for anyone, to show what leaks")
                .containsExactly(
                        plan.prompts().get(0).replace("[trigger]", "woman"),
                        plan.prompts().get(1).replace("[trigger]", "woman"));
    }

    @Test
    void aSavedPlanIsANewEditionAndAStaleSaveIsRefused() {
        SheetPlan saved = plans.save(ava, SMALL_PLAN, 0);

        assertThat(saved.edition()).isEqualTo(1);
        assertThat(plans.of(ava).strengths()).containsExactly(Strength.of(0.5), Strength.of(0.9));
        assertThatThrownBy(() -> plans.save(ava, SMALL_PLAN, 0))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Mara made edition 1");
        assertThat(plans.save(ava, SMALL_PLAN, 1).edition())
                .as("nothing changed")
                .isEqualTo(1);
    }

    @Test
    void aPlanThatCannotWorkIsRefusedWithTheField() {
        assertRefused("prompts", List.of(" "), List.of(0.9), List.of(1L));
        assertRefused("prompts", List.of("woman, portrait"), List.of(0.9), List.of(1L));
        assertRefused("strengths", List.of("[trigger]"), List.of(), List.of(1L));
        assertRefused("strengths", List.of("[trigger]"), List.of(2.5), List.of(1L));
        assertRefused("seeds", List.of("[trigger]"), List.of(0.9), List.of());
        assertRefused("seeds", List.of("[trigger]"), List.of(0.9), List.of(-1L));
    }

    private void assertRefused(String field, List<String> prompts, List<Double> strengths, List<Long> seeds) {
        assertThatThrownBy(() -> plans.save(
                        ava,
                        new PlanDraft(
                                prompts, strengths.stream().map(Strength::of).toList(), seeds),
                        0))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo(field));
    }

    @Test
    void whatASheetWillNeedIsKnownBeforeItIsMade() {
        plans.save(ava, SMALL_PLAN, 0);

        SheetPreview offer = sheets.preview(version, FakeGenerationBackend.ID);

        assertThat(offer.pictures()).isEqualTo(6);
        assertThat(offer.missing()).isEqualTo(6);
        assertThat(offer.columns()).extracting(SheetColumn::label).containsExactly("no LoRA", "0.5", "0.9");
        assertThat(offer.estimate().time()).isEqualTo(Duration.ofSeconds(60));
        assertThat(offer.estimate().dollars()).isEqualByComparingTo("0.21");
        assertThat(sheets.ofVersion(version)).isEmpty();
    }

    @Test
    void aSheetFillsItselfAsPicturesArrive() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        List<TaskPicture> asked = drawing.last().task.pictures();

        assertThat(asked).extracting(TaskPicture::prompt).hasSize(6).containsOnly("ohwx woman, portrait");
        assertThat(asked.stream().map(picture -> picture.strengths().getFirst()))
                .map(Strength::value)
                .containsExactly(0.0, 0.5, 0.9, 0.0, 0.5, 0.9);
        assertThat(asked).extracting(TaskPicture::seed).containsExactly(7L, 7L, 7L, 42L, 42L, 42L);

        drawing.last().draw(4);

        SheetDetails sheet = sheets.details(id);
        assertThat(sheet.pictures()).isEqualTo(1);
        assertThat(sheet.cells().get(4).source()).isEqualTo(Source.DRAWN);
        assertThat(sheet.rows())
                .containsExactly(new SheetRow("ohwx woman, portrait", 7), new SheetRow("ohwx woman, portrait", 42));
    }

    @Test
    void aSheetGoesOnWhereADeadServerLeftIt() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().draw(0);
        clock.advance(Duration.ofSeconds(21));
        worker.takeBackOverdue();
        worker.renew();
        worker.fill();

        drawing.last().drawAll();
        drawing.last().reporter.finished();

        assertThat(drawing.last().task.pictures()).hasSize(5);
        assertThat(sheets.details(id).isComplete()).isTrue();
    }

    @Test
    @Tag("twice")
    void picturesThatAreThereAlreadyAreNotDrawnAgain() {
        drawnSheet();
        plans.save(
                ava,
                new PlanDraft(
                        List.of("[trigger], portrait"),
                        List.of(Strength.of(0.5), Strength.of(0.9), Strength.of(1.1)),
                        List.of(7L, 42L)),
                1);

        assertThat(sheets.preview(version, FakeGenerationBackend.ID).missing()).isEqualTo(2);
        SheetId second = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();

        assertThat(drawing.last().task.pictures())
                .hasSize(2)
                .allMatch(picture -> picture.strengths().contains(Strength.of(1.1)));
        assertThat(sheets.details(second).cells())
                .filteredOn(cell -> cell.source() == Source.REUSED)
                .hasSize(6);
    }

    @Test
    void aVersionOfTheSameCharacterSharesTheColumnWithoutALora() {
        drawnSheet();
        version = newVersion(12);

        assertThat(sheets.preview(version, FakeGenerationBackend.ID).known()).isEqualTo(2);
    }

    @Test
    @Tag("twice")
    void whatWasStoppedOrRefusedIsDrawnLater() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().draw(0);
        assertThatThrownBy(() -> sheets.drawMissing(id, null)).isInstanceOf(DomainException.Conflict.class);
        generation.cancel(Objects.requireNonNull(sheets.details(id).head().generation()));

        sheets.drawMissing(id, null);
        worker.fill();
        drawing.last().drawAll();

        assertThat(drawing.last().task.pictures()).hasSize(5);
        assertThat(sheets.details(id).isComplete()).isTrue();
    }

    @Test
    void nothingIsDrawnWithAVersionOfARecalledSet() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId halfDrawn = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        generation.cancel(
                Objects.requireNonNull(sheets.details(halfDrawn).head().generation()));
        recall(version);

        assertThatThrownBy(() -> sheets.draw(version, FakeGenerationBackend.ID))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("is recalled, so no pictures are generated with it");
        assertThatThrownBy(() -> sheets.drawMissing(halfDrawn, null)).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(sheets.ofVersion(version)).hasSize(1);
    }

    @Test
    void picturesMadeElsewhereGoIntoTheirPlaces() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.forUploads(version);

        uploads.take(id, 2, "from-comfy.png", new ByteArrayInputStream(TestPhotos.png(64, 64, 1)));

        SheetCell cell = sheets.details(id).cells().get(2);
        assertThat(cell.source()).isEqualTo(Source.UPLOADED);
        assertThat(cell.words()).isEqualTo("Uploaded by Mara: from-comfy.png");
        assertThat(blobs.findInline(Objects.requireNonNull(cell.picture()))).isPresent();
        uploads.take(id, 2, "better.png", new ByteArrayInputStream(TestPhotos.png(64, 64, 2)));
        assertThat(sheets.details(id).cells().get(2).picture()).isNotEqualTo(cell.picture());
        assertThatThrownBy(() -> sheets.drawMissing(id, null)).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    @Tag("attack")
    void aPictureMadeElsewhereIsMarkedAsGeneratedAndKeepsTheMarkOfItsTool() throws IOException {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.forUploads(version);
        byte[] picture = TestPhotos.png(64, 64, 1);

        uploads.take(id, 0, "plain.png", new ByteArrayInputStream(picture));
        uploads.take(
                id,
                1,
                "from-comfy.png",
                new ByteArrayInputStream(SourceMark.generatedBy("ComfyUI").writtenInto(picture)));
        SourceMark camera = new SourceMark("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "Camera");
        uploads.take(id, 2, "called-a-photo.png", new ByteArrayInputStream(camera.writtenInto(picture)));

        List<SourceMark> marks = new ArrayList<>();
        for (SheetCell cell : sheets.details(id).cells().subList(0, 3)) {
            try (InputStream stored = blobs.open(Objects.requireNonNull(cell.picture()))) {
                marks.add(SourceMark.in(stored.readAllBytes()).orElseThrow());
            }
        }
        assertThat(marks)
                .containsExactly(
                        SourceMark.MADE_ELSEWHERE, SourceMark.generatedBy("ComfyUI"), SourceMark.MADE_ELSEWHERE);
    }

    @Test
    void whatIsNoPictureOrHasNoPlaceIsRefused() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.forUploads(version);

        assertThatThrownBy(() -> uploads.take(id, 0, "notes.txt", new ByteArrayInputStream(new byte[] {1, 2})))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("notes.txt was not accepted");
        assertThatThrownBy(() -> uploads.take(id, 99, "a.png", new ByteArrayInputStream(TestPhotos.png(64, 64, 1))))
                .isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> sheets.details(new SheetId(UUID.randomUUID())))
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aBackendForAnotherModelIsRefused() {
        assertThat(sheets.backends(version))
                .extracting(choice -> choice.id())
                .containsExactly(FakeGenerationBackend.ID);
        assertThatThrownBy(() -> sheets.draw(version, "miniature"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("does not support FLUX.1 dev");
    }

    @Test
    @Tag("twice")
    void sheetsAreListedByVersionAndByCharacter() {
        SheetId id = drawnSheet();
        VersionId second = newVersion(12);

        assertThat(sheets.ofVersion(version)).singleElement().satisfies(summary -> {
            assertThat(summary.id()).isEqualTo(id);
            assertThat(summary.pictures()).isEqualTo(6);
            assertThat(summary.cells()).isEqualTo(6);
            assertThat(summary.strip()).hasSize(2);
        });
        assertThat(sheets.ofVersion(second)).isEmpty();
        assertThat(sheets.ofCharacter(ava, Pageable.ofSize(10))).hasSize(1);
        assertThat(sheets.count(ava)).isEqualTo(1);
    }

    @Test
    void theSheetsOfACharacterComeInPages() {
        plans.save(ava, SMALL_PLAN, 0);
        List<SheetId> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            made.add(sheets.forUploads(version));
        }

        Page<SheetSummary> second = sheets.ofCharacter(ava, PageRequest.of(1, 2));

        assertThat(second.getTotalElements()).isEqualTo(5);
        assertThat(second).extracting(SheetSummary::id).containsExactly(made.get(2), made.get(1));
    }

    @Test
    void sheetsAreFoundByTheirVersionsAndListedInTheChosenOrder() {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId first = sheets.forUploads(version);
        clock.advance(Duration.ofMinutes(1));
        SheetId second = sheets.forUploads(newVersion(12));

        assertThat(sheets.ofCharacter(ava, new SearchText(""), ListOrder.OLDEST, Pageable.ofSize(10)))
                .extracting(SheetSummary::id)
                .containsExactly(first, second);
        assertThat(sheets.ofCharacter(ava, new SearchText("12steps"), ListOrder.NEWEST, Pageable.ofSize(10)))
                .extracting(SheetSummary::id)
                .containsExactly(second);
    }

    @Test
    void aSheetIsMeasuredInTheBackgroundAndItsPicturesAreEvidence() throws Exception {
        SheetId id = drawnSheet();

        SheetMeasures measured = measures.measure(id).get(2, TimeUnit.MINUTES);

        assertThat(measured.strengths())
                .extracting(SheetMeasures.AtStrength::strength)
                .containsExactly(Strength.of(0.5), Strength.of(0.9));
        assertThat(measured.strengths()).allMatch(at -> at.pictures() == 2 && at.change() != null);
        assertThat(measured.nearest())
                .isNotEmpty()
                .allMatch(near -> near.trainingFile().equals("1.jpg"));
        assertThat(evidence.of(version)).hasSize(4).allMatch(piece -> piece.kind() == Evidence.Kind.CELL);
    }

    @Tag("once")
    @Test
    void rowsWithoutTheTriggerWordAreNoEvidence() {
        sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();

        assertThat(evidence.of(version))
                .hasSize(40)
                .allMatch(piece -> piece.words().startsWith("ohwx woman"));
    }

    @Test
    @Tag("twice")
    void picturesAreAwaitedOnlyWhileTheyAreGenerated() {
        plans.save(ava, SMALL_PLAN, 0);
        assertThat(sheets.awaitsPictures(sheets.forUploads(version))).isFalse();
        SheetId id = sheets.draw(version, FakeGenerationBackend.ID);
        assertThat(sheets.awaitsPictures(id)).as("queued").isTrue();
        worker.fill();
        drawing.last().draw(0);
        assertThat(sheets.awaitsPictures(id)).as("running").isTrue();

        generation.cancel(Objects.requireNonNull(sheets.details(id).head().generation()));

        assertThat(sheets.awaitsPictures(id)).isFalse();
    }

    @Test
    void theNewestSheetIsFoundInOneStatement() {
        drawnSheet();
        SheetId second = sheets.forUploads(version);

        assertThat(statementsOf(() -> assertThat(sheets.newest(version)).contains(second)))
                .isEqualTo(1);
    }

    @Test
    void aDrawnSheetFillsTheChecklistByItself() throws Exception {
        assertThat(fact("artifacts", MeasureKind.NEAREST_TRAINING).words())
                .isEqualTo("needs a test sheet (target: at least 13 bits)");
        drawnSheet();
        measuring.settled().get(2, TimeUnit.MINUTES);

        ItemFact nearest = fact("artifacts", MeasureKind.NEAREST_TRAINING);
        assertThat(nearest.words()).contains("bits, at least 13 bits (next to 1.jpg, test sheet 1)");
        assertThat(nearest.evidence()).isNotNull();
        assertThat(fact("artifacts", MeasureKind.FLAGS_ARTIFACTS).words()).isEqualTo("0, at most 0 (test sheet 1)");
        ItemFact faces = fact("face", MeasureKind.FACES_WITHIN);
        assertThat(faces.standing()).isEqualTo(ItemFact.Standing.NOT_MEASURED);
        assertThat(faces.words()).contains("0 faces were found at standard strength on test sheet 1");
    }

    @Test
    void aFlagStandsBesideTheItemThatItSpeaksAgainst() {
        SheetId sheet = drawnSheet();
        flag(sheet, 1, ArtifactKind.SMEAR);
        flag(sheet, 1, ArtifactKind.SMEAR);
        flag(sheet, 2, ArtifactKind.BURNT_COLOURS);
        flag(sheet, 2, ArtifactKind.FACE_DRIFTS);

        assertThat(fact("artifacts", MeasureKind.FLAGS_ARTIFACTS).words())
                .isEqualTo("3, at most 0 (2 smear, 1 burnt colours, test sheet 1)");
        assertThat(fact("face", MeasureKind.FLAGS_FACE))
                .returns(ItemFact.Standing.DOES_NOT_MEET, ItemFact::standing)
                .returns("1, at most 0 (1 face drifts, test sheet 1)", ItemFact::words);
        for (String item : List.of("body", "prompts", "strengths")) {
            assertThat(fact(item, MeasureKind.valueOf("FLAGS_" + item.toUpperCase(Locale.ROOT))))
                    .returns(ItemFact.Standing.MEETS, ItemFact::standing)
                    .returns("0, at most 0 (test sheet 1)", ItemFact::words);
        }
    }

    private void flag(SheetId sheet, int position, ArtifactKind kind) {
        flags.flag(
                sheet,
                position,
                Objects.requireNonNull(
                        sheets.details(sheet).cells().get(position).picture()),
                kind,
                new FlagRegion(0.5, 0.5, 0, 0),
                "");
    }

    private ItemFact fact(String item, MeasureKind kind) {
        return versions.details(version).checklist().stream()
                .filter(line -> line.item().key().equals(item))
                .flatMap(line -> line.facts().stream())
                .filter(fact -> fact.title().equals(kind.words()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("twice")
    void theSameCellsLineUpThroughTheVersions() {
        drawnSheet();
        VersionId first = version;
        version = newVersion(12);
        drawnSheet();

        SheetHistory standing = history.of(ava, Strength.of(0.85));

        assertThat(standing.strengths()).containsExactly(Strength.of(0.5), Strength.of(0.9));
        assertThat(standing.strength()).as("the nearest that sheets show").isEqualTo(Strength.of(0.9));
        assertThat(standing.columns()).extracting(SheetHistory.Column::version).containsExactly(first, version);
        assertThat(standing.columns()).allMatch(column -> column.cells().size() == 2);
        assertThat(standing.rows()).extracting(SheetRow::seed).containsExactly(7L, 42L);
    }
}
