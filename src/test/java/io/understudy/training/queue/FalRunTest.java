package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.AccountId;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.support.CapturedLog;
import io.understudy.support.ReplaceableBeans;
import io.understudy.training.LogLine;
import io.understudy.training.RunContribution;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.GridLaunchService;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.ParameterGrid;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Runs at fal in the whole product: killed in every state, held, unclear, failed; and what each of them cost. */
@Tag("rules")
class FalRunTest extends FalTrainingTest {
    @Autowired
    GridLaunchService grids;

    @Autowired
    ReplaceableBeans beans;

    @Autowired
    TeamService team;

    @Autowired
    InboxService inbox;

    @BeforeEach
    void beReachableFromTheInternet() {
        when(beans.mock(PublicUrl.class).forServices(any()))
                .thenAnswer(asked -> Optional.of(URI.create("https://studio.example/" + asked.getArgument(0))));
    }

    @Test
    void aRunIsTrainedAtFalAndItsLoraKeptHere() throws Exception {
        RunId run = launch(20);
        worker.fill();

        RunDetails done = awaited.in(run, RunState.SUCCEEDED);

        assertThat(done.lora()).isNotNull();
        assertThat(done.config()).isNotNull();
        assertThat(done.trained()).isPositive();
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
        assertThat(charges().getFirst().actual()).isEqualByComparingTo("0.04");
        assertThat(charges().getFirst().billedUnits()).isEqualByComparingTo("0.02");
        assertThat(FAL.last().webhook().orElseThrow())
                .hasToString("https://studio.example/webhooks/fal/" + run.value());
    }

    @Test
    void killedWhileItUploadsItIsSentByTheNextWorkerOnly() throws Exception {
        RunId run = killedAt("upload");

        assertThat(awaited.in(run, RunState.SUCCEEDED).attempt()).isEqualTo(2);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
    }

