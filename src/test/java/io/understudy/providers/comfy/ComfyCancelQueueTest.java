package io.understudy.providers.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.providers.comfy.FakeComfy.Hold;
import io.understudy.support.StudioTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@StudioTest
@Tag("twice")
class ComfyCancelQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path loras;

    @Autowired
    ComfyCancelRepository repository;

    @Autowired
    JobClaimRepository claims;

    private final String id = UUID.randomUUID().toString();
    private FakeComfy comfy;

    @BeforeEach
    void start() throws Exception {
        comfy = new FakeComfy(loras);
    }

    @AfterEach
    void stop() throws Exception {
        comfy.close();
    }

    @Test
    void aGraphThatRunsIsInterruptedAndTheWishForgotten() throws Exception {
        Hold hold = comfy.hold();
        ComfyClient client = new ComfyClient(comfy.server());
        client.submit(graph(), "client", id);
        hold.awaitReached();
        repository.add(new ComfyCancelRepository.Cancel(id, comfy.server().id(), NOW));

        assertThat(repository.all()).contains(id);
        untilDone(queue(NOW.plus(Duration.ofMinutes(2))));

        assertThat(repository.find(id)).isEmpty();
        assertThat(comfy.queued()).isZero();
    }

    @Test
    void aGraphThatMayBeOnItsWayIsAskedForAgain() {
        repository.add(new ComfyCancelRepository.Cancel(id, comfy.server().id(), NOW));

        assertThatThrownBy(() -> queue(NOW.plusSeconds(5)).perform(id)).isInstanceOf(BackgroundQueue.NotNow.class);
        assertThat(repository.find(id)).isPresent();
        queue(NOW.plusSeconds(90)).perform(id);
        assertThat(repository.find(id)).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsAskedUntilADayHasPassed() throws Exception {
        ComfyServer gone = comfy.server();
        comfy.close();
        repository.add(new ComfyCancelRepository.Cancel(id, gone.id(), NOW));

        ComfyCancelQueue queue = queue(NOW.plusSeconds(90), gone);
        assertThatThrownBy(() -> queue.perform(id)).isInstanceOf(BackgroundQueue.NotNow.class);
        queue(NOW.plus(Duration.ofDays(2)), gone).perform(id);
        assertThat(repository.find(id)).isEmpty();
        start();
    }

    @Test
    void theWishForAServerThatIsNotInSettingsIsKeptForADay() {
        repository.add(new ComfyCancelRepository.Cancel(id, "0123456789ab", NOW));

        assertThatThrownBy(() -> queue(NOW.plusSeconds(90)).perform(id)).isInstanceOf(BackgroundQueue.NotNow.class);
        assertThat(repository.find(id)).isPresent();
        queue(NOW.plus(Duration.ofDays(2))).perform(id);
        assertThat(repository.find(id)).isEmpty();
    }

    @Test
    void aPersonWhoWantsThePictureAfterAllKeepsIt() {
        ComfyCancelQueue queue = queue(NOW);
        queue.stop("0123456789ab", id);
        queue.withdraw(id);

        assertThat(repository.find(id)).isEmpty();
    }

    /** An interrupted graph takes a moment to end. */
    private void untilDone(ComfyCancelQueue queue) {
        while (repository.find(id).isPresent()) {
            try {
                queue.perform(id);
            } catch (BackgroundQueue.NotNow later) {
                Thread.onSpinWait();
            }
        }
    }

    private ComfyCancelQueue queue(Instant now, ComfyServer... servers) {
        List<ComfyServer> known = servers.length == 0 ? List.of(comfy.server()) : List.of(servers);
        return new ComfyCancelQueue(
                repository,
                new ObjectProvider<>() {
                    @Override
                    public Stream<ComfyServerSource> stream() {
                        return Stream.of(() -> known);
                    }
                },
                claims,
                Clock.fixed(now, ZoneOffset.UTC),
                false);
    }

    private static ObjectNode graph() {
        ObjectNode graph = JsonMapper.shared().createObjectNode();
        graph.putObject("8")
                .put("class_type", "EmptySD3LatentImage")
                .putObject("inputs")
                .put("width", 64)
                .put("height", 64);
        graph.putObject("11").put("class_type", "SaveImage").putObject("inputs").put("filename_prefix", "understudy/x");
        return graph;
    }
}
