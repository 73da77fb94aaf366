package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.billing.SpendService;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.providers.engines.OtherNode;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.OrphanFinder.EngineJob;
import io.understudy.training.queue.FakeTrainingBackend.FakeJob;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.versions.release.SnapshotRecallService;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Engines come, change, pause and go while the product runs. */
@RecordApplicationEvents
@Tag("rules")
class EngineRunTest extends TrainingTest {
    @Autowired
    EngineService engines;

    @Autowired
    EngineDirectory directory;

    @Autowired
    OtherNode otherNode;

    @Autowired
    FakeTrainingEngines factory;

    @Autowired
    QueueService queues;

    @Autowired
    EngineJobService jobs;

    @Autowired
    RunDecisionService decisions;

    @Autowired
    CancelledRunQueue cancelled;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SpendService spend;

    @Autowired
    ApplicationEvents events;

    private final FakeEngine box = FakeEngine.aiToolkit();
    private EngineId id = new EngineId(new UUID(0, 0));
    private String engine = "";

    @BeforeEach
    void anEngine() {
        factory.take(EngineKind.AI_TOOLKIT);
        add(null, Role.MEMBER);
    }

    @AfterEach
    void stop() {
        box.close();
    }

    private void add(String price, Role openTo) {
        people.signIn(people.admin("Ada"));
        engines.engines().forEach(known -> engines.remove(known.id()));
        id = engines.add(FakeEngine.priced(box.draft("A100 box", EngineKind.AI_TOOLKIT), price, openTo));
        engine = engines.engine(id).backend();
        people.signIn(people.member("Mara"));
    }

    private void asAdmin(Runnable change) {
        people.signIn(people.admin("Ada"));
        change.run();
        people.signIn(people.member("Mara"));
    }

    private RunId launch() {
        return runs.launch(new LaunchRequest(ava, engine, parameters(), true, UUID.randomUUID(), null))
                .run();
    }

    private FakeJob job() {
        return factory.made().stream()
                .flatMap(made -> made.inner.jobs().stream())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private RunState state(RunId run) {
        return runs.details(run).state();
    }

    private Optional<BackendChoice> choice() {
        return runs.backends().stream()
                .filter(choice -> choice.id().equals(engine))
                .findFirst();
    }

    @Test
    void aRunIsTrainedOnAnEngineThatWasJustAdded() {
        RunId run = launch();
        worker.fill();
        job().steps(1, 10);
        job().finish();

        assertThat(state(run)).isEqualTo(RunState.SUCCEEDED);
        assertThat(runs.details(run).backendName()).isEqualTo("A100 box");
    }

    @Test
    void aRunningJobStaysWithTheBackendThatStartedIt() {
        RunId run = launch();
        worker.fill();
        FakeJob started = job();
        clock.advance(Duration.ofSeconds(1));
        asAdmin(() -> engines.change(
                id, engines.engine(id).rowVersion(), box.draft("A100 box, moved", EngineKind.AI_TOOLKIT), false));

        assertThat(choice().orElseThrow().displayName()).isEqualTo("A100 box, moved");
        assertThat(factory.made()).hasSizeGreaterThan(1);
        runs.cancel(run);
        assertThat(started.cancelled).isTrue();
    }

    @Test
    void aBoxThatIsEnteredTwiceTakesNoMoreRunsForThat() {
        String first = engine;
        RunId one = launch();
        RunId two = launch();
        asAdmin(() -> engine = engines.engine(engines.add(box.draft("A100 box for sd-scripts", EngineKind.AI_TOOLKIT)))
                .backend());
        RunId three = launch();

        worker.fill();

        assertThat(engine).isNotEqualTo(first);
        List<RunId> all = List.of(one, two, three);
        assertThat(all)
                .extracting(this::state)
                .containsExactlyInAnyOrder(RunState.PREPARING, RunState.PREPARING, RunState.QUEUED);
        RunId waiting = all.stream()
                .filter(run -> state(run) == RunState.QUEUED)
                .findFirst()
                .orElseThrow();
        assertThat(queues.standing(waiting).orElseThrow().reason())
                .startsWith("The machine 127.0.0.1:")
                .contains("has several entries in Settings and takes 2 at a time");

        runs.cancel(one.equals(waiting) ? two : one);
        worker.fill();
        assertThat(state(waiting)).isEqualTo(RunState.PREPARING);
    }

    /** @return its backend */
    private String oneAtATime(EngineKind kind, String name) {
        factory.take(kind);
        people.signIn(people.admin("Ada"));
        String backend = engines.engine(engines.add(FakeEngine.ofMachine(kind, name, "0", 1)))
                .backend();
        people.signIn(people.member("Mara"));
        return backend;
    }

    private FakeTrainingBackend trainer(String backend) {
        return factory.made().stream()
                .filter(made -> made.id().equals(backend))
                .toList()
                .getLast()
                .inner;
    }

    private void assertWaitsForAJobThatNoRunHas(RunId waiting) {
        worker.fill();
        assertThat(state(waiting)).isEqualTo(RunState.QUEUED);
        assertThat(queues.standing(waiting).orElseThrow().reason())
                .startsWith("The machine gpu.example has several entries in Settings and takes 1 at a time")
                .contains("counting runs that may still compute there");
    }

    @Test
    void theCardOfACancelledRunIsFreeForAnotherEntryOnlyWhenItsJobHasEnded() {
        String server = oneAtATime(EngineKind.AI_TOOLKIT, "Server");
        engine = oneAtATime(EngineKind.GPU_HOST, "Host");
        RunId first = launch();
        worker.fill();
        trainer(engine).endsCancelled(false, true);
        job().reporter.remember("request 7");
        engine = server;
        RunId waiting = launch();
        runs.cancel(first);
        cancelled.settled().join();

        assertWaitsForAJobThatNoRunHas(waiting);

        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);
        worker.fill();
        assertThat(state(waiting)).isEqualTo(RunState.PREPARING);
    }

