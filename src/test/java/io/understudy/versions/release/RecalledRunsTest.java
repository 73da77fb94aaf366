package io.understudy.versions.release;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.StateBadge;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("rules")
class RecalledRunsTest extends SheetsTest {
    @Autowired
    RunService training;

    @Autowired
    RehearsalService rehearsals;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    VersionSignals signals;

    private SignedInPerson ines;

    @BeforeEach
    void anAdmin() {
        ines = people.admin("Ines");
    }

    @Test
    void noRunBeginsOnARecalledSetUntilTheRecallIsLifted() {
        RunDetails run = training.details(runs.launch(ava, 10, 1e-4).run());
        recall(run.snapshot());

        assertThatThrownBy(() -> runs.launch(ava, 10, 1e-4))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining(
                        "was recalled by Ines (“Half of the photos show her sister”), so nothing is trained");
        assertThatThrownBy(() -> rehearsals.start(run)).isInstanceOf(DomainException.Conflict.class);

        people.signIn(ines);
        recalls.lift(run.snapshot(), "It was another set.", people.proofOf(ines.accountId()));
        people.signIn(mara);
        assertThat(training.details(runs.launch(ava, 10, 1e-4).run()).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatWaitedInTheQueueDoesNotBeginAndSaysWhy() {
        LaunchResult waiting = runs.launch(ava, 10, 1e-4);
        recall(training.details(waiting.run()).snapshot());

        runs.start();

        RunDetails run = training.details(waiting.run());
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure()).contains("was recalled by Ines");
        assertThatThrownBy(() -> training.resume(waiting.run()))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("ask an admin to lift the recall");
    }

    @Test
    void aRunUnderWayGoesOnAndItsOpenPageSaysSo() throws Exception {
        LaunchResult launched = runs.launch(ava, 10, 1e-4);
        runs.start();
        runs.steps(1, 2);
        signIn(mara);
        UI.getCurrent().navigate(RunRoutes.of(launched.number()));
        _assertNone(Span.class, spec -> spec.withText("dataset recalled"));

        recall(training.details(launched.run()).snapshot());
        signIn(mara);
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_find(Span.class)).extracting(Span::getText).contains("dataset recalled");
        assertThat(training.details(launched.run()).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void anOpenComparisonMarksItsRunsUntilTheRecallIsLifted() throws Exception {
        LaunchResult first = runs.launch(ava, 10, 1e-4);
        LaunchResult second = runs.launch(ava, 20, 1e-4);
        SnapshotId snapshot = training.details(first.run()).snapshot();
        signIn(mara);
        Navigation.open("compare?runs=" + first.number() + "," + second.number());
        assertThat(badges()).doesNotContain("run " + first.number());

        recall(snapshot);
        showChanges();
        assertThat(badges()).contains("run " + first.number(), "run " + second.number());

        people.signIn(ines);
        recalls.lift(snapshot, "It was another set.", people.proofOf(ines.accountId()));
        showChanges();
        assertThat(badges()).doesNotContain("run " + first.number());
    }

    private void showChanges() throws Exception {
        signIn(mara);
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static List<String> badges() {
        return _find(StateBadge.class).stream()
                .map(badge -> badge.getElement().getTextRecursively())
                .toList();
    }

    private void recall(SnapshotId snapshot) {
        people.signIn(ines);
        recalls.recall(snapshot, "Half of the photos show her sister", people.proofOf(ines.accountId()));
        people.signIn(mara);
    }
}