    @Test
    @Tag("attack")
    void killedBeforeTheSubmitWasAnsweredItWaitsForAnAdmin() throws Exception {
        Hold submit = FAL.hold("submit");
        RunId run = launch(20);
        worker.fill();
        submit.awaitReached();
        killWorkerAndWait();
        worker.renew();
        worker.fill();
        submit.letGo();

        RunDetails unclear = awaited.in(run, RunState.UNCONFIRMED);
        assertThat(unclear.failure()).contains("it is not known whether it arrived");
        assertThat(unclear.advice()).contains("An admin checks fal.ai's list of requests");
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.UNCONFIRMED);
        // The worker lets go of a run a moment after it has written how it ended.
        awaited.idle(worker);
        worker.fill();
        assertThat(worker.isIdle()).isTrue();
        assertThat(FAL.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "result", "download"})
    void killedAfterThatTheNextWorkerGoesOnWithTheSameRequest(String call) throws Exception {
        RunId run = killedAt(call);

        assertThat(awaited.in(run, RunState.SUCCEEDED).attempt()).isEqualTo(2);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(FAL.last().isCancelled()).isFalse();
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
    }

    @Test
    @Tag("attack")
    void killedInTheMiddleOfTheTrainingItGoesOnWhereFalIs() throws Exception {
        FAL.pauseAt(3);
        RunId run = launch(20);
        worker.fill();
        awaited.when(
                run,
                details -> details.state() == RunState.RUNNING
                        && details.progress().step() == 3);
        killWorkerAndWait();
        worker.renew();
        FAL.pauseAt(Integer.MAX_VALUE);
        worker.fill();

        assertThat(awaited.in(run, RunState.SUCCEEDED).attempt()).isEqualTo(2);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aResultThatExpiredWhileTheServerWasDownIsSaidInWords() throws Exception {
        Hold result = FAL.hold("result");
        RunId run = launch(20);
        worker.fill();
        result.awaitReached();
        killWorkerAndWait();
        worker.renew();
        FAL.last().expire();
        result.letGo();
        worker.fill();
        awaited.when(run, details -> details.progress().phase().contains("Result expired"));
        clock.advance(Duration.ofHours(2));

        RunDetails unclear = awaited.in(run, RunState.UNCONFIRMED);
        assertThat(unclear.failure()).contains("is not known", FAL.last().id);
        assertThat(unclear.advice()).contains("free");
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.UNCONFIRMED);
    }

    @Test
    void aFileThatIsBeingCopiedOutlivesTheExpiredResult() throws Exception {
        Hold download = FAL.hold("download");
        RunId run = launch(20);
        worker.fill();
        download.awaitReached();
        killWorkerAndWait();
        worker.renew();
        FAL.last().expire();
        download.letGo();
        worker.fill();

        assertThat(awaited.in(run, RunState.SUCCEEDED).lora()).isNotNull();
    }

    @Test
    void aServerThatStopsInGoodOrderLeavesTheRequestAlone() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch(20);
        worker.fill();
        status.awaitReached();
        worker.releaseAll();
        status.letGo();
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void anUnclearRunThatFalDidAcceptGoesOnWithItsRequest() throws Exception {
        RunId run = unclear();
        String request = FAL.last().id;
        assertThatThrownBy(() -> decisions.adopt(run, request)).isInstanceOf(AccessDeniedException.class);
        asAdmin();
        assertThatThrownBy(() -> decisions.adopt(run, "../other"))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("remoteId"));

        decisions.adopt(run, request);
        asMember();
        assertThat(inbox.page(false, 0).notices())
                .extracting(told -> told.notice().title())
                .contains("Run " + runs.details(run).number() + " continues with what the service accepted");
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
        assertThat(runs.contributions(run))
                .extracting(RunContribution::deed)
                .containsExactly(RunContribution.Deed.ADOPTED);
        assertThatThrownBy(() -> decisions.sendAgain(run, people.proof())).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void anUnclearRunThatFalDidNotAcceptIsSentAgainAndPaidOnce() throws Exception {
        RunId run = unclear();
        PasswordProof ofAnother = people.proof();
        assertThatThrownBy(() -> decisions.sendAgain(run, ofAnother)).isInstanceOf(AccessDeniedException.class);
        asAdmin();
        assertThatThrownBy(() -> decisions.sendAgain(run, ofAnother)).isInstanceOf(DomainException.RuleViolation.class);

        decisions.sendAgain(run, people.proof());
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
        assertThat(charges())
                .extracting(Charge::state)
                .containsExactlyInAnyOrder(ChargeState.NOT_CHARGED, ChargeState.CHARGED);
    }

    @Test
    void cancellingAndResumingAnUnclearRunSendsNothingTwice() throws Exception {
        RunId run = unclear();
        runs.cancel(run);
        assertThat(runs.details(run).advice()).contains("ask an admin to decide again");

        runs.resume(run);
        worker.fill();

        awaited.in(run, RunState.UNCONFIRMED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aRequestThatFalDoesNotKnowIsSaidInWords() throws Exception {
        RunId run = unclear();
        asAdmin();

        decisions.adopt(run, "11111111-2222-3333-4444-555555555555");
        worker.fill();
        awaited.when(run, details -> details.progress().phase().contains("does not know this"));
        clock.advance(Duration.ofHours(2));

        assertThat(awaited.in(run, RunState.UNCONFIRMED).failure()).contains("does not know this");
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aRunAboveTheLimitWaitsUntilAnAdminReleasesIt() throws Exception {
        RunId run = launch(6_000);
        worker.fill();
        assertThat(runs.details(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(runs.details(run).progress().phase()).contains("$12.00", "limit of $10.00");
        assertThat(FAL.requests()).isEmpty();
        assertThatThrownBy(() -> decisions.release(run, people.proof())).isInstanceOf(AccessDeniedException.class);
        FAL.finishAtOnce();

        asAdmin();
        decisions.release(run, people.proof());
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(charges().getFirst().actual()).isEqualByComparingTo("12.00");
    }

    @Test
    @Tag("attack")
    void aHeldRunIsReleasedOnlyWithThePasswordOfTheAdminTypedJustNow() {
        RunId run = launch(6_000);
        PasswordProof ofAnother = people.proof();
        asAdmin();
        PasswordProof old = people.proof();
        clock.advance(Reauthentication.HOLDS.plusSeconds(1));

        for (PasswordProof useless : List.of(ofAnother, old)) {
            assertThatThrownBy(() -> decisions.release(run, useless)).isInstanceOf(DomainException.RuleViolation.class);
        }

        assertThat(runs.details(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLaunchedAHeldRunHearsTheDecisionAndTheOtherAdminsAreAskedNoMore(boolean released) {
        SignedInPerson olga = people.admin("Olga");
        RunId run = launch(6_000);
        asAdmin();

        if (released) {
            decisions.release(run, people.proof());
        } else {
            decisions.refuse(run, "");
        }

        people.signIn(olga);
        assertThat(inbox.page(false, 0).notices()).singleElement().satisfies(asked -> {
            assertThat(asked.notice().title()).endsWith("is waiting to be released");
            assertThat(asked.settled()).isTrue();
        });
        asMember();
        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title() + ". " + told.notice().words())
                .containsExactly("Run " + runs.details(run).number() + " was " + (released ? "released" : "refused")
                        + ". By Ada.");
    }

    @Test
    @Tag("attack")
    void whatOnlyAnAdminMayLaunchLeavesTheQueueWithTheRole() {
        SignedInPerson olga = people.signIn(people.admin("Olga"));
        RunId dear = launch(6_000);
        RunId cheap = launch(2_000);
        assertThat(runs.details(dear).state()).isEqualTo(RunState.QUEUED);
        asAdmin();

        team.changeRole(new AccountId(olga.accountId()), Role.MEMBER, people.proof());

        assertThat(runs.details(dear).state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.details(dear).failure()).contains("Ada");
        assertThat(runs.resumeOffer(dear)).isPresent();
        assertThat(runs.details(cheap).state()).isEqualTo(RunState.QUEUED);
        people.signIn(people.member("Mara"));
        runs.resume(dear, runs.resumeOffer(dear).orElseThrow());
        assertThat(runs.details(dear).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        asAdmin();
        assertThat(inbox.page(true, 0).notices())
                .extracting(asked -> asked.notice().title())
                .contains("Run " + runs.details(dear).number() + " is waiting to be released");
    }

    @Test
    void aHeldRunThatIsRefusedNeverReachesFal() {
        RunId run = launch(6_000);
        asAdmin();

        decisions.refuse(run, "  Too dear for this month. ");
        worker.fill();

        assertThat(runs.details(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.details(run).failure()).isEqualTo("Refused by Ada: Too dear for this month.");
        assertThat(FAL.requests()).isEmpty();
        assertThat(charges()).isEmpty();
        assertThatThrownBy(() -> decisions.release(run, people.proof())).isInstanceOf(DomainException.Conflict.class);
        asMember();
        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().words())
                .containsExactly("By Ada: Too dear for this month.");
    }

    @Test
    void aReasonThatIsTooLongRefusesNothing() {
        RunId run = launch(6_000);
        asAdmin();

        assertThatThrownBy(() -> decisions.refuse(run, "x".repeat(501)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("A reason has up to 500 characters.");
        assertThat(runs.details(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void nobodyGetsAroundTheLimitByCancellingAndResuming() {
        RunId run = launch(6_000);
        runs.cancel(run);
        runs.resume(run, runs.resumeOffer(run).orElseThrow());
        worker.fill();

        assertThat(runs.details(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(FAL.requests()).isEmpty();
    }

    @Test
    @Tag("attack")
    void theRunsOfAHeldOrRefusedGridAreHeldAgainWhoeverResumesThem() {
        List<LaunchResult> grid = grid(1_400, 1_401, 1_402, 1_403);
        RunId first = grid.getFirst().run();
        runs.cancel(first);
        asAdmin();
        decisions.refuse(grid.get(1).run(), "");
        people.signIn(people.member("Mo"));

        grid.forEach(
                each -> runs.resume(each.run(), runs.resumeOffer(each.run()).orElseThrow()));
        worker.fill();

        assertThat(grid).extracting(each -> runs.details(each.run())).allSatisfy(held -> {
            assertThat(held.state()).isEqualTo(RunState.AWAITING_APPROVAL);
            assertThat(held.progress().phase()).contains("held before, and no admin has released it");
        });
        assertThat(FAL.requests()).isEmpty();
        asAdmin();
        decisions.release(first, people.proof());
        asMember();
        runs.cancel(first);
        runs.resume(first, runs.resumeOffer(first).orElseThrow());
        assertThat(runs.details(first).state()).isEqualTo(RunState.QUEUED);
        asAdmin();
        RunId second = grid.get(1).run();
        runs.cancel(second);
        runs.resume(second, runs.resumeOffer(second).orElseThrow());
        assertThat(runs.details(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    @Tag("attack")
    void singleLaunchesOfADayCountTogetherAgainstTheLimit() {
        RunId first = launch(1_400);
        launch(1_400);
        launch(1_400);
        RunId held = runs.launch(request(1_400), new BigDecimal("2.80")).run();
        assertThat(runs.details(held).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(runs.details(held).progress().phase())
                .contains("about $2.80", "limit of $10.00 together with the $8.40 ordered in the last 24 hours");
        assertThat(grid(500, 600)).allMatch(LaunchResult::awaitingApproval);
        people.signIn(people.member("Mo"));
        assertThat(runs.details(launch(1_400)).state()).isEqualTo(RunState.QUEUED);

        asAdmin();
        decisions.release(held, people.proof());
        asMember();
        assertThat(runs.details(launch(500)).state())
                .as("what an admin released does not count")
                .isEqualTo(RunState.QUEUED);
        runs.cancel(first);
        RunId instead = launch(1_400);
        assertThat(runs.details(instead).state()).as("nor what was not sent").isEqualTo(RunState.QUEUED);
        runs.resume(first, runs.resumeOffer(first).orElseThrow());
        assertThat(runs.details(first).state()).isEqualTo(RunState.AWAITING_APPROVAL);

        clock.advance(Duration.ofHours(24));
        assertThat(runs.details(launch(1_400)).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    @Tag("attack")
    void aRunThatIsDoneCountsForTheRestOfItsDay() throws Exception {
        FAL.finishAtOnce();
        RunId run = launch(4_000);
        worker.fill();
        awaited.in(run, RunState.SUCCEEDED);
        asMember();

        assertThat(runs.details(launch(1_500)).state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    @Tag("attack")
    void launchesAtTheSameMomentCountTogether() throws Exception {
        launch(20);
        CountDownLatch all = new CountDownLatch(3);
        Callable<RunId> browser = () -> {
            asMember();
            all.countDown();
            all.await();
            return launch(2_000);
        };
        List<RunId> launched = new ArrayList<>();
        try (ExecutorService browsers = Executors.newFixedThreadPool(3)) {
            for (Future<RunId> answer : browsers.invokeAll(List.of(browser, browser, browser))) {
                launched.add(answer.get());
            }
        }

        assertThat(launched)
                .extracting(run -> runs.details(run).state())
                .containsExactlyInAnyOrder(RunState.QUEUED, RunState.QUEUED, RunState.AWAITING_APPROVAL);
    }

    @Test
    void aGridWhoseTotalIsAboveTheLimitIsOneDecision() {
        List<LaunchResult> grid = grid(2_000, 2_500, 3_000);
        assertThat(grid).allMatch(LaunchResult::awaitingApproval);
        RunDetails first = runs.details(grid.getFirst().run());
        assertThat(first.progress().phase())
                .contains("the 3 runs of this grid come to about $15.00", "limit of $10.00");
        assertThat(first.estimatedCost()).isEqualByComparingTo("4.00");
        List<Long> numbers = grid.stream().map(LaunchResult::number).toList();
        assertThat(runs.heldTogether(first.id()).numbers()).isEqualTo(numbers);
        assertThat(runs.heldTogether(first.id()).cost().amount()).isEqualByComparingTo("15.00");
        assertThatThrownBy(() -> decisions.release(first.id(), people.proof()))
                .isInstanceOf(AccessDeniedException.class);
        asAdmin();

        assertThat(decisions.release(grid.get(1).run(), people.proof())).isEqualTo(numbers);

        assertThat(grid)
                .allSatisfy(receipt ->
                        assertThat(runs.details(receipt.run()).state()).isEqualTo(RunState.QUEUED));
        assertThatThrownBy(() -> decisions.refuse(first.id(), "")).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void aRefusedGridIsRefusedAsAWhole() {
        List<LaunchResult> grid = grid(3_000, 4_000);
        runs.cancel(grid.getFirst().run());
        asAdmin();

        assertThat(decisions.refuse(grid.get(1).run(), ""))
                .containsExactly(grid.get(1).number());
        assertThat(grid)
                .allSatisfy(receipt ->
                        assertThat(runs.details(receipt.run()).state()).isEqualTo(RunState.CANCELLED));
    }

    @Test
    void aGridBelowTheLimitGoesStraightIntoTheQueue() {
        assertThat(grid(1_000, 2_000)).noneMatch(LaunchResult::awaitingApproval);
    }

    private List<LaunchResult> grid(Integer... steps) {
        ParameterGrid grid = new ParameterGrid(List.of(new ParameterGrid.Axis(
                JobField.STEPS, Stream.of(steps).map(BigDecimal::valueOf).toList())));
        TrainingSettings asked =
                new TrainingSettings(new TriggerWord("ohwx woman"), 1_000, 1e-4, 16, 16, 1, 1024, 7, 0, 0, List.of());
        return grids.launch(new LaunchRequest(ava, FAST, asked, true, UUID.randomUUID(), null), grid);
    }

    @Test
    @Tag("attack")
    void aCancelledRunIsTakenOutOfFalsQueueAndNotCharged() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch(20);
        worker.fill();
        status.awaitReached();
        FAL.last().stayQueued();

        runs.cancel(run);
        status.letGo();

        awaited.idle(worker);
        assertThat(FAL.last().isCancelled()).isTrue();
        assertThat(runs.details(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.details(run).advice()).contains("from the beginning", "keeps no checkpoints");
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    @Test
    void theKeyIsNeverInALogAMessageOrARecord() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            asAdmin();
            connection.test().get();
            asMember();
            FAL.answerOnce("submit", FakeAnswer.of(401, "{\"detail\":\"Invalid authentication credentials\"}"));
            RunId refused = launch(20);
            worker.fill();
            RunDetails failed = awaited.in(refused, RunState.FAILED);
            awaited.idle(worker);
            FAL.cutOffOnce("submit");
            RunId lost = launch(20);
            worker.fill();
            RunDetails unclear = awaited.in(lost, RunState.UNCONFIRMED);
            awaited.idle(worker);
            FAL.answerOnce("status", FakeAnswer.of(500, "<html>" + FakeFal.KEY + "</html>"));
            FAL.answerOnce("result", FakeAnswer.of(200, "no JSON at all"));
            RunId done = launch(20);
            worker.fill();
            awaited.in(done, RunState.SUCCEEDED);
            awaited.idle(worker);

            String everything = log.text()
                    + failed
                    + unclear
                    + runs.details(done)
                    + lines(refused)
                    + lines(lost)
                    + lines(done)
                    + connectionState();
            assertThat(everything).doesNotContain("fake-key-secret").contains("fal.ai refuses the key");
        }
    }

    private String connectionState() {
        asAdmin();
        return connection.state() + " " + connection;
    }

    private String lines(RunId run) {
        return runs.log(run, 0, 1_000).stream().map(LogLine::line).collect(Collectors.joining("\n"));
    }

    /** Launches a run, kills its worker while fal holds the answer to a call, and lets the next worker take it up. */
    private RunId killedAt(String call) throws Exception {
        Hold hold = FAL.hold(call);
        RunId run = launch(20);
        worker.fill();
        hold.awaitReached();
        killWorkerAndWait();
        worker.renew();
        hold.letGo();
        worker.fill();
        return run;
    }

    private RunId unclear() throws Exception {
        FAL.cutOffOnce("submit");
        RunId run = launch(20);
        worker.fill();
        awaited.in(run, RunState.UNCONFIRMED);
        awaited.idle(worker);
        return run;
    }
}
