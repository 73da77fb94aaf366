package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.billing.SpendService;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.ListedRequest;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.providers.comfy.ComfyCancels;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class EngineGenerationTest {
    /** Hours are kept with six decimal places. */
    private static final BigDecimal ROUNDED = new BigDecimal("0.0001");

    @Autowired
    GenerationService generation;

    @Autowired
    EngineService engines;

    @Autowired
    FakeGenerationEngines factory;

    @Autowired
    FakeGenerationBackend told;

    @Autowired
    FakeWorker worker;

    @Autowired
    SpendService spend;

    @Autowired
    LeftRequestService left;

    @Autowired
    ComfyCancels cancels;

    @Autowired
    SettableClock clock;

    @Autowired
    People people;

    private final FakeEngine server = FakeEngine.comfyUi();
    private EngineId id = new EngineId(new UUID(0, 0));
    private String engine = "";

    @BeforeEach
    void anEngineForOneJobAtATime() {
        worker.releaseAll();
        told.forget();
        factory.take(EngineKind.COMFYUI);
        people.signIn(people.admin("Ada"));
        EngineDraft draft = server.draft("ComfyUI", EngineKind.COMFYUI);
        id = engines.add(new EngineDraft(
                draft.name(), draft.kind(), draft.values(), draft.secrets(), "", "", 1, null, Role.MEMBER));
        engine = engines.engine(id).backend();
        people.signIn(people.member("Mara"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GenerationId ask(String backend) {
        return generation.submit(new GenerationRequest(
                backend,
                "Sheet of Ava",
                null,
                new PictureSettings(1024, 1024, 28, 3.5),
                List.of(),
                List.of(new Picture("ohwx woman, portrait", 7, List.of())),
                UUID.randomUUID()));
    }

    private GenerationState state(GenerationId job) {
        return generation.details(job).progress().state();
    }

    private void asAdmin(Runnable change) {
        people.signIn(people.admin("Ada"));
        change.run();
        people.signIn(people.member("Mara"));
    }

    @Test
    void anEngineTakesAsManyJobsAsItMay() {
        GenerationId first = ask(engine);
        GenerationId second = ask(engine);

        worker.fill();
        worker.fill();

        // Asked for at the same instant.
        assertThat(List.of(state(first), state(second)))
                .containsExactlyInAnyOrder(GenerationState.RUNNING, GenerationState.QUEUED);
        assertThat(generation.details(first).backendName()).isEqualTo("ComfyUI");
    }

    @Test
    void aPausedEngineIsNotOfferedAndKeepsNoOtherBackendWaiting() {
        GenerationId waiting = ask(engine);
        asAdmin(() -> engines.pause(id, "New driver"));
        GenerationId elsewhere = ask("told");

        worker.fill();

        assertThat(state(waiting)).isEqualTo(GenerationState.QUEUED);
        assertThat(generation.pause(engine)).contains("Ada paused it: New driver.");
        assertThat(state(elsewhere)).isEqualTo(GenerationState.RUNNING);
        assertThat(generation.backends())
                .extracting(GenerationBackendChoice::id)
                .doesNotContain(engine);
        assertThatThrownBy(() -> ask(engine)).hasMessageContaining("“ComfyUI” is not available now");
    }

    @Test
    @Tag("twice")
    void picturesOfAnEngineWithAPriceAreChargedForTheirTimeOverAllAttempts() {
        price("3.60");
        PictureSettings settings = new PictureSettings(1024, 1024, 28, 3.5);
        assertThat(generation.estimate(engine, settings, 2).dollars())
                .as("two pictures of 10 s, as the backend estimates")
                .isCloseTo(new BigDecimal("0.02"), within(ROUNDED));
        GenerationId job = askForTwo();

        worker.fill();
        factory.last().draw(0);
        worker.releaseAll();
        clock.advance(Duration.ofSeconds(5));
        assertThat(spend.of(job.value()).actual()).isCloseTo(new BigDecimal("0.002"), within(ROUNDED));
        worker.fill();
        factory.last().drawAll();
        factory.last().reporter.finished();

        assertThat(state(job)).isEqualTo(GenerationState.SUCCEEDED);
        assertThat(spend.of(job.value()).isSettled()).isTrue();
        assertThat(spend.of(job.value()).actual())
                .as("4 s at $3.60 an hour")
                .isCloseTo(new BigDecimal("0.004"), within(ROUNDED));
        assertThat(generation.estimate(engine, settings, 1).dollars())
                .as("one of 2 s, as lately")
                .isCloseTo(new BigDecimal("0.002"), within(ROUNDED));
    }

    @Test
    void picturesOfAFreeAttemptAreNotChargedOnceThereIsAPrice() {
        GenerationId job = askForTwo();
        worker.fill();
        factory.last().draw(0);
        worker.releaseAll();

        price("3.60");
        clock.advance(Duration.ofSeconds(5));
        worker.fill();
        factory.last().drawAll();
        factory.last().reporter.finished();

        assertThat(spend.of(job.value()).actual())
                .as("2 s at $3.60 an hour")
                .isCloseTo(new BigDecimal("0.002"), within(ROUNDED));
    }

    @Test
    void anAttemptThatEndsFreeAfterAPaidOneChargesNothingAgain() {
        price("3.60");
        GenerationId job = askForTwo();
        worker.fill();
        factory.last().draw(0);
        worker.releaseAll();

        price(null);
        clock.advance(Duration.ofSeconds(5));
        worker.fill();
        factory.last().drawAll();
        factory.last().reporter.finished();

        assertThat(spend.of(job.value()).actual()).isCloseTo(new BigDecimal("0.002"), within(ROUNDED));
    }

    @Test
    void anAttemptThatBeganWithAPriceIsChargedAlsoWhereThePriceIsRemovedMeanwhile() {
        price("3.60");
        GenerationId job = ask(engine);
        worker.fill();

        price(null);
        factory.last().drawAll();
        factory.last().reporter.finished();

        assertThat(spend.of(job.value()).isSettled()).isTrue();
        assertThat(spend.of(job.value()).actual()).isCloseTo(new BigDecimal("0.002"), within(ROUNDED));
    }

    private void price(@Nullable String dollars) {
        asAdmin(() -> engines.change(
                id,
                engines.engine(id).rowVersion(),
                FakeEngine.priced(server.draft("ComfyUI", EngineKind.COMFYUI), dollars, Role.MEMBER),
                false));
    }

    private GenerationId askForTwo() {
        return generation.submit(new GenerationRequest(
                engine,
                "Sheet of Ava",
                null,
                new PictureSettings(1024, 1024, 28, 3.5),
                List.of(),
                List.of(new Picture("portrait", 7, List.of()), new Picture("portrait", 8, List.of())),
                UUID.randomUUID()));
    }

    @Test
    void picturesThatNobodyAskedForWaitForConsentWhereTheyHaveAPrice() {
        price("3.60");

        GenerationId job = generation.propose(new GenerationRequest(
                engine,
                "Regression of Ava",
                null,
                new PictureSettings(1024, 1024, 28, 3.5),
                List.of(),
                List.of(new Picture("portrait", 7, List.of())),
                UUID.randomUUID()));

        assertThat(generation.details(job).failure())
                .isEqualTo("Nothing was sent yet: ComfyUI charges about $0.01 for them.");
        assertThat(spend.of(job.value()).uses()).isZero();
    }

    @Test
    @Tag("twice")
    void requestsThatNoOpenJobFollowsAreFoundAndEnded() {
        ask(engine);
        worker.fill();
        factory.last().reporter.underway(0, "address-of-before/named-by-the-server");
        GenerationId cancelled = ask(engine);
        asAdmin(() -> engines.change(
                id,
                engines.engine(id).rowVersion(),
                FakeEngine.priced(server.draft("ComfyUI", EngineKind.COMFYUI), null, Role.MEMBER),
                false));
        worker.fill();
        factory.last().reporter.underway(0, "host/of-a-cancelled-job");
        generation.cancel(cancelled);
        factory.listed.addAll(List.of(
                new ListedRequest(List.of("host/other", "host/named-by-the-server"), "running", null),
                new ListedRequest(List.of("host/of-a-cancelled-job"), "waiting", null),
                new ListedRequest(List.of("host/unknown"), "waiting", null)));
        people.signIn(people.admin("Ada"));

        assertThat(left.left(engine))
                .extracting(request -> request.handles().getFirst())
                .containsExactly("host/of-a-cancelled-job", "host/unknown");
        left.end(engine, "host/unknown");
        assertThat(left.left(engine)).hasSize(1);
        assertThatThrownBy(() -> left.end(engine, "host/other")).isInstanceOf(DomainException.Conflict.class);
        assertThat(factory.listed).hasSize(2);
    }

    private void move(String address, String more) {
        EngineDraft draft = server.draft("ComfyUI", EngineKind.COMFYUI);
        Map<EngineField, String> values = new HashMap<>(draft.values());
        values.put(EngineField.ADDRESS, address);
        values.put(EngineField.MORE_ADDRESSES, more);
        engines.change(
                id,
                engines.engine(id).rowVersion(),
                new EngineDraft(draft.name(), draft.kind(), values, Map.of(), "", "", 1, null, Role.MEMBER),
                true);
    }

    @Test
    @Tag("twice")
    void theServersOfAnEngineStayWhilePicturesAreFollowedThere() {
        String more = "http://more.example:8188";
        ask(engine);
        asAdmin(() -> move("http://gpu.example:8188", ""));
        asAdmin(() -> move(server.address(), more));
        worker.fill();
        factory.last().reporter.underway(0, "host/graph");
        people.signIn(people.admin("Ada"));

        assertThatThrownBy(() -> move("http://gpu.example:8188", more))
                .hasMessageEndingWith("wait until they are over.")
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("address"));
        assertThatThrownBy(() -> move(server.address(), ""))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("moreAddresses"));
        move(server.address(), more + " http://third.example:8188");
    }

    @Test
    @Tag("twice")
    void anEngineIsNotRemovedBeforeItsServerHasConfirmedThatAPictureIsStopped() {
        ComfyServer stopping = new ComfyServer(URI.create(server.address()), Map::of);
        cancels.stop(stopping.id(), "graph-of-a-cancelled-job");
        people.signIn(people.admin("Ada"));

        assertThatThrownBy(() -> engines.remove(id))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("may still compute a picture");
        cancels.withdraw("graph-of-a-cancelled-job");
        engines.remove(id);
    }

    @Test
    void anEngineWithWaitingPicturesIsNotRemoved() {
        GenerationId job = ask(engine);
        assertThatThrownBy(() -> asAdmin(() -> engines.remove(id)))
                .hasMessageStartingWith("“ComfyUI” still has pictures waiting");

        people.signIn(people.member("Mara"));
        generation.cancel(job);
        asAdmin(() -> engines.remove(id));

        assertThat(generation.details(job).backendName()).isEqualTo("ComfyUI");
        assertThatThrownBy(() -> generation.resume(job, null)).hasMessageContaining("“ComfyUI” was removed");
    }
}
