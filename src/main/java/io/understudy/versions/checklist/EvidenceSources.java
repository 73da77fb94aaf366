package io.understudy.versions.checklist;

import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
public class EvidenceSources {
    // Asked for late: sources depend on the versions that ask them.
    private final ObjectProvider<EvidenceSource> sources;

    EvidenceSources(ObjectProvider<EvidenceSource> sources) {
        this.sources = sources;
    }

    List<Evidence> offers(VersionId version) {
        return sources.stream().flatMap(source -> source.of(version).stream()).toList();
    }

    Optional<Evidence> now(VersionId version, Evidence.Origin origin) {
        return Optional.ofNullable(byOrigin(offers(version)).get(key(origin)));
    }

    /** Why the evidence of a standing tick is not what it was, by the item's key; a copy whose origin is gone holds. */
    public Map<String, String> stale(VersionId version, List<ChecklistTick> ticks) {
        List<ChecklistTick> copied = ticks.stream()
                .filter(ChecklistTick::stands)
                .filter(tick -> tick.details().evidence().stream().anyMatch(piece -> piece.origin() != null))
                .toList();
        if (copied.isEmpty()) {
            return Map.of();
        }
        Map<String, Evidence> live = byOrigin(offers(version));
        Map<String, String> stale = new HashMap<>();
        for (ChecklistTick tick : copied) {
            List<String> changed = tick.details().evidence().stream()
                    .filter(piece -> isAnother(piece, live))
                    .map(piece -> change(piece, live))
                    .toList();
            if (!changed.isEmpty()) {
                stale.put(
                        tick.item(),
                        changed.size() == 1
                                ? "since the tick, " + changed.getFirst()
                                : "since the tick, %d pieces of its evidence changed; for one, %s"
                                        .formatted(changed.size(), changed.getFirst()));
            }
        }
        return stale;
    }

    /** A measure says what it was and is; a picture in the same place only that it is another. */
    private static String change(Evidence piece, Map<String, Evidence> live) {
        String now = Objects.requireNonNull(live.get(key(Objects.requireNonNull(piece.origin()))))
                .words();
        return now.equals(piece.words())
                ? "“%s” became another".formatted(piece.words())
                : "“%s” became “%s”".formatted(piece.words(), now);
    }

    private static boolean isAnother(Evidence piece, Map<String, Evidence> live) {
        Evidence.Origin origin = piece.origin();
        if (origin == null) {
            return false;
        }
        Evidence now = live.get(key(origin));
        return now != null && !origin.equals(now.origin());
    }

    private static Map<String, Evidence> byOrigin(List<Evidence> pieces) {
        return pieces.stream()
                .collect(Collectors.toMap(
                        piece -> key(Objects.requireNonNull(piece.origin())),
                        Function.identity(),
                        (one, other) -> one));
    }

    private static String key(Evidence.Origin origin) {
        return origin.source() + " " + origin.reference();
    }
}
