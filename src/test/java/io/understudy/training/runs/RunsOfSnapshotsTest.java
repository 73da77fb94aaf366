package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.SnapshotDescendants.Descendant;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.platform.core.AuditEvent;
import io.understudy.training.RunRoutes;
import io.understudy.training.queue.TrainingTest;
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

    @Test
    void aWithdrawnPhotoIsWrittenDownForEveryRunThatUsedIt() {
        LaunchResult run = runs.launch(request());
        List<PhotoRevision> photos = ledger.page(ava, LedgerFilter.ALL, 0, 10).lines().stream()
                .map(LedgerLine::revision)
                .toList();
        assertThat(ledger.reach(photos).descendants())
                .containsExactly(new Descendant("run", "Run " + run.number(), "Queued", RunRoutes.of(run.number())));

        ledger.withdraw(photos, "Taken back.");

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("run.consent-withdrawn")))
                .singleElement()
                .satisfies(event -> assertThat(event.subject().id()).isEqualTo(String.valueOf(run.number())));
        assertThat(ledger.withdrawnIn(runs.details(run.run()).snapshot())).hasSize(1);
    }
}
