package io.understudy.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.LedgerFilter;
import io.understudy.datasets.LedgerLine;
import io.understudy.datasets.SeenPhoto;
import io.understudy.datasets.SnapshotDescendants.Descendant;
import io.understudy.shared.Act;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class RunsOfSnapshotsTest extends TrainingTest {
    @Autowired
    ConsentLedger ledger;

    @Autowired
    ApplicationEvents published;

    @Test
    void aWithdrawnPhotoIsWrittenDownForEveryRunThatUsedIt() {
        LaunchReceipt run = runs.launch(request());
        List<SeenPhoto> photos = ledger.page(ava, LedgerFilter.ALL, 0, 10).lines().stream()
                .map(LedgerLine::seen)
                .toList();
        assertThat(ledger.reach(photos).descendants())
                .containsExactly(new Descendant("run", "Run " + run.number(), "Queued", RunRoutes.of(run.number())));

        ledger.withdraw(photos, "Taken back.");

        assertThat(published.stream(Act.class).filter(act -> act.verb().equals("run.consent-withdrawn")))
                .singleElement()
                .satisfies(act -> assertThat(act.subject().id()).isEqualTo(String.valueOf(run.number())));
        assertThat(ledger.withdrawnIn(runs.details(run.run()).snapshot())).hasSize(1);
    }
}