    @Test
    void theCardOfAJobThatNobodyFollowsIsNotGivenToAnotherEntry() {
        String host = oneAtATime(EngineKind.GPU_HOST, "Host");
        String server = oneAtATime(EngineKind.AI_TOOLKIT, "Server");
        engine = host;
        RunId first = launch();
        worker.fill();
        job().reporter.remember("request 7");
        engine = server;
        RunId waiting = launch();
        asAdmin(() -> queues.pause(host, "New driver"));
        killWorkerAndWait();

        assertWaitsForAJobThatNoRunHas(waiting);
        assertThat(state(first)).isEqualTo(RunState.QUEUED);

        asAdmin(() -> queues.resume(host));
        worker.fill();
        assertThat(state(first)).isEqualTo(RunState.PREPARING);
        trainer(host).last().reporter.unconfirmed(new JobFailure("The job is forgotten.", "Have it looked at.", null));
        assertWaitsForAJobThatNoRunHas(waiting);
    }

    @Test
    void onlyARunWhoseJobIsThereAlreadyIsTakenUpWhileTheJobOfAnotherEntryMayCompute() {
        String host = oneAtATime(EngineKind.GPU_HOST, "Host");
        engine = oneAtATime(EngineKind.AI_TOOLKIT, "Server");
        RunId first = launch();
        worker.fill();
        trainer(engine).endsCancelled(false, true);
        job().reporter.remember("request 7");
        engine = host;
        RunId waiting = launch();
        RunId there = launch();
        runs.cancel(first);
        cancelled.settled().join();
        assertWaitsForAJobThatNoRunHas(waiting);
        jdbc.sql("update training_run set memo = 'request 8' where id = ?")
                .param(there.value())
                .update();

        worker.fill();

        assertThat(state(there)).isEqualTo(RunState.PREPARING);
        assertThat(state(waiting)).isEqualTo(RunState.QUEUED);
    }

