package io.understudy.versions.registry;

import static io.understudy.versions.review.ReviewFixture.MARA;
import static io.understudy.versions.review.ReviewFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunId;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionState;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A version on its own: what it is created with, and how it moves. */
class LoraVersionTest {
    private static final CharacterId AVA = new CharacterId(new UUID(0, 1));
    private static final UUID TEMPLATE = new UUID(0, 9);
    private static final BlobHash FILE = new BlobHash("d".repeat(64));
    private static final BlobHash COVER = new BlobHash("e".repeat(64));
    private static final String PARAMETERS = JsonMapper.shared().writeValueAsString(FinishedRuns.parameters());

    @Test
    void whatARunMadeIsADraftThatKnowsWhereItComesFrom() {
        LoraVersion version = trained(COVER);

        assertThat(version.state()).isEqualTo(VersionState.DRAFT);
        assertThat(version.id().value()).isEqualTo(version.getId());
        assertThat(version.character()).isEqualTo(AVA);
        assertThat(version.number()).isEqualTo(3);
        assertThat(version.fileName()).isEqualTo("ava-lindqvist_v3_1000steps.safetensors");
        assertThat(version.name()).isEqualTo("ava-lindqvist_v3_1000steps");
        assertThat(version.file()).isEqualTo(FILE);
        assertThat(version.fileSize()).isEqualTo(1_000);
        assertThat(version.run()).contains(new RunId(new UUID(0, 2)));
        assertThat(version.snapshot()).contains(new SnapshotId("c".repeat(64)));
        assertThat(version.backend()).contains("miniature");
        assertThat(version.baseModel()).isEqualTo(BaseModel.MINIATURE);
        assertThat(version.parametersAsWritten()).contains(PARAMETERS);
        assertThat(version.importAsWritten()).isEmpty();
        assertThat(version.templateId()).isEqualTo(TEMPLATE);
        assertThat(version.createdAt()).isEqualTo(NOON);
        assertThat(version.cover()).isEqualTo(COVER);
        assertThat(trained(null).cover()).isNull();
        assertThat(version.subject())
                .isEqualTo(new AuditEvent.Subject(
                        "version", version.getId().toString(), "ava-lindqvist_v3_1000steps.safetensors"));
        assertThat(version.origin())
                .isEqualTo(new VersionOrigin.Trained(
                        new RunId(new UUID(0, 2)),
                        41,
                        new SnapshotId("c".repeat(64)),
                        "miniature",
                        FinishedRuns.parameters()));
    }

    @Test
    void whatWasImportedHasNoRunAndKeepsWhatTheImporterSaid() {
        VersionOrigin.Imported told = new VersionOrigin.Imported(
                "Mara", "x.safetensors", "", "kohya", "", "", "", new TriggerWord("sks"), 16, 16, 1);
        String written = JsonMapper.shared().writeValueAsString(told);
        LoraVersion version = new LoraVersion(
                new NewImport(AVA, "ava-lindqvist", BaseModel.FLUX1_DEV),
                new StoredBlob(FILE, 2_000, "application/octet-stream"),
                4,
                written,
                TEMPLATE,
                NOON);

        assertThat(version.fileName()).isEqualTo("ava-lindqvist_v4_imported.safetensors");
        assertThat(version.file()).isEqualTo(FILE);
        assertThat(version.fileSize()).isEqualTo(2_000);
        assertThat(version.origin()).isEqualTo(told);
        assertThat(version.importAsWritten()).contains(written);
        assertThat(version.run()).isEmpty();
        assertThat(version.snapshot()).isEmpty();
        assertThat(version.backend()).isEmpty();
        assertThat(version.parametersAsWritten()).isEmpty();
    }

    @Test
    void aSignOffLeadsOnOnlyWhenItWasTheLastOneMissing() {
        LoraVersion version = trained(null);
        assertThatThrownBy(() -> version.sign(true))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage(
                        "ava-lindqvist_v3_1000steps.safetensors is draft, and in this state it cannot be signed off.");
        version.move(ReviewAction.SUBMIT);

        version.sign(false);
        assertThat(version.state()).isEqualTo(VersionState.IN_REVIEW);
        version.sign(true);
        assertThat(version.state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void anIllegalStepChangesNothing() {
        LoraVersion version = trained(null);
        version.move(ReviewAction.SUBMIT);

        assertThatThrownBy(() -> version.move(ReviewAction.SUBMIT))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("ava-lindqvist_v3_1000steps.safetensors is in review, and in this state it cannot be put up"
                        + " for review.");
        assertThatThrownBy(() -> version.approve(UUID.randomUUID())).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(version.state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(version).extracting("approvalId", "productionOf").containsOnlyNulls();
    }

    @Test
    void inProductionItRestsOnItsApprovalUntilAnotherTakesItsPlace() {
        LoraVersion version = trained(null);
        version.move(ReviewAction.SUBMIT);
        version.sign(true);
        UUID approval = UUID.randomUUID();

        version.approve(approval);

        assertThat(version.state()).isEqualTo(VersionState.APPROVED);
        assertThat(version)
                .extracting("approvalId", "approvalVerb", "productionOf")
                .containsExactly(approval, ReviewAction.APPROVE, AVA.value());
        version.move(ReviewAction.RENEW);
        assertThat(version).extracting("productionOf").isEqualTo(AVA.value());
        version.move(ReviewAction.SUPERSEDE);
        assertThat(version).extracting("productionOf").isNull();
    }

    @Test
    void signaturesAreStaleSinceTheFirstMoment() {
        LoraVersion version = trained(null);
        assertThat(version.staleSince()).isNull();

        version.signaturesAreStale("a".repeat(64), NOON);
        version.signaturesAreStale("a".repeat(64), NOON.plus(Duration.ofHours(1)));
        assertThat(version.staleSince()).isEqualTo(NOON);
        version.signaturesAreStale(null, NOON.plus(Duration.ofHours(2)));
        assertThat(version.staleSince()).isNull();
    }

    @Test
    void theStrengthIsStatedAndTakenBack() {
        LoraVersion version = trained(null);
        assertThat(version.strength()).isNull();
        StatedStrength stated = new StatedStrength(
                new StrengthWindow(Strength.of(0.7), Strength.of(0.9), Strength.of(1.1)), "Waxy above.", "Mara", NOON);

        version.isUsedAt(stated);
        assertThat(version.strength()).isEqualTo(stated);
        version.isUsedAt(null);
        assertThat(version.strength()).isNull();
    }

    @Test
    void whoAskedForReviewIsKept() {
        LoraVersion version = trained(null);
        assertThat(version.submittedBy()).isNull();

        version.askedFor("Mara", NOON);

        assertThat(version.submittedBy()).isEqualTo("Mara");
        assertThat(version.submittedAt()).isEqualTo(NOON);
    }

    private static LoraVersion trained(@Nullable BlobHash cover) {
        NewVersion born = new NewVersion(
                AVA,
                "ava-lindqvist",
                new RunId(new UUID(0, 2)),
                41,
                0,
                new SnapshotId("c".repeat(64)),
                "miniature",
                BaseModel.MINIATURE,
                FinishedRuns.parameters(),
                FILE,
                1_000,
                MARA.id().value(),
                NOON,
                Set.of(),
                cover);
        return new LoraVersion(born, 3, PARAMETERS, TEMPLATE, NOON);
    }
}
