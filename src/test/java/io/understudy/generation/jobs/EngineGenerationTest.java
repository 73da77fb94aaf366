package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.support.StudioTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class EngineGenerationTest {
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
    void anEngineWithWaitingPicturesIsNotRemoved() {
        GenerationId job = ask(engine);
        assertThatThrownBy(() -> asAdmin(() -> engines.remove(id)))
                .hasMessageStartingWith("“ComfyUI” still has pictures waiting");

        people.signIn(people.member("Mara"));
        generation.cancel(job);
        asAdmin(() -> engines.remove(id));

        assertThat(generation.details(job).backendName()).isEqualTo("ComfyUI");
        assertThatThrownBy(() -> generation.resume(job)).hasMessageContaining("“ComfyUI” was removed");
    }
}