    @Test
    void onItsOwnEntryARunDoesNotWaitForACancelledOneWhichTheHostKeepsApart() {
        engine = oneAtATime(EngineKind.GPU_HOST, "Host");
        RunId first = launch();
        worker.fill();
        trainer(engine).endsCancelled(false, true);
        job().reporter.remember("request 7");
        RunId next = launch();
        runs.cancel(first);
        cancelled.settled().join();

        worker.fill();

        assertThat(state(next)).isEqualTo(RunState.PREPARING);
    }

    @Test
    void onAPausedEngineWhatRunsContinuesAndWhatWaitsIsToldWhy() {
        RunId running = launch();
        worker.fill();
        RunId waiting = launch();
        asAdmin(() -> engines.pause(id, "New driver"));
        worker.fill();

        assertThat(choice().orElseThrow().obstacle()).isEqualTo("Ada paused it: New driver.");
        assertThatThrownBy(this::launch)
                .hasMessageContaining("“A100 box” cannot be used now. Ada paused it: New driver.");
        assertThat(state(waiting)).isEqualTo(RunState.QUEUED);
        assertThat(queues.standing(waiting).orElseThrow().reason())
                .startsWith("Ada paused it: New driver. Runs in progress continue;");
        job().steps(1, 10);
        job().finish();
        assertThat(state(running)).isEqualTo(RunState.SUCCEEDED);
        worker.fill();
        assertThat(state(waiting)).isEqualTo(RunState.QUEUED);

        asAdmin(() -> engines.resume(id));
        worker.fill();
        assertThat(state(waiting)).isEqualTo(RunState.PREPARING);
    }

    @Test
    void anotherNodeSeesEachChangeInTheDatabase() {
        EngineDirectory there = otherNode.directory();
        assertThat(there.find(engine)).isPresent();

        asAdmin(() -> engines.pause(id, "Moved"));
        awaitThat(() -> there.find(engine).orElseThrow().pause() != null);
        asAdmin(() -> engines.remove(id));
        awaitThat(() -> there.find(engine).isEmpty());
        assertThat(there.formerName(engine)).contains("A100 box");
    }

