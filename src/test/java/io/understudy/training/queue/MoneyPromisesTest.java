package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.billing.CostService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.training.ResumeOffer;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.runs.LaunchRequest;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;

/** What is promised about money: nothing is paid twice, nothing is called free that may not be, nothing costs unasked. */
@Tag("attack")
class MoneyPromisesTest extends FalTrainingTest {
    private static final FakeAnswer BUSY = FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}");
    private static final FakeAnswer NOT_FOUND = FakeAnswer.of(404, "{\"detail\":\"Request not found\"}");

    @Autowired
    CostService costs;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    QueueService queues;

    BackgroundQueue<?> cancels;

    @Autowired
    void cancels(FalCancels queue) {
        cancels = (BackgroundQueue<?>) queue;
    }

    static Stream<Arguments> troubleWithTheResult() {
        return Stream.of(
                Arguments.of("503", BUSY),
                Arguments.of("429", new FakeAnswer(429, "{\"detail\":\"Too many\"}", Map.of("Retry-After", "0"))),
                Arguments.of("404", NOT_FOUND),
                Arguments.of("401", FakeAnswer.of(401, "{\"detail\":\"Invalid authentication credentials\"}")),
                Arguments.of("still in progress", FakeAnswer.of(400, "{\"detail\":\"Request is still in progress\"}")),
                Arguments.of("a page of a proxy", FakeAnswer.of(200, "<html>Bad gateway</html>")),
                Arguments.of("an answer that names no file", FakeAnswer.of(200, "{}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubleWithTheResult")
    void aFinishedTrainingWhoseResultIsOutOfReachForAWhileIsFetchedAndPaidOnce(String name, FakeAnswer trouble)
            throws Exception {
        repeat(12, () -> FAL.answerOnce("result", trouble));

        RunId run = launch();

        assertThat(awaited.in(run, RunState.SUCCEEDED).lora()).isNotNull();
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
    }

    @Test
    void aRequestThatFalDoesNotKnowRightAfterItAcceptedItIsAskedForAgain() throws Exception {
        repeat(12, () -> FAL.answerOnce("status", NOT_FOUND));

        RunId run = launch();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aRequestThatStaysUnknownWaitsForAPersonAndIsAskedForAgainForNothing() throws Exception {
        FAL.answerAlways("status", NOT_FOUND);
        RunId run = launch();
        awaited.when(run, details -> details.progress().phase().contains("does not know this"));
        clock.advance(Duration.ofMinutes(11));

        RunDetails unclear = awaited.in(run, RunState.UNCONFIRMED);

        assertThat(unclear.failure()).contains("What became of request " + FAL.last().id);
        assertThat(runs.resumeOffer(run).orElseThrow().isFree()).isTrue();
        assertThat(runs.resumeOffer(run).orElseThrow().request()).isEqualTo(FAL.last().id);
        FAL.recover();
        runs.resume(run);
        worker.fill();
        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
    }

    @Test
    void aResultThatStaysOutOfReachIsNeverCalledFailedOrFree() throws Exception {
        RunId run = unanswered();

        assertThat(runs.details(run).failure()).contains("is not known", "503");
        assertThat(runs.details(run).advice()).contains("free").doesNotContain("launch", "run it again");
        assertThat(spend.of(run.value()).isSettled()).isFalse();
        assertThat(spend.of(run.value()).pending()).isEqualByComparingTo("0.04");
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.UNCONFIRMED);
            assertThat(charge.actual()).isNull();
            assertThat(charge.atMost()).isEqualByComparingTo("0.04");
        });
    }

    @Test
    void aMessageOfFalsThatItIsOverMakesTheServerAskAgainByItself() throws Exception {
        RunId run = unanswered();
        FAL.recover();

        events.publishEvent(new FalRequestEnded(run.value(), FAL.last().id));
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void givingARequestUpIsAnAdminsDecisionAndTheFirstOneMayStillBeCharged() throws Exception {
        RunId run = unanswered();
        FAL.recover();
        assertThatThrownBy(() -> decisions.sendAgain(run, people.proof())).isInstanceOf(AccessDeniedException.class);
        people.signIn(people.admin("Ada"));

        decisions.sendAgain(run, people.proof());
        assertThatThrownBy(() -> decisions.sendAgain(run, people.proof())).isInstanceOf(DomainException.Conflict.class);
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
        assertThat(charges())
                .extracting(Charge::state)
                .containsExactlyInAnyOrder(ChargeState.ASSUMED, ChargeState.CHARGED);
    }

    @Test
    void aFileThatCannotBeCopiedYetIsCopiedLater() throws Exception {
        repeat(8, () -> FAL.answerOnce("download", BUSY));

        RunId run = launch();

        assertThat(awaited.in(run, RunState.SUCCEEDED).lora()).isNotNull();
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void theRequestOfARunThatIsCancelledWhileItIsSentIsNotForgotten() throws Exception {
        Hold submit = FAL.hold("submit");
        RunId run = launch();
        submit.awaitReached();
        runs.cancel(run);
        FAL.last().finish();
        submit.letGo();
        awaited.idle(worker);

        ResumeOffer offer = runs.resumeOffer(run).orElseThrow();
        assertThat(offer.request()).isEqualTo(FAL.last().id);
        runs.resume(run, offer);
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aCancelThatFalDidNotHearBeforeTheServerDiedIsRepeatedByTheNext() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch();
        status.awaitReached();
        FAL.last().stayQueued();
        FAL.answerAlways("cancel", BUSY);
        killWorkerAndWait();
        worker.renew();
        runs.cancel(run);
        cancels.settled().get();
        status.letGo();
        assertThat(FAL.last().isCancelled()).isFalse();
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.ASSUMED);

        FAL.recover();
        clock.advance(Duration.ofMinutes(2));
        RunAs.run(cancels::look);

        assertThat(FAL.last().isCancelled()).isTrue();
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    @Test
    void aCancelThatWaitsIsForgottenOnceAPersonWantsTheRunAfterAll() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch();
        status.awaitReached();
        FAL.answerAlways("cancel", BUSY);
        killWorkerAndWait();
        worker.renew();
        runs.cancel(run);
        cancels.settled().get();
        status.letGo();
        FAL.recover();

        runs.resume(run);
        worker.fill();
        awaited.in(run, RunState.SUCCEEDED);
        clock.advance(Duration.ofMinutes(2));
        RunAs.run(cancels::look);

        assertThat(FAL.last().isCancelled()).isFalse();
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aServerThatDiesAgainAndAgainDoesNotLoseWhatFalHas() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch();
        status.awaitReached();
        repeat(3, () -> {
            killWorkerAndWait();
            worker.renew();
            worker.fill();
        });
        killWorkerAndWait();
        worker.renew();
        assertThat(runs.details(run).state()).isEqualTo(RunState.UNCONFIRMED);
        assertThat(runs.resumeOffer(run).orElseThrow().isFree()).isTrue();
        status.letGo();

        runs.resume(run);
        worker.fill();

        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void runsOverTheAccountsLimitWaitHereWhateverTheirTrainer() throws Exception {
        Hold status = FAL.hold("status");
        launch();
        launch();
        RunId third = runs.launch(turbo()).run();
        worker.fill();
        assertThat(runs.details(third).state()).isEqualTo(RunState.QUEUED);
        assertThat(queues.standing(third).orElseThrow().reason()).contains("fal.ai takes 2 at a time");

        asAdmin();
        assertThatThrownBy(() -> connection.changeConcurrency(0)).isInstanceOf(DomainException.RuleViolation.class);
        connection.changeConcurrency(3);
        worker.fill();
        assertThat(runs.details(third).state()).isNotEqualTo(RunState.QUEUED);
        status.letGo();
        awaited.in(third, RunState.SUCCEEDED);
    }

    private LaunchRequest turbo() {
        LaunchRequest fast = request();
        return new LaunchRequest(ava, "fal-turbo-flux-trainer", fast.parameters(), true, UUID.randomUUID(), null);
    }

    @Test
    void theSameDatasetIsUploadedOnceWhileFalHasIt() throws Exception {
        awaited.in(launch(), RunState.SUCCEEDED);
        awaited.in(launch(), RunState.SUCCEEDED);
        assertThat(FAL.uploads()).isEqualTo(1);

        FAL.remove(URI.create(FAL.last().input.path("images_data_url").asString()));
        awaited.in(launch(), RunState.SUCCEEDED);
        assertThat(FAL.uploads()).isEqualTo(2);
        clock.advance(Duration.ofDays(2));
        awaited.in(launch(), RunState.SUCCEEDED);
        assertThat(FAL.uploads()).isEqualTo(3);
    }

    @Test
    void whatIsOverAtFalIsPaidAgainOnlyByAPersonWhoSawThePrice() throws Exception {
        RunId run = failedAtFal();
        ResumeOffer offer = runs.resumeOffer(run).orElseThrow();
        assertThat(offer.isFree()).isFalse();
        assertThat(offer.cost().amount()).isEqualByComparingTo("0.04");

        assertThatThrownBy(() -> runs.resume(run))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("about $0.04");
        assertThat(FAL.requests()).hasSize(1);

        runs.resume(run, offer);
        worker.fill();
        awaited.in(run, RunState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    void aPriceThatRoseSinceItWasShownIsNotPaid() throws Exception {
        RunId run = failedAtFal();
        ResumeOffer offer = runs.resumeOffer(run).orElseThrow();
        people.signIn(people.admin("Ada"));
        costs.changePrice(FAST, new BigDecimal("20.00"), people.proof());
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> runs.resume(run, offer))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("about $0.40");
        worker.fill();
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void twoBrowsersThatConfirmAtOncePayOnce() throws Exception {
        RunId run = failedAtFal();
        ResumeOffer offer = runs.resumeOffer(run).orElseThrow();
        CountDownLatch both = new CountDownLatch(2);
        Callable<Boolean> browser = () -> {
            people.signIn(people.member("Mara"));
            both.countDown();
            both.await();
            try {
                runs.resume(run, offer);
                return true;
            } catch (DomainException.Conflict late) {
                return false;
            }
        };
        people.member("Mara");
        try (ExecutorService browsers = Executors.newFixedThreadPool(2)) {
            List<Boolean> paid = new ArrayList<>();
            for (Future<Boolean> answer : browsers.invokeAll(List.of(browser, browser))) {
                paid.add(answer.get());
            }
            assertThat(paid).containsExactlyInAnyOrder(true, false);
        }
        FAL.answerOnce("result", FakeAnswer.of(422, "{\"detail\":\"No face\"}"));
        worker.fill();
        awaited.in(run, RunState.FAILED);
        awaited.idle(worker);

        // A dialog that was left open since the first failure is about another attempt.
        assertThatThrownBy(() -> runs.resume(run, offer)).isInstanceOf(DomainException.Conflict.class);
        worker.fill();
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    void aServerThatDiesBeforeItCouldSayThatARequestFailedDoesNotSendAnother() throws Exception {
        Hold result = FAL.hold("result");
        FAL.answerAlways("result", FakeAnswer.of(422, "{\"detail\":\"No face\"}"));
        RunId run = launch();
        result.awaitReached();
        killWorkerAndWait();
        worker.renew();
        result.letGo();
        worker.fill();

        awaited.in(run, RunState.FAILED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aFaultOfFalsOwnIsNotCalledFreeUnlessFalSaysSo() throws Exception {
        RunId run = failedAtFal();

        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.ASSUMED);
        assertThat(spend.month(MARCH).total().actual()).isEqualByComparingTo("0");
        assertThat(spend.month(MARCH).total().pending()).isEqualByComparingTo("0.04");
        assertThat(spend.of(run.value()).isSettled()).isFalse();
        StringWriter csv = new StringWriter();
        spend.export(MARCH, csv);
        assertThat(csv.toString()).contains("Not known yet,0.04", ",,0.04").doesNotContain("Not charged");
    }

    @Test
    void whatFalSaysThatItBilledForAFailureIsBelieved() throws Exception {
        FAL.answerOnce("result", new FakeAnswer(422, "{\"detail\":\"No face\"}", Map.of("X-Fal-Billable-Units", "0")));
        awaited.in(launch(), RunState.FAILED);
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.NOT_CHARGED);
            assertThat(charge.actual()).isEqualByComparingTo("0");
        });
    }

    @Test
    void aRefusedSubmitIsNotCharged() throws Exception {
        FAL.answerOnce("submit", FakeAnswer.of(403, "{\"detail\":\"Exhausted balance\"}"));

        awaited.in(launch(), RunState.FAILED);

        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    @Test
    void aHeldRunIsNotLetGoByResumingIt() {
        RunId run = launch(6_000);
        assertThat(runs.details(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);

        assertThat(runs.resumeOffer(run)).isEmpty();
        assertThatThrownBy(() -> runs.resume(run)).isInstanceOf(DomainException.Conflict.class);
        assertThat(FAL.requests()).isEmpty();
    }

    @Test
    void leasesAreRenewedWhileTheWorkerIsBusyStartingARun() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch();
        status.awaitReached();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        RunId slow = runs.launch(request()).run();
        backend.whenSubmitted(() -> {
            busy.countDown();
            awaitUninterruptibly(done);
        });
        Thread filling = Thread.ofPlatform().start(worker::fill);
        try {
            busy.await();
            clock.advance(Duration.ofSeconds(15));
            worker.renew();
            clock.advance(Duration.ofSeconds(15));

            assertThat(anotherNodeTakes()).isZero();
            assertThat(runs.details(run).attempt()).isEqualTo(1);
        } finally {
            done.countDown();
            filling.join();
            status.letGo();
        }
        assertThat(runs.details(slow).attempt()).isEqualTo(1);
    }

    @Test
    void aRunThatAnotherNodeTookStopsItsOldOwner() {
        RunId run = runs.launch(request()).run();
        worker.fill();
        clock.advance(Duration.ofMinutes(1));
        assertThat(anotherNodeTakes()).isEqualTo(1);

        worker.takeBackOverdue();

        assertThat(backend.last().cancelled).isTrue();
        assertThat(worker.isIdle()).isTrue();
        assertThat(runs.details(run).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatAnotherNodeTookIsLetGoAndNotStoppedAtTheService() {
        runs.launch(request());
        worker.fill();
        backend.last().reporter.log("a line that waits to be written");
        clock.advance(Duration.ofMinutes(1));
        anotherNodeTakes();

        worker.beat();

        assertThat(backend.last().letGo).isTrue();
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    void stoppingTheServerInGoodOrderIsNoDeathOfIt() {
        RunId run = runs.launch(request()).run();
        repeat(4, () -> {
            worker.fill();
            worker.releaseAll();
        });
        worker.fill();
        clock.advance(Duration.ofMinutes(1));
        anotherNodeTakes();

        assertThat(runs.details(run).state()).isEqualTo(RunState.QUEUED);
        assertThat(runs.details(run).attempt()).isEqualTo(5);
    }

    @Test
    void aBusyServerKeepsItsOwnOverdueRun() {
        RunId run = runs.launch(request()).run();
        worker.fill();
        clock.advance(Duration.ofMinutes(5));

        worker.takeBackOverdue();

        assertThat(runs.details(run).state()).isEqualTo(RunState.PREPARING);
        assertThat(runs.details(run).attempt()).isEqualTo(1);
        assertThat(backend.last().cancelled).isFalse();
    }

    private int anotherNodeTakes() {
        return RunAs.get(() -> journal.takeBackOverdue(Set.of()));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A run whose result fal has not handed out for two hours. */
    private RunId unanswered() throws Exception {
        FAL.answerAlways("result", BUSY);
        RunId run = launch();
        awaited.when(run, details -> details.progress().phase().contains("Keeps asking"));
        clock.advance(Duration.ofHours(2));
        awaited.in(run, RunState.UNCONFIRMED);
        awaited.idle(worker);
        return run;
    }

    private RunId failedAtFal() throws Exception {
        Hold status = FAL.hold("status");
        RunId run = launch();
        status.awaitReached();
        FAL.last().fail("Runner disconnected", "runner_disconnected");
        status.letGo();
        awaited.in(run, RunState.FAILED);
        awaited.idle(worker);
        return run;
    }

    private RunId launch() {
        return launch(20);
    }

    @Override
    RunId launch(int steps) {
        RunId run = super.launch(steps);
        worker.fill();
        return run;
    }

    private static void repeat(int times, Runnable what) {
        for (int time = 0; time < times; time++) {
            what.run();
        }
    }
}
