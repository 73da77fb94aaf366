package io.understudy.versions.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.identity.Role;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.ItemFact.Standing;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

/** What is measured appears in the items automatically, waits for a person, and is copied at the tick. */
@Tag("rules")
class ChecklistFactsTest extends VersionsTest {
    private static final List<Evidence> WORDS = List.of(Evidence.fact("Looked at twelve pictures."));

    @Autowired
    FakeMeasures told;

    @Autowired
    ChecklistEditor editor;

    @Autowired
    EvidenceFileService files;

    @Test
    void aMeasureAppearsWithItsLimitAndWaitsForAPerson() {
        VersionId id = inReview();
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.92, "12 faces"));
        told.measures.put(MeasureKind.FACE_TO_TRAINING, MeasuredValue.not("no face was found"));

        assertThat(line(id, "face").facts())
                .extracting(ItemFact::title, ItemFact::standing, ItemFact::words)
                .containsExactly(
                        tuple("Faces that are one person", Standing.MEETS, "92 %, at least 90 % (12 faces)"),
                        tuple(
                                "Distance of its faces to those of the training pictures",
                                Standing.NOT_MEASURED,
                                "no face was found (target: at most 0.55)"),
                        tuple(
                                "Flagged: the face drifts",
                                Standing.NOT_MEASURED,
                                "needs a test sheet (target: at most 0)"));
        assertThat(line(id, "face").isTicked()).isFalse();
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.85, "13 faces"));
        assertThat(line(id, "face").facts().getFirst().standing()).isEqualTo(Standing.DOES_NOT_MEET);
    }

    @Test
    void theTickCopiesWhatIsMeasuredAndAChangeMakesExactlyThatItemStale() {
        VersionId id = inReview();
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.92, "12 faces"));
        told.measures.put(MeasureKind.STRENGTH_VARIETY, MeasuredValue.of(0.7, "at 1.1"));
        people.signIn(jon);
        tickAll(id);

        assertThat(measuresIn(id, "face"))
                .containsExactly("Faces that are one person: 92 %, at least 90 % (12 faces): meets");
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.92, "14 faces, sheet 2"));
        assertThat(stale(id)).as("the same amount").isEmpty();

        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.5, "14 faces"));
        assertThat(stale(id)).containsExactly("face");
        checklist.confirm(id, "face");

        assertThat(stale(id)).isEmpty();
        assertThat(measuresIn(id, "face"))
                .containsExactly("Faces that are one person: 50 %, at least 90 % (14 faces): does not meet");
        told.measures.clear();
        assertThat(stale(id))
                .as("what is not measured any more leaves the copy alone")
                .isEmpty();
    }

    @Test
    void aChangeBesideASignedVersionNotesSinceWhenItsSignatureIsStale() {
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.92, "12 faces"));
        VersionId id = signedOff();
        announce(id);
        assertThat(staleSince(id)).isNull();

        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.4, "12 faces"));
        announce(id);

        assertThat(staleSince(id)).isEqualTo(clock.instant());
    }

    private void announce(VersionId id) {
        transaction.executeWithoutResult(status -> events.publishEvent(new EvidenceChanged(id)));
    }

    private @Nullable Instant staleSince(VersionId id) {
        return jdbc.sql("select stale_since from lora_version where id = ?")
                .param(id.value())
                .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single()
                .orElse(null);
    }

    @Test
    void whatThePersonSawMustStillBeThere() {
        VersionId id = inReview();
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.92, "12 faces"));
        Evidence seen =
                Objects.requireNonNull(line(id, "face").facts().getFirst().evidence());
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.4, "12 faces"));
        people.signIn(jon);

        assertThatThrownBy(() -> checklist.tick(id, "face", "Looked.", List.of(seen, WORDS.getFirst())))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("has changed since you looked");
    }

    @Test
    void aRequiredMeasureStandsInTheWayUntilItMeetsItsLimit() {
        publish(item(List.of(new MeasureRule(MeasureKind.FACES_WITHIN, 0.9, true)), VerdictRule.NOT_ASKED, false));
        VersionId id = inReview();
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.not("3 faces were found and it takes 10"));
        people.signIn(jon);

        assertThatThrownBy(() -> checklist.tick(id, "hands", "Looked.", WORDS))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("“Hands” cannot be ticked yet. Faces that are one person not measured: 3 faces"
                        + " were found and it takes 10 (target: at least 90 %).");
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.8, "12 faces"));
        assertThatThrownBy(() -> checklist.tick(id, "hands", "Looked.", WORDS))
                .hasMessageContaining("does not meet: 80 %, at least 90 % (12 faces)");
        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.9, "12 faces"));
        checklist.tick(id, "hands", "Looked.", WORDS);
        assertThat(line(id, "hands").isTicked()).isTrue();

        told.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.2, "12 faces"));
        assertThatThrownBy(() -> checklist.confirm(id, "hands")).hasMessageContaining("cannot be ticked yet");
    }

    @Test
    void thePassportsVerdictAppearsWhereAnItemAsksForIt() {
        assertThat(verdict(Fit.Outcome.FITS)).isEqualTo(Standing.MEETS);
        assertThat(verdict(Fit.Outcome.UNPROVEN)).isEqualTo(Standing.NOT_MEASURED);
        assertThat(verdict(Fit.Outcome.DOES_NOT_FIT)).isEqualTo(Standing.DOES_NOT_MEET);
        assertThat(new ItemFacts.Known(Map.of(), Optional.empty())
                        .of(item(List.of(), VerdictRule.REQUIRED, false))
                        .getFirst()
                        .words())
                .isEqualTo("the file is still being read");
        assertThat(new ItemFacts.Known(Map.of(), Optional.empty()).of(item(List.of(), VerdictRule.NOT_ASKED, false)))
                .isEmpty();
    }

    private static Standing verdict(Fit.Outcome outcome) {
        return new ItemFacts.Known(Map.of(), Optional.of(new Fit(BaseModel.MINIATURE, outcome, "Because.")))
                .of(item(List.of(), VerdictRule.SHOWN, false))
                .getFirst()
                .standing();
    }

    @Test
    void aFileThatIsRequiredIsUploadedAndFoundAgainByItsName() throws Exception {
        publish(item(List.of(), VerdictRule.NOT_ASKED, true));
        VersionId id = inReview();
        people.signIn(jon);
        assertThatThrownBy(() -> checklist.tick(id, "hands", "Looked.", WORDS))
                .hasMessage("“Hands” needs a file: upload it.");
        assertThatThrownBy(() -> files.take("empty.txt", new ByteArrayInputStream(new byte[0])))
                .hasMessage("empty.txt was not accepted: it is empty.");

        Evidence report = files.take(
                "../lab/report.json", new ByteArrayInputStream("{\"fingers\":5}".getBytes(StandardCharsets.UTF_8)));
        checklist.tick(id, "hands", "Counted by the lab.", List.of(report));

        assertThat(report.words()).isEqualTo("report.json");
        BlobHash hash = report.bytesIfAny().orElseThrow();
        assertThat(files.find(id, hash).name()).isEqualTo("report.json");
        try (var in = blobs.open(hash)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"fingers\":5}");
        }
        VersionId other = inReview();
        assertThatThrownBy(() -> files.find(other, hash)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aFileThatNobodyStoredIsRefused() {
        VersionId id = inReview();
        people.signIn(jon);
        Evidence gone = Evidence.file(new BlobHash("e".repeat(64)), "gone.txt");

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked.", List.of(gone)))
                .hasMessage("gone.txt is no longer there: upload it again.");
    }

    @Test
    void anEditionKeepsMeasuresVerdictAndFile() {
        ChecklistItem wanted = item(
                List.of(
                        new MeasureRule(MeasureKind.NEAREST_TRAINING, 20, true),
                        new MeasureRule(MeasureKind.FLAGS, 0, false)),
                VerdictRule.REQUIRED,
                true);
        publish(wanted);

        assertThat(editor.editions(Pageable.ofSize(1)).getContent().getFirst().items())
                .containsExactly(wanted);
        assertThatThrownBy(() -> new MeasureRule(MeasureKind.FACES_WITHIN, 90, true))
                .hasMessage("The limit of “Faces that are one person” lies between 0 % and 100 %.");
    }

    private void publish(ChecklistItem item) {
        people.signIn(ines);
        editor.publish(1, List.of(item), "Hands went wrong twice.");
    }

    private static ChecklistItem item(List<MeasureRule> measures, VerdictRule verdict, boolean file) {
        return new ChecklistItem(
                "hands",
                1,
                "Hands",
                "",
                0,
                Set.of(Evidence.Kind.FACT, Evidence.Kind.FILE),
                Role.REVIEWER,
                measures,
                verdict,
                file);
    }

    private ChecklistLine line(VersionId id, String item) {
        return details(id).checklist().stream()
                .filter(line -> line.item().key().equals(item))
                .findFirst()
                .orElseThrow();
    }

    private List<String> stale(VersionId id) {
        return details(id).checklist().stream()
                .filter(line -> line.stale() != null)
                .map(line -> line.item().key())
                .toList();
    }

    private List<String> measuresIn(VersionId id, String item) {
        return Objects.requireNonNull(line(id, item).tick()).evidence().stream()
                .filter(piece -> piece.kind() == Evidence.Kind.MEASURE)
                .map(Evidence::words)
                .toList();
    }
}
