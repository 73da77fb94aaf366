package io.understudy.generation.jobs;

import io.understudy.generation.GenerationId;
import io.understudy.platform.live.LiveTopics;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far pictures are that are being generated on this node. They are in memory only, and only where a page of this
 * node follows their job; such a page knows their numbers, and its browser fetches the bytes.
 */
@Component
public class GenerationPreviews extends LiveTopics<GenerationId, Map<Integer, Long>> {
    private static final Duration BETWEEN = Duration.ofMillis(700);
    /** Of all jobs; the oldest makes room. */
    private static final int MOST = 64;

    private final Clock clock;
    private final SequencedMap<Place, Preview> kept = new LinkedHashMap<>();
    private long number;

    private record Place(GenerationId job, int position) {}

    /** @param number another one for each */
    record Preview(byte[] encoded, String mediaType, long number, Instant at) {}

    GenerationPreviews(SignalThread thread, Clock clock) {
        super(thread);
        this.clock = clock;
    }

    /** The numbers of the previews by the positions of their pictures. Keep the value as long as the page. */
    public LiveValue<Map<Integer, Long>> of(GenerationId job) {
        return topic(job, numbers(job));
    }

    synchronized Optional<Preview> find(GenerationId job, int position) {
        return Optional.ofNullable(kept.get(new Place(job, position)));
    }

    synchronized void show(GenerationId job, int position, byte[] encoded, String mediaType) {
        Place place = new Place(job, position);
        Instant now = clock.instant();
        if (!followed().contains(job) || isFresh(kept.get(place), now)) {
            return;
        }
        kept.remove(place);
        if (kept.size() == MOST) {
            publish(Objects.requireNonNull(kept.pollFirstEntry()).getKey().job());
        }
        number++;
        kept.put(place, new Preview(encoded, mediaType, number, now));
        publish(job);
    }

    private static boolean isFresh(@Nullable Preview last, Instant now) {
        return last != null && last.at().plus(BETWEEN).isAfter(now);
    }

    synchronized void forget(GenerationId job, int position) {
        if (kept.remove(new Place(job, position)) != null) {
            publish(job);
        }
    }

    synchronized void forget(GenerationId job) {
        if (kept.keySet().removeIf(place -> place.job().equals(job))) {
            publish(job);
        }
    }

    private void publish(GenerationId job) {
        Map<Integer, Long> now = numbers(job);
        update(job, before -> now);
    }

    private synchronized Map<Integer, Long> numbers(GenerationId job) {
        return kept.entrySet().stream()
                .filter(one -> one.getKey().job().equals(job))
                .collect(Collectors.toUnmodifiableMap(
                        one -> one.getKey().position(), one -> one.getValue().number()));
    }
}