    private static void awaitThat(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
        }
    }

    @Test
    void anEngineWithAnOpenRunIsNotRemoved() {
        RunId run = launch();
        assertThatThrownBy(() -> asAdmin(() -> engines.remove(id)))
                .hasMessageStartingWith("“A100 box” still has a run waiting or in progress.");

        people.signIn(people.member("Mara"));
        runs.cancel(run);
        asAdmin(() -> engines.remove(id));

        assertThat(choice()).isEmpty();
        assertThat(runs.details(run).backendName()).isEqualTo("A100 box");
        assertThat(lists.backends()).containsEntry(engine, "A100 box");
        assertThatThrownBy(() -> runs.resume(run))
                .hasMessage("“A100 box” was removed. Run it again on another backend.");
    }

    @Test
    void anEngineThatHasNotEndedACancelledJobIsNotRemoved() {
        RunId run = launch();
        worker.fill();
        trainer().endsCancelled(false, true);
        job().reporter.remember("request 7");
        runs.cancel(run);
        cancelled.settled().join();

        people.signIn(people.admin("Ada"));
        assertThatThrownBy(() -> engines.remove(id))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageStartingWith("“A100 box” may still compute a run of which it has not confirmed the end.");
        assertThatThrownBy(() -> engines.change(id, engines.engine(id).rowVersion(), moved(), false))
                .isInstanceOf(DomainException.RuleViolation.class);
        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);
        engines.remove(id);

        assertThat(choice()).isEmpty();
    }

    @Test
    void anEngineThatIsGoneIsRemovedWhenAnAdminSaysSo() {
        RunId run = launch();
        worker.fill();
        factory.neverConfirmAnEnd();
        people.signIn(people.admin("Ada"));
        assertThatThrownBy(() -> engines.removeLost(id))
                .hasMessageStartingWith("“A100 box” still has a run waiting or in progress.");
        people.signIn(people.member("Mara"));
        runs.cancel(run);
        cancelled.settled().join();

        people.signIn(people.admin("Ada"));
        assertThat(engines.ending(id)).contains("a run");
        assertThatThrownBy(() -> engines.remove(id)).hasMessageEndingWith("or confirm that its machine is gone.");
        engines.removeLost(id);

        assertThat(choice()).isEmpty();
        assertThat(runs.details(run).backendName()).isEqualTo("A100 box");
        assertThat(declared("engine.declared-gone")).containsExactly("a run");
    }

    private List<String> declared(String verb) {
        return events.stream(AuditEvent.class)
                .filter(event -> event.verb().equals(verb))
                .map(event -> String.valueOf(event.after().get("runs")))
                .toList();
    }

    @Test
    void theSameMachineHasANewAddressWhenAnAdminSaysSo() {
        RunId run = launch();
        worker.fill();
        factory.neverConfirmAnEnd();
        runs.cancel(run);
        cancelled.settled().join();
        EngineDraft moved = moved();
        people.signIn(people.admin("Ada"));
        long seen = engines.engine(id).rowVersion();
        assertThat(engines.followed(id)).contains("a run");
        assertThatThrownBy(() -> engines.change(id, seen, moved, false))
                .hasMessageEndingWith("Only the address may change, if you confirm that it is the same machine.");

        engines.change(id, seen, moved, true);

        assertThat(engines.engine(id).values())
                .containsEntry(EngineField.ADDRESS, moved.values().get(EngineField.ADDRESS));
        assertThat(declared("engine.declared-same-machine")).containsExactly("a run");
        assertThat(choice()).isPresent();
        trainer().endsCancelled(true);
        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);
        assertThat(memo(run)).as("ended at the new address").isEqualTo("over");
    }

    @Test
    void aRunIsFollowedAtTheNewAddressOfTheSameMachine() {
        RunId run = launch();
        worker.fill();
        FakeJob before = job();
        before.reporter.remember("request 7");
        before.steps(1, 3);
        asAdmin(() -> engines.change(id, engines.engine(id).rowVersion(), moved(), true));

        worker.beat();
        worker.fill();

        assertThat(before.cancelled).isFalse();
        assertThat(job()).isNotSameAs(before);
        assertThat(job().job.memo()).isEqualTo("request 7");
        job().steps(4, 10);
        job().finish();
        assertThat(state(run)).isEqualTo(RunState.SUCCEEDED);
    }

    private EngineDraft moved() {
        try (FakeEngine other = FakeEngine.aiToolkit()) {
            return other.draft("A100 box", EngineKind.AI_TOOLKIT);
        }
    }

    @Test
    void anEngineStaysAtItsPlaceWhileAJobOfItIsFollowed() {
        RunId waiting = launch();
        asAdmin(() -> engines.change(id, engines.engine(id).rowVersion(), moved(), false));
        assertThat(state(waiting)).isEqualTo(RunState.QUEUED);
        worker.fill();

        people.signIn(people.admin("Ada"));
        long seen = engines.engine(id).rowVersion();
        assertThatThrownBy(() -> engines.change(id, seen, box.draft("A100 box", EngineKind.AI_TOOLKIT), false))
                .isInstanceOfSatisfying(DomainException.RuleViolation.class, refusal -> {
                    assertThat(refusal.field()).isEqualTo("address");
                    assertThat(refusal)
                            .hasMessageStartingWith(
                                    "“A100 box” still has a run in progress, or ending, at its present place.");
                });

        job().steps(1, 10);
        job().finish();
        engines.change(id, seen, box.draft("A100 box", EngineKind.AI_TOOLKIT), false);
        assertThat(engines.engine(id).values())
                .containsEntry(
                        EngineField.ADDRESS,
                        box.draft("", EngineKind.AI_TOOLKIT).values().get(EngineField.ADDRESS));
    }

    @Test
    void anEngineForReviewersIsClosedToMembers() {
        add(null, Role.REVIEWER);

        assertThat(choice().orElseThrow().obstacle()).isEqualTo("Only reviewers and admins may use it.");
        assertThatThrownBy(() -> runs.requireAllowed(engine, parameters()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("Only reviewers and admins may use it.");
        assertThatThrownBy(this::launch)
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("backend"));
        people.signIn(people.reviewer("Rita"));
        assertThat(choice().orElseThrow().isOpen()).isTrue();
        launch();
    }

    @Test
    void theQueueTakesNoMoreThanTheEngine() {
        people.signIn(people.admin("Ada"));
        assertThatThrownBy(() -> queues.changeConcurrency(engine, 3)).hasMessageContaining("takes up to 2 at a time");

        queues.changeConcurrency(engine, 1);
        launch();
        launch();
        worker.fill();
        assertThat(queues.queues().stream()
                        .filter(queue -> queue.backend().equals(engine))
                        .findFirst()
                        .orElseThrow()
                        .working())
                .hasSize(1);
    }

    @Test
    @Tag("twice")
    void whatTheCardsComputedIsCharged() {
        add("3.00", Role.MEMBER);
        // An hour by the backend's own estimate.
        assertThat(runs.cost(engine, parameters()).amount()).isEqualByComparingTo("3.00");
        RunId run = launch();
        worker.fill();
        FakeJob first = job();
        first.reporter.sending("sent");
        first.steps(1, 2);
        first.reporter.computed(Duration.ofMinutes(4));
        runs.cancel(run);
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.CHARGED);
            assertThat(charge.service()).isEqualTo("A100 box");
            assertThat(charge.actual()).isEqualByComparingTo("0.20");
        });

        runs.resume(run, runs.resumeOffer(run).orElseThrow());
        worker.fill();
        FakeJob second = job();
        second.reporter.sending("sent again");
        second.steps(1, 10);
        second.reporter.computed(Duration.ofMinutes(6));
        second.finish();

        assertThat(state(run)).isEqualTo(RunState.SUCCEEDED);
        assertThat(charges().stream().map(charge -> charge.actual().doubleValue()))
                .containsExactlyInAnyOrder(0.2, 0.3);
    }

    @Test
    void whatANewWorkerSaysOfTheSameJobIsChargedOnce() {
        add("3.00", Role.MEMBER);
        RunId run = launch();
        worker.fill();
        job().reporter.sending("request 7");
        job().steps(1, 2);
        job().reporter.computed(Duration.ofMinutes(4));
        killWorkerAndWait();
        worker.fill();
        FakeJob second = job();
        second.steps(3, 10);
        second.reporter.computed(Duration.ofMinutes(6));
        second.finish();

        assertThat(state(run)).isEqualTo(RunState.SUCCEEDED);
        assertThat(charges().stream()
                        .mapToDouble(charge -> charge.actual().doubleValue())
                        .sum())
                .isEqualTo(0.3);
    }

    private void changePrice(String price) {
        clock.advance(Duration.ofSeconds(1));
        asAdmin(() -> engines.change(
                id,
                engines.engine(id).rowVersion(),
                FakeEngine.priced(box.draft("A100 box", EngineKind.AI_TOOLKIT), price, Role.MEMBER),
                false));
    }

    private double charged() {
        return charges().stream()
                .mapToDouble(charge -> charge.actual().doubleValue())
                .sum();
    }

    @Test
    void aJobThatBeganWithAPriceIsChargedForItsHoursWhenThePriceIsRemoved() {
        add("3.00", Role.MEMBER);
        RunId run = launch();
        worker.fill();
        FakeJob sent = job();
        sent.reporter.sending("sent");
        changePrice(null);
        sent.steps(1, 2);
        sent.reporter.computed(Duration.ofMinutes(4));

        runs.cancel(run);

        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
        assertThat(charged()).isEqualTo(0.2);
    }

    @Test
    void whatWasComputedWithoutAPriceIsNotChargedByALaterJob() {
        RunId run = launch();
        worker.fill();
        job().reporter.sending("sent");
        job().steps(1, 2);
        job().reporter.computed(Duration.ofMinutes(40));
        runs.cancel(run);
        changePrice("3.00");

        runs.resume(run, runs.resumeOffer(run).orElseThrow());
        worker.fill();
        FakeJob second = job();
        second.reporter.sending("sent again");
        second.steps(1, 10);
        second.reporter.computed(Duration.ofMinutes(6));
        second.finish();

        assertThat(charges()).hasSize(1);
        assertThat(charged()).isEqualTo(0.3);
    }

    @Test
    void aJobThatComputedNothingIsNotCharged() {
        add("3.00", Role.MEMBER);
        RunId run = launch();
        worker.fill();
        job().reporter.sending("sent");

        runs.cancel(run);

        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    /** The engine that was added last. */
    private FakeTrainingBackend trainer() {
        return factory.made().getLast().inner;
    }

    private RunId unconfirmed() {
        RunId run = launch();
        worker.fill();
        trainer().endsCancelled(true, true);
        job().reporter.remember("request 7");
        job().reporter.unconfirmed(new JobFailure("The job is forgotten.", "Have it looked at.", null));
        assertThat(state(run)).isEqualTo(RunState.UNCONFIRMED);
        return run;
    }

    @Test
    void theNextJobOfARunThatIsSentAgainKnowsTheOneThatWasGivenUp() {
        RunId run = unconfirmed();

        asAdmin(() -> decisions.sendAgain(run, people.proof()));
        worker.fill();

        assertThat(job().job.memo()).isEqualTo("given up request 7");
    }

    @Test
    void aRunThatIsCancelledBeforeItIsSentAgainHasItsEarlierJobEnded() {
        RunId run = unconfirmed();
        asAdmin(() -> decisions.sendAgain(run, people.proof()));

        runs.cancel(run);
        cancelled.settled().join();
        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);

        assertThat(memo(run)).isEqualTo("over");
    }

    @Test
    void aJobThatIsGivenUpIsChargedForTheHoursThatItHadReportedAndTheNextOneForItsOwn() {
        add("3.00", Role.MEMBER);
        RunId run = launch();
        worker.fill();
        trainer().endsCancelled(true, true);
        FakeJob given = job();
        given.reporter.sending("request 7");
        given.steps(1, 2);
        given.reporter.computed(Duration.ofMinutes(4));
        given.reporter.unconfirmed(new JobFailure("The job is forgotten.", "Have it looked at.", null));

        asAdmin(() -> decisions.sendAgain(run, people.proof()));

        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.CHARGED);
            assertThat(charge.actual()).isEqualByComparingTo("0.20");
        });

        worker.fill();
        FakeJob second = job();
        assertThat(second).isNotSameAs(given);
        second.reporter.sending("sent again");
        second.steps(1, 10);
        second.reporter.computed(Duration.ofMinutes(6));
        second.finish();

        assertThat(state(run)).isEqualTo(RunState.SUCCEEDED);
        assertThat(charges().stream().map(charge -> charge.actual().doubleValue()))
                .containsExactlyInAnyOrder(0.2, 0.3);
    }

    @Test
    void whatTrainsOnARecalledDatasetIsEndedAsSoonAsAnotherServerTakesItUp() {
        RunId run = launch();
        worker.fill();
        trainer().endsCancelled(true, true);
        job().reporter.remember("request 7");
        SignedInPerson ines = people.admin("Ines");
        people.signIn(ines);
        recalls.recall(
                runs.details(run).snapshot(), "Half of the photos show her sister.", people.proofOf(ines.accountId()));
        people.signIn(people.member("Mara"));

        killWorkerAndWait();
        worker.fill();
        cancelled.settled().join();
        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);

        assertThat(state(run)).isEqualTo(RunState.FAILED);
        assertThat(runs.details(run).failure()).contains("was recalled by Ines");
        assertThat(memo(run)).isEqualTo("over");
    }

    @Test
    void aJobThatCannotBeTakenUpIsTriedAgainAndThenAPersonDecides() {
        RunId run = launch();
        worker.fill();
        job().reporter.remember("request 7");
        trainer().refuseWith(new JobFailure("The store gives no answer.", "Have it checked.", null));

        for (int tries = 1; tries <= 2; tries++) {
            killWorkerAndWait();
            worker.fill();
            assertThat(state(run)).isEqualTo(RunState.PREPARING);
            assertThat(runs.details(run).progress().phase())
                    .isEqualTo("Tried again shortly. The store gives no answer.");
        }
        killWorkerAndWait();
        worker.fill();

        assertThat(state(run)).isEqualTo(RunState.UNCONFIRMED);
        assertThat(runs.details(run).failure()).isEqualTo("The store gives no answer.");
        assertThat(runs.resumeOffer(run).orElseThrow().request()).isEqualTo("request 7");
        assertThat(memo(run)).isEqualTo("request 7");
    }

    private String memo(RunId run) {
        return jdbc.sql("select memo from training_run where id = ?")
                .param(run.value())
                .query(String.class)
                .single();
    }

    private List<Charge> charges() {
        people.signIn(people.admin("Ada"));
        List<Charge> charges = spend.charges(YearMonth.of(2026, 3), 0, 10);
        people.signIn(people.member("Mara"));
        return charges;
    }

    @Test
    void jobsThatNoOpenRunFollowsAreFoundAndEnded() {
        RunId open = launch();
        worker.fill();
        RunId cancelled = launch();
        runs.cancel(cancelled);
        UUID unknown = UUID.randomUUID();
        factory.jobs.addAll(List.of(job("1", open.value()), job("2", cancelled.value()), job("3", unknown)));
        people.signIn(people.admin("Ada"));

        assertThat(jobs.orphans(engine))
                .extracting(orphan -> orphan.job().id(), EngineJobService.Orphan::runNumber)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "2", runs.details(cancelled).number()),
                        org.assertj.core.groups.Tuple.tuple("3", 0L));
        jobs.end(engine, "2");
        assertThat(jobs.orphans(engine)).hasSize(1);
        assertThatThrownBy(() -> jobs.end(engine, "1")).isInstanceOf(DomainException.Conflict.class);
        assertThat(factory.jobs).extracting(EngineJob::id).containsExactly("1", "3");
        assertThat(events.stream(AuditEvent.class).filter(event -> event.verb().equals("engine.job-ended")))
                .hasSize(1);
    }

    @Test
    void aRunWhoseJobAnAdminHasEndedHereIsSentAgainWhenItIsResumed() {
        RunId run = launch();
        worker.fill();
        FakeJob first = job();
        trainer().endsCancelled(new Boolean[0]);
        first.reporter.remember("request 7");
        first.reporter.failed(new JobFailure("The LoRA cannot be read.", "Resume the run.", null));
        factory.jobs.add(job("request 7", run.value()));
        asAdmin(() -> jobs.end(engine, "request 7"));

        runs.resume(run, runs.resumeOffer(run).orElseThrow());
        worker.fill();

        assertThat(job()).isNotSameAs(first);
        assertThat(job().job.memo()).isEqualTo("over");
    }

    @Test
    void aSecondJobOfAnOpenRunIsFoundToo() {
        RunId open = launch();
        worker.fill();
        job().reporter.remember("request 7");
        factory.jobs.addAll(List.of(job("request 7", open.value()), job("8", open.value())));
        people.signIn(people.admin("Ada"));

        assertThat(jobs.orphans(engine))
                .extracting(orphan -> orphan.job().id(), EngineJobService.Orphan::runNumber)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "8", runs.details(open).number()));
    }

    private static EngineJob job(String id, UUID run) {
        return new EngineJob(id, "understudy-" + run, run, "RUNNING", Instant.parse("2026-03-01T11:00:00Z"));
    }
}
