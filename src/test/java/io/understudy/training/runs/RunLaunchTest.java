package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditService;
import io.understudy.characters.CharacterId;
import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.RunDetails;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.TrainingSettings;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.queue.TrainingTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

class RunLaunchTest extends TrainingTest {
    @Autowired
    TeamService team;

    @Autowired
    AuditService audit;

    @SuppressWarnings("NullAway.Init")
    private SignedInPerson mara;

    @BeforeEach
    void signIn() {
        mara = people.signIn(people.member("Mara"));
    }

    @Test
    void aLaunchedRunWaitsWithItsParametersAndItsSnapshot() {
        LaunchResult receipt = runs.launch(request());

        RunDetails run = runs.details(receipt.run());
        assertThat(run.state()).isEqualTo(RunState.QUEUED);
        assertThat(run.parameters()).isEqualTo(parameters());
        assertThat(run.character()).isEqualTo(ava);
        assertThat(run.launchedByName()).isEqualTo("Mara");
        assertThat(run.queuePlace()).isEqualTo(1);
    }

    @Test
    @Tag("attack")
    void whatADeactivatedPersonQueuedIsCancelledAndCanBeResumedByOthers() {
        LaunchResult queued = runs.launch(request());
        people.signIn(people.admin("Ines"));

        team.deactivate(new AccountId(mara.accountId()));

        assertThat(runs.details(queued.run()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.resumeOffer(queued.run())).isPresent();
        assertThat(audit.page(AuditFilter.ALL, 0, 50))
                .anyMatch(row ->
                        row.verb().equals("run.cancelled") && row.actorName().equals("Ines"));
    }

    @Test
    void theSameClientKeyGivesTheSameRun() {
        UUID key = UUID.randomUUID();

        LaunchResult first = runs.launch(request(key, null));
        LaunchResult again = runs.launch(request(key, null));

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(again.repeated()).isTrue();
        assertThat(lists.count(RunFilter.ALL)).isEqualTo(1);
    }

    @Test
    void aRepeatedLaunchIsAnsweredWithTheRunEvenWhenItWouldBeRefusedNow() {
        UUID key = UUID.randomUUID();
        LaunchResult first = runs.launch(request(key, null));
        characters.archive(ava);

        assertThat(runs.launch(request(key, null)).run()).isEqualTo(first.run());
    }

    @Test
    void twoRequestsWithOneKeyAtTheSameMomentGiveOneRun() throws Exception {
        UUID key = UUID.randomUUID();
        CountDownLatch together = new CountDownLatch(1);
        Callable<LaunchResult> launch = () -> {
            people.signIn(mara);
            together.await();
            try {
                return runs.launch(request(key, null));
            } finally {
                SecurityContextHolder.clearContext();
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<LaunchResult>> receipts = List.of(
                    threads.submit(launch), threads.submit(launch), threads.submit(launch), threads.submit(launch));
            together.countDown();
            long number = receipts.getFirst().get().number();
            for (Future<LaunchResult> receipt : receipts) {
                assertThat(receipt.get().number()).isEqualTo(number);
            }
        }
        assertThat(lists.count(RunFilter.ALL)).isEqualTo(1);
    }

    @Test
    void withoutALikenessBasisNothingIsLaunched() {
        CharacterId nobody = character(characters, intake, "Nobody", "zzvq woman", null);

        assertThatThrownBy(() ->
                        runs.launch(new LaunchRequest(nobody, "told", parameters(), true, UUID.randomUUID(), null)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("No likeness basis is recorded for Nobody");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void fewerPicturesThanTheGuidesMinimumNeedAConfirmation() {
        LaunchRequest unconfirmed = new LaunchRequest(ava, "told", parameters(), false, UUID.randomUUID(), null);

        assertThatThrownBy(() -> runs.launch(unconfirmed)).hasMessageContaining("Only 1 of at least 15");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void aParameterBeyondTheHardLimitIsRefusedAtItsField() {
        TrainingSettings far =
                new TrainingSettings(new TriggerWord("ohwx woman"), 10, 0.5, 16, 16, 1, 1024, 7, 5, 5, List.of());

        assertThatThrownBy(() -> runs.launch(new LaunchRequest(ava, "told", far, true, UUID.randomUUID(), null)))
                .isInstanceOfSatisfying(DomainException.RuleViolation.class, broken -> {
                    assertThat(broken.field()).isEqualTo("learningRate");
                    assertThat(broken.words())
                            .contains("between 0.000001 and 0.01")
                            .contains("0.5 is not");
                });
    }

    @Test
    void aLimitOfTheBackendIsRefusedInItsName() {
        TrainingSettings far =
                new TrainingSettings(new TriggerWord("ohwx woman"), 10, 1e-4, 96, 96, 1, 1024, 7, 5, 5, List.of());

        assertThatThrownBy(() -> runs.launch(new LaunchRequest(ava, "told", far, true, UUID.randomUUID(), null)))
                .hasMessageContaining("Told backend takes rank between 1 and 64; 96 is not");
    }

    @Test
    void aBackendThatIsNotConnectedIsRefused() {
        assertThatThrownBy(
                        () -> runs.launch(new LaunchRequest(ava, "moon", parameters(), true, UUID.randomUUID(), null)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("backend"));
    }

    @Test
    void nobodyLaunchesWithoutSigningIn() {
        SecurityContextHolder.clearContext();

        assertThatThrownBy(() -> runs.launch(request())).isInstanceOf(Exception.class);
        people.signIn(mara);
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void theJournalIsClosedToPeople() {
        assertThatThrownBy(() -> journal.claimNext("told", "me")).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theListIsPagedAndFiltered() {
        runs.launch(request());
        runs.launch(request());
        people.signIn(people.member("Ines"));
        LaunchResult third = runs.launch(request());
        runs.cancel(third.run());

        assertThat(lists.newest(RunFilter.ALL, 2))
                .extracting(RunSummary::number)
                .containsExactly(third.number(), third.number() - 1);
        assertThat(lists.count(new RunFilter(null, java.util.Set.of(RunState.CANCELLED), null)))
                .isEqualTo(1);
        assertThat(lists.count(new RunFilter(ava, java.util.Set.of(), mara.accountId())))
                .isEqualTo(2);
        assertThat(lists.launchers()).containsEntry(mara.accountId(), "Mara");
    }

    @Test
    void theQueuePlaceFollowsTheFairOrder() {
        runs.launch(request());
        LaunchResult secondOfMara = runs.launch(request());
        people.signIn(people.member("Ines"));
        LaunchResult firstOfInes = runs.launch(request());

        assertThat(runs.queuePlace(firstOfInes.run())).isEqualTo(2);
        assertThat(runs.queuePlace(secondOfMara.run())).isEqualTo(3);
    }
}
