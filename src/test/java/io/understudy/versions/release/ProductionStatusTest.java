package io.understudy.versions.release;

import static io.understudy.support.StatementCounter.statementsOf;
import static io.understudy.versions.registry.FinishedRuns.AVA;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress.Level;
import io.understudy.characters.CharacterProgress.Standing;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.ApprovedVersions;
import io.understudy.versions.registry.FinishedRuns;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

class ProductionStatusTest extends VersionsTest {
    @Autowired
    ProductionStatus standing;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    ReleasedFiles released;

    @Test
    void aCharacterInProductionSaysWithWhichVersion() {
        approved();
        inReview();

        assertThat(standing.of(List.of(AVA))).containsEntry(AVA, new Standing("v1 in production", Level.GOOD));
    }

    @Test
    void aRecalledSetIsSaidBesideTheVersionThatCameOfIt() {
        approved();
        people.signIn(ines);
        recalls.recall(FinishedRuns.SNAPSHOT, "Half of the photos show her sister.", proof());

        assertThat(standing.of(List.of(AVA))).containsEntry(AVA, new Standing("v1 in production, recalled", Level.BAD));
    }

    @Test
    @Tag("attack")
    void anApprovalThatTheTrailDoesNotHaveIsNotShownAsOneToRelyOn() {
        VersionId id = draft();
        ApprovedVersions.approve(jdbc, event -> {}, id, jon.accountId(), ines.accountId());
        people.signIn(mara);

        assertThat(standing.of(List.of(AVA)))
                .containsEntry(AVA, new Standing("v1 in production, contradicts the audit trail", Level.BAD));
        assertThat(versions.productions(AVA)).singleElement().matches(VersionCard::contradicted);
        assertThat(versions.cards(List.of(id)).values()).allMatch(VersionCard::contradicted);
    }

    @Test
    void comparingWithTheTrailTakesTheSameStatementsForAnyNumberOfVersions() {
        approved();
        people.signIn(mara);
        int one = statementsOf(() -> versions.ofCharacter(AVA, PageRequest.of(0, 50)));
        approved();
        inReview();
        people.signIn(mara);

        assertThat(statementsOf(() -> versions.ofCharacter(AVA, PageRequest.of(0, 50))))
                .isEqualTo(one);
        assertThat(versions.ofCharacter(AVA, PageRequest.of(0, 50))).hasSize(3).noneMatch(VersionCard::contradicted);
    }

    @Test
    @Tag("twice")
    void whatIsInProductionIsReadBackEveryDay() {
        VersionId superseded = superseded();
        people.signIn(mara);
        VersionId production = versions.productions(AVA).getFirst().id();

        assertThat(released.files())
                .contains(details(production).file())
                .doesNotContain(details(superseded).file());
    }

    @Test
    void withoutOneTheLatestVersionSaysHowFarItIs() {
        draft();
        changesRequested();

        assertThat(standing.of(List.of(AVA))).containsEntry(AVA, new Standing("v2 changes requested", Level.WARN));
    }

    @Test
    void aCharacterWithoutVersionsIsLeftOut() {
        people.signIn(mara);

        assertThat(standing.of(List.of(new CharacterId(UUID.randomUUID())))).isEmpty();
    }
}
