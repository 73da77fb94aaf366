package io.understudy.versions.release;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotDescendants.Descendant;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.lineage.Lineage.Node;
import io.understudy.versions.lineage.Lineage.Stage;
import io.understudy.versions.lineage.Lineage.Standing;
import io.understudy.versions.lineage.LineageService;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.release.VersionDownloadService.Answer;
import io.understudy.versions.review.decisions.ManifestChange;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@Tag("rules")
class SnapshotRecallServiceTest extends VersionsTest {
    private static final String WHY = "Half of the photos show her sister";

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    LineageService lineage;

    @Autowired
    VersionDownloadService downloads;

    @Autowired
    InboxService inbox;

    @Autowired
    VersionSignals signals;

    @Autowired
    SnapshotService snapshots;

    @Test
    void aRecallReachesEveryVersionAndTellsWhoeverTookAFile() {
        VersionId released = approved();
        VersionId draft = draft();
        people.signIn(jon);
        downloads.download(released);
        downloads.download(draft);

        people.signIn(ines);
        recalls.recall(FinishedRuns.SNAPSHOT, WHY, proof());

        for (VersionId id : List.of(released, draft)) {
            assertThat(downloads.look(id))
                    .isInstanceOfSatisfying(
                            Answer.Withheld.class,
                            answer -> assertThat(answer.words()).contains("recalled by Ines", WHY));
        }
        assertThatThrownBy(() -> releases().create(released)).isInstanceOf(DomainException.Conflict.class);
        people.signIn(jon);
        assertThat(downloads.recalledToMe()).hasSize(2);
        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title())
                .contains("ava-lindqvist_v1_1000steps is recalled: do not use it");
    }

    @Test
    void nothingOfARecalledSetIsSignedOrApproved() {
        VersionId signed = signedOff();
        VersionId waiting = inReview();
        recall();

        people.signIn(ines);
        assertThatThrownBy(() -> reviews.approve(signed, seen(signed), proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("recalled by Ines: " + WHY + ".");
        people.signIn(jon);
        tickAll(waiting);
        assertThatThrownBy(() -> reviews.signOff(waiting, seen(waiting)))
                .isInstanceOf(DomainException.RuleViolation.class);
        reviews.sendBack(waiting, seen(waiting), "The set is bad.");
        assertThat(details(waiting).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
    }

    @Test
    void signaturesGoStaleWithTheReasonAndHoldAgainWhenTheRecallIsLifted() {
        VersionId released = approved();
        recall();

        assertThat(details(released).signatures()).allMatch(Signature::stale);
        assertThat(details(released).signatures().getFirst().changes())
                .extracting(ManifestChange::part)
                .containsExactly("Dataset");

        people.signIn(ines);
        recalls.lift(FinishedRuns.SNAPSHOT, "It was another set.", proof());
        assertThat(details(released).signatures()).noneMatch(Signature::stale);
        assertThat(downloads.look(released)).isInstanceOf(Answer.File.class);
        assertThat(downloads.recalledToMe()).isEmpty();
    }

    @Test
    void onlyAnAdminWithTheirPasswordRecalls() {
        draft();
        people.signIn(jon);
        assertThatThrownBy(() -> recalls.recall(FinishedRuns.SNAPSHOT, WHY, proof()))
                .isInstanceOf(AccessDeniedException.class);
        people.signIn(ines);
        assertThatThrownBy(() -> recalls.recall(FinishedRuns.SNAPSHOT, WHY, people.proofOf(jon.accountId())))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
        assertThatThrownBy(() -> recalls.recall(FinishedRuns.SNAPSHOT, " ", proof()))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("reason"));
        assertThat(recalls.of(FinishedRuns.SNAPSHOT)).isEmpty();
    }

    @Test
    void aRecallHappensOnceAndIsLiftedOnce() {
        draft();
        people.signIn(ines);
        assertThatThrownBy(() -> recalls.lift(FinishedRuns.SNAPSHOT, "?", proof()))
                .isInstanceOf(DomainException.Conflict.class);
        recall();
        assertThatThrownBy(this::recall).isInstanceOf(DomainException.Conflict.class);
        assertThat(jdbc.sql("select verb from audit_row where subject_type = 'snapshot'")
                        .query(String.class)
                        .list())
                .containsExactly("snapshot.recalled");
    }

    @Test
    void theReachOfARecallIsKnownBeforeIt() {
        draft();
        approved();
        people.signIn(mara);

        assertThat(recalls.reach(FinishedRuns.SNAPSHOT))
                .extracting(Descendant::kind)
                .containsExactly("version", "version");
    }

    @Test
    void listsMarkTheVersionsOfARecalledSetAndItsSnapshot() {
        VersionId id = approved();
        recall();
        assertThat(details(id).card().recalled()).isTrue();
        assertThat(snapshots.recalls(List.of(FinishedRuns.SNAPSHOT)))
                .extractingByKey(FinishedRuns.SNAPSHOT)
                .returns(WHY, SnapshotRecall::reason)
                .returns("Ines", SnapshotRecall::by);

        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));
        assertThat(_find(StateBadge.class))
                .extracting(badge -> badge.getElement().getTextRecursively())
                .contains("approved", "recalled", "v1 in production, recalled");

        people.signIn(ines);
        recalls.lift(FinishedRuns.SNAPSHOT, "It was another set.", proof());
        assertThat(details(id).card().recalled()).isFalse();
        assertThat(snapshots.recalls(List.of(FinishedRuns.SNAPSHOT))).isEmpty();
    }

    @Test
    void theLineageOfAVersionLeadsFromPhotosToProduction() {
        VersionId id = approved();
        people.signIn(mara);
        downloads.download(id);

        assertThat(lineage.of(id).stages())
                .extracting(Stage::heading)
                .containsExactly("Photos", "Snapshot", "Run", "Version", "In production", "Used by");
        assertThat(names(lineage.of(id)))
                .contains(
                        "Snapshot 55555555",
                        "Run 41",
                        "ava-lindqvist_v1_1000steps",
                        "Production of Ava Lindqvist",
                        "1 person or machine");

        recall();
        assertThat(lineage.of(id).stages().stream()
                        .flatMap(stage -> stage.nodes().stream())
                        .filter(node -> node.standing() == Standing.BAD)
                        .map(Node::state))
                .containsExactly("recalled", "approved, recalled", "withheld");
    }

    @Test
    void thePageOfASnapshotShowsWhatCameOfItAndLetsAnAdminRecallIt() throws Exception {
        VersionId id = approved();
        signIn(mara);
        UI.getCurrent().navigate(DatasetRoutes.lineage(FinishedRuns.SNAPSHOT));
        assertThat(_find(Anchor.class)).extracting(Anchor::getHref).contains(VersionRoutes.of(id));
        _assertNone(Span.class, spec -> spec.withText("dataset recalled"));

        recall();
        signIn(mara);
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_find(Span.class)).extracting(Span::getText).contains("dataset recalled", ": " + WHY);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(_find(Span.class)).extracting(Span::getText).contains("dataset recalled");
        _assertNone(Anchor.class, spec -> spec.withText("Download"));
    }

    @AfterEach
    void hearWhatIsStillOnItsWay() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private void recall() {
        people.signIn(ines);
        recalls.recall(FinishedRuns.SNAPSHOT, WHY, proof());
    }

    private ReleaseBundleService releases() {
        return context.getBean(ReleaseBundleService.class);
    }

    private static List<String> names(Lineage lineage) {
        return lineage.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .map(Node::name)
                .toList();
    }
}
