package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.SnapshotDescendants.Descendant;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.platform.core.AuditEvent;
import io.understudy.training.RunRoutes;
import io.understudy.training.queue.TrainingTest;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.lineage.Lineage.Node;
import io.understudy.versions.lineage.Lineage.Standing;
import io.understudy.versions.lineage.LineageService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class RunsOfSnapshotsTest extends TrainingTest {
    @Autowired
    PhotoConsentService ledger;

    @Autowired
    ApplicationEvents published;

    @Autowired
    VersionService versions;

    @Autowired
    LineageService lineage;

    @Test
    void aWithdrawnPhotoIsWrittenDownForEveryRunThatUsedIt() {
        LaunchResult run = runs.launch(request());
        List<PhotoRevision> photos = ledger.page(ava, LedgerFilter.ALL, 0, 10).lines().stream()
                .map(LedgerLine::revision)
                .toList();
        assertThat(ledger.reach(photos).descendants())
                .containsExactly(
                        new Descendant("run", "Run " + run.number(), "Queued", false, RunRoutes.of(run.number())));

        ledger.withdraw(photos, "Taken back.");

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("run.consent-withdrawn")))
                .singleElement()
                .satisfies(event -> assertThat(event.subject().id()).isEqualTo(String.valueOf(run.number())));
        assertThat(ledger.withdrawnIn(runs.details(run.run()).snapshot())).hasSize(1);
    }

    @Test
    void aRunThatSucceededIsGoodInTheLineageOfItsSnapshotAndOfItsVersion() {
        LaunchResult run = runs.launch(request());
        SnapshotId snapshot = runs.details(run.run()).snapshot();
        assertThat(nodeOf(run, lineage.of(snapshot)))
                .extracting(Node::state, Node::standing)
                .containsExactly("Queued", Standing.PLAIN);

        worker.fill();
        backend.last().steps(1, 10);
        backend.last().finish();

        VersionId version = versions.ofRun(run.run()).orElseThrow().id();
        for (Lineage each : List.of(lineage.of(snapshot), lineage.of(version))) {
            assertThat(nodeOf(run, each))
                    .extracting(Node::state, Node::standing)
                    .containsExactly("Succeeded", Standing.GOOD);
        }
    }

    private static Node nodeOf(LaunchResult run, Lineage lineage) {
        return lineage.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .filter(node -> node.path().equals(RunRoutes.of(run.number())))
                .findFirst()
                .orElseThrow();
    }
}
