package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.generation.GenerationId;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import io.understudy.support.SettableClock;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GenerationPreviewsTest {
    private static final byte[] PICTURE = {1, 2, 3};

    private final SettableClock clock = new SettableClock();
    private final GenerationPreviews previews = new GenerationPreviews(new SignalThread(), clock);
    private final GenerationId job = new GenerationId(UUID.randomUUID());

    private void show(int position) {
        previews.show(job, position, PICTURE, "image/jpeg");
    }

    private Map<Integer, Long> seen(LiveValue<Map<Integer, Long>> page) throws Exception {
        previews.settled().get(1, TimeUnit.MINUTES);
        return page.get();
    }

    @Test
    void onlyWhatAPageFollowsIsKept() throws Exception {
        show(0);
        assertThat(previews.find(job, 0)).isEmpty();

        LiveValue<Map<Integer, Long>> page = previews.of(job);
        show(0);

        assertThat(seen(page)).containsOnlyKeys(0);
        assertThat(previews.find(job, 0)).hasValueSatisfying(preview -> {
            assertThat(preview.encoded()).isEqualTo(PICTURE);
            assertThat(preview.number()).isEqualTo(page.get().get(0));
        });
        assertThat(previews.of(job).get()).isEqualTo(page.get());
    }

    @Test
    void aPageIsNotNotifiedOfEachStep() throws Exception {
        LiveValue<Map<Integer, Long>> page = previews.of(job);
        show(0);
        Map<Integer, Long> first = seen(page);

        show(0);
        assertThat(seen(page)).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        show(0);

        assertThat(seen(page)).containsOnlyKeys(0).isNotEqualTo(first);
    }

    @Test
    void whatIsDoneOrOverIsForgotten() throws Exception {
        LiveValue<Map<Integer, Long>> page = previews.of(job);
        show(0);
        show(1);
        show(2);

        previews.forget(job, 0);
        assertThat(seen(page)).containsOnlyKeys(1, 2);
        previews.forget(job);

        assertThat(seen(page)).isEmpty();
        assertThat(previews.find(job, 1)).isEmpty();
    }

    @Test
    void theOldestMakesRoom() throws Exception {
        LiveValue<Map<Integer, Long>> page = previews.of(job);

        for (int position = 0; position < 65; position++) {
            show(position);
        }

        assertThat(seen(page)).hasSize(64).doesNotContainKey(0);
        assertThat(previews.find(job, 0)).isEmpty();
        Reference.reachabilityFence(page);
    }
}
