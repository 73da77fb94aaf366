package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunSignals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class QueueServiceTest extends TrainingTest {
    @Autowired
    QueueService queues;

    @Autowired
    @Qualifier("toldService")
    FakeTrainingBackend service;

    @Autowired
    QueueRepository rows;

    @Autowired
    RunSignals signals;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void forgetTheService() {
        service.forget();
        service.connect();
    }

    @Test
    void aQueueShowsWhatIsAtWorkAndWhatWaitsInOrder() {
        long first = launch("told").number();
        worker.fill();
        long second = launch("told").number();
        people.signIn(people.member("Ines"));
        long third = launch("told").number();

        BackendQueue told = queue("told");

        assertThat(told.working()).extracting(RunSummary::number).containsExactly(first);
        // Mara had a start already, so it is the turn of Ines.
        assertThat(waiting("told")).containsExactly(third, second);
        assertThat(told.waiting()).extracting(QueuedRun::place).containsExactly(1, 2);
        assertThat(told.concurrency()).isEqualTo(1);
    }

    @Test
    void thoseThatWaitAreReadPageByPage() {
        IntStream.rangeClosed(0, QueueService.PAGE_SIZE).forEach(run -> launch("told"));

        BackendQueue second = queue(queues.queues(Map.of("told", 1), null), "told");

        assertThat(second.allWaiting()).isEqualTo(QueueService.PAGE_SIZE + 1);
        assertThat(second.waiting()).extracting(QueuedRun::place).containsExactly(QueueService.PAGE_SIZE + 1);
        assertThat(queue(queues.queues(Map.of("told", 9), null), "told")).isEqualTo(second);
        assertThat(waiting("told")).hasSize(QueueService.PAGE_SIZE);
    }

    @Test
    void someOfThoseThatWaitAreListedAtTheirPlaces() {
        launch("told");
        long second = launch("told").number();

        BackendQueue told = queue(queues.queues(Map.of(), Set.of(second)), "told");

        assertThat(told.waiting())
                .singleElement()
                .returns(second, run -> run.run().number())
                .returns(2, QueuedRun::place);
        assertThat(told).returns(1, BackendQueue::listed).returns(2, BackendQueue::allWaiting);
    }

    @Test
    void aRunOnAServiceKeepsNoRunOnThisServerWaiting() {
        launch(FakeTrainingConfiguration.SERVICE);
        worker.fill();
        RunId near = launch("told").run();
        worker.fill();

        assertThat(runs.details(near).state()).isEqualTo(RunState.PREPARING);
    }

    @Test
    @Tag("attack")
    void aServiceIsGivenAsManyRunsAsItMayHaveAndNoMore() {
        IntStream.range(0, 3).forEach(time -> launch(FakeTrainingConfiguration.SERVICE));
        worker.fill();

        assertThat(queue(FakeTrainingConfiguration.SERVICE).working()).hasSize(2);
        assertThat(waiting(FakeTrainingConfiguration.SERVICE)).hasSize(1);
    }

    @Test
    void theLimitOfAServiceCountsForAllNodesTogetherAndThatOfThisServerForEach() {
        IntStream.range(0, 3).forEach(time -> launch(FakeTrainingConfiguration.SERVICE));
        IntStream.range(0, 3).forEach(time -> launch("told"));

        assertThat(claim(FakeTrainingConfiguration.SERVICE, "node-1")).isPresent();
        assertThat(claim(FakeTrainingConfiguration.SERVICE, "node-2")).isPresent();
        assertThat(claim(FakeTrainingConfiguration.SERVICE, "node-3")).isEmpty();
        assertThat(claim("told", "node-1")).isPresent();
        assertThat(claim("told", "node-1")).isEmpty();
        assertThat(claim("told", "node-2")).isPresent();
    }

    @Test
    @Tag("attack")
    void nodesThatLookAtTheSameMomentKeepTheLimitTogether() throws Exception {
        IntStream.range(0, 8).forEach(time -> launch(FakeTrainingConfiguration.SERVICE));
        List<Callable<Optional<RunProgressWriter.Claim>>> looks = IntStream.range(0, 8)
                .<Callable<Optional<RunProgressWriter.Claim>>>mapToObj(
                        node -> () -> claim(FakeTrainingConfiguration.SERVICE, "node-" + node))
                .toList();

        int claimed = 0;
        try (var nodes = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<RunProgressWriter.Claim>> look : nodes.invokeAll(looks)) {
                claimed += look.get().isPresent() ? 1 : 0;
            }
        }

        assertThat(claimed).isEqualTo(2);
    }

    @Test
    void aWiderQueueStartsMoreAtOnce() {
        IntStream.range(0, 3).forEach(time -> launch("told"));
        worker.fill();
        people.signIn(people.admin("Olga"));

        queues.changeConcurrency("told", 2);
        worker.fill();

        assertThat(queue("told").working()).hasSize(2);
        assertThat(acts("queue.concurrency-changed")).singleElement().satisfies(event -> {
            assertThat(event.before()).containsEntry("concurrency", "1");
            assertThat(event.after()).containsEntry("concurrency", "2");
        });
    }

    @Test
    void aLimitThatMakesNoSenseIsRefused() {
        people.signIn(people.admin("Olga"));

        assertThatThrownBy(() -> queues.changeConcurrency("told", 0))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("From 1 to 64");
        assertThatThrownBy(() -> queues.changeConcurrency("nowhere", 2)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    @Tag("twice")
    void inAPausedQueueTheRunAtWorkGoesOnAndTheWaitingOneSaysWhy() {
        RunId atWork = launch("told").run();
        worker.fill();
        RunId waiting = launch("told").run();
        people.signIn(people.admin("Olga"));

        queues.pause("told", "The server is moved");
        backend.last().steps(1, 10);
        backend.last().finish();
        worker.fill();

        assertThat(runs.details(atWork).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(runs.details(waiting).state()).isEqualTo(RunState.QUEUED);
        assertThat(queues.standing(waiting)).hasValueSatisfying(standing -> {
            assertThat(standing.place()).isEqualTo(1);
            assertThat(standing.reason())
                    .startsWith(
                            "Olga paused the queue of Told backend: The server is moved. Runs in progress continue");
        });

        queues.resume("told");
        worker.fill();
        assertThat(runs.details(waiting).state()).isEqualTo(RunState.PREPARING);
        assertThat(acts("queue.paused")).hasSize(1);
        assertThat(acts("queue.resumed")).hasSize(1);
    }

    @Test
    @Tag("twice")
    void whatAnotherNodeDoesToAQueueIsShownOnce() throws Exception {
        people.signIn(people.admin("Olga"));
        queues.changeConcurrency("told", 2);
        long before = shownAfterALook();
        assertThat(shownAfterALook()).isEqualTo(before);

        rows.touch("told");

        assertThat(shownAfterALook()).isEqualTo(before + 1);
        assertThat(shownAfterALook()).isEqualTo(before + 1);
    }

    private long shownAfterALook() throws Exception {
        RunAs.run(worker::look);
        signals.settled().get(2, TimeUnit.MINUTES);
        return signals.queueChanges().get();
    }

    @Test
    void pausingTwiceSaysWhoWasFaster() {
        people.signIn(people.admin("Olga"));
        queues.pause("told", "");

        assertThatThrownBy(() -> queues.pause("told", ""))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage("This queue was already paused by Olga.");
    }

    @Test
    void anAdminMovesARunAndThoseBehindItGoOnTakingTurns() {
        long first = launch("told").number();
        long second = launch("told").number();
        LaunchResult third = launch("told");
        people.signIn(people.admin("Olga"));

        queues.move(third.run(), QueueMove.FIRST);
        assertThat(waiting("told")).containsExactly(third.number(), first, second);

        long hers = launch("told").number();
        // The placed run stays in front; behind it the two take turns, and the older run comes first.
        assertThat(waiting("told")).containsExactly(third.number(), first, hers, second);
        assertThat(acts("run.moved")).singleElement().satisfies(event -> {
            assertThat(event.before()).containsEntry("place", "3");
            assertThat(event.after()).containsEntry("place", "1");
        });
    }

    @Test
    void upAndDownExchangeNeighbours() {
        LaunchResult first = launch("told");
        LaunchResult second = launch("told");
        LaunchResult third = launch("told");
        people.signIn(people.admin("Olga"));

        queues.move(first.run(), QueueMove.DOWN);
        assertThat(waiting("told")).containsExactly(second.number(), first.number(), third.number());

        queues.move(third.run(), QueueMove.UP);
        assertThat(waiting("told")).containsExactly(second.number(), third.number(), first.number());

        queues.move(second.run(), QueueMove.UP);
        assertThat(waiting("told")).containsExactly(second.number(), third.number(), first.number());
    }

    @Test
    void aRunThatStartedIsNotMoved() {
        RunId run = launch("told").run();
        worker.fill();
        people.signIn(people.admin("Olga"));

        assertThatThrownBy(() -> queues.move(run, QueueMove.FIRST))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("is no longer waiting");
    }

    @Test
    void onlyAdminsHaveTheLevers() {
        RunId run = launch("told").run();

        assertThatThrownBy(() -> queues.pause("told", "")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> queues.resume("told")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> queues.changeConcurrency("told", 2)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> queues.move(run, QueueMove.FIRST)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aRunSaysWhatItWaitsFor() {
        launch("told");
        worker.fill();
        RunId second = launch("told").run();
        RunId third = launch("told").run();

        assertThat(queues.standing(second))
                .contains(new QueuePosition(
                        1, 2, "A run is in progress on Told backend; this one starts when one ends."));
        assertThat(queues.standing(third))
                .contains(new QueuePosition(
                        2, 2, "A run is in progress on Told backend, and others start before this one."));
    }

    private LaunchResult launch(String on) {
        clock.advance(Duration.ofSeconds(1));
        return runs.launch(new LaunchRequest(ava, on, parameters(), true, UUID.randomUUID(), null));
    }

    private Optional<RunProgressWriter.Claim> claim(String on, String node) throws RuntimeException {
        return RunAs.get(() -> journal.claimNext(on, node));
    }

    private BackendQueue queue(String id) {
        return queue(queues.queues(), id);
    }

    private static BackendQueue queue(List<BackendQueue> all, String id) {
        return all.stream()
                .filter(queue -> queue.backend().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Long> waiting(String id) {
        return queue(id).waiting().stream().map(run -> run.run().number()).toList();
    }

    private List<AuditEvent> acts(String verb) {
        return events.stream(AuditEvent.class)
                .filter(event -> event.verb().equals(verb))
                .toList();
    }
}
