package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.RunId;
import io.understudy.training.queue.TrainingTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RunInboxNotifierTest extends TrainingTest {
    @Autowired
    InboxService inbox;

    @Autowired
    RunDecisionService decisions;

    private LaunchResult run = new LaunchResult(new RunId(new java.util.UUID(0, 1)), 0, false, false);

    @BeforeEach
    void launchOne() {
        people.admin("Ines");
        run = runs.launch(request());
        worker.fill();
    }

    @Test
    void aRunThatIsDoneTellsWhoeverLaunchedIt() {
        backend.last().steps(1, 10);
        backend.last().finish();

        assertThat(notices()).singleElement().satisfies(told -> {
            assertThat(told.notice().kind()).isEqualTo(NoticeKind.DONE);
            assertThat(told.notice().title()).isEqualTo("Run " + run.number() + " is done");
            assertThat(told.notice().words()).contains("Ava Lindqvist · 10 steps on");
            assertThat(told.notice().path()).isEqualTo("runs/" + run.number());
        });
    }

    @Test
    void aFailureIsToldWithItsReason() {
        backend.last().reporter.failed(new JobFailure("The loss is no longer a number.", "Lower the rate.", null));

        assertThat(notices()).singleElement().satisfies(told -> {
            assertThat(told.notice().kind()).isEqualTo(NoticeKind.PROBLEM);
            assertThat(told.notice().words()).isEqualTo("The loss is no longer a number.");
        });
    }

    @Test
    void aRunThatIsGivenUpIsTold() {
        IntStream.range(0, 3).forEach(time -> {
            killWorkerAndWait();
            worker.renew();
            worker.fill();
        });

        assertThat(notices())
                .extracting(told -> told.notice().title())
                .containsExactly("Run " + run.number() + " was given up");
    }

    @Test
    void anUnclearRunAsksTheAdmins() {
        backend.last().reporter.unconfirmed(new JobFailure("The answer was lost.", "Look at the list.", null));

        assertThat(notices())
                .singleElement()
                .satisfies(told -> assertThat(told.notice().kind()).isEqualTo(NoticeKind.PROBLEM));
        assertThat(noticesOfTheAdmin()).singleElement().satisfies(told -> {
            assertThat(told.notice().kind()).isEqualTo(NoticeKind.REQUEST);
            assertThat(told.notice().words()).endsWith("launched by Mara");
        });
    }

    @Test
    void whoCancelsIsNotToldWhatTheyDid() {
        runs.cancel(run.run());

        assertThat(notices()).isEmpty();
    }

    @Test
    void onceAnUnclearRunIsSentAgainItsLauncherHearsOfItAndNoAdminIsAskedAnyMore() {
        backend.last().reporter.unconfirmed(new JobFailure("The answer was lost.", "Look at the list.", null));
        clock.advance(Duration.ofSeconds(1));
        people.signIn(people.admin("Olga"));

        decisions.sendAgain(run.run(), people.proof());

        assertThat(noticesOfTheAdmin())
                .singleElement()
                .satisfies(asked -> assertThat(asked.settled()).isTrue());
        people.signIn(people.member("Mara"));
        assertThat(notices().getFirst().notice()).satisfies(told -> {
            assertThat(told.kind()).isEqualTo(NoticeKind.NEWS);
            assertThat(told.title()).isEqualTo("Run " + run.number() + " was sent again");
            assertThat(told.words()).isEqualTo("By Olga.");
        });
    }

    @Test
    void cancellingAnUnclearRunAnswersTheAdminsToo() {
        backend.last().reporter.unconfirmed(new JobFailure("The answer was lost.", "Look at the list.", null));

        runs.cancel(run.run());

        assertThat(noticesOfTheAdmin())
                .singleElement()
                .satisfies(asked -> assertThat(asked.settled()).isTrue());
    }

    @Test
    void whoLaunchedARunHearsThatSomebodyElseCancelledAndResumedIt() {
        people.signIn(people.member("Lin"));
        runs.cancel(run.run());
        clock.advance(Duration.ofSeconds(1));
        runs.resume(run.run());

        assertThat(notices()).isEmpty();
        people.signIn(people.member("Mara"));
        assertThat(notices())
                .extracting(told -> told.notice().title() + ". " + told.notice().words())
                .containsExactly(
                        "Run " + run.number() + " was resumed. By Lin.",
                        "Run " + run.number() + " was cancelled. By Lin.");
    }

    private List<InboxEntry> notices() {
        return inbox.page(false, 0).notices();
    }

    private List<InboxEntry> noticesOfTheAdmin() {
        people.signIn(people.admin("Ines"));
        return notices();
    }
}
