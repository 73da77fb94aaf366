package io.understudy.versions.blind;

import io.understudy.versions.VersionId;
import io.understudy.versions.blind.BlindResult.Duel;
import io.understudy.versions.blind.BlindResult.Side;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasureSource;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.checklist.evidence.MeasuredValue.Remedy;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * How a version did in the latest blind comparison that is closed. An open one says nothing here: a checklist must not
 * reveal the names to someone who still votes.
 */
@Component
class BlindMeasures implements MeasureSource {
    private final BlindComparisonRepository repository;

    BlindMeasures(BlindComparisonRepository repository) {
        this.repository = repository;
    }

    @Override
    public Map<MeasureKind, MeasuredValue> of(VersionId version) {
        List<BlindResult> closed =
                repository.closed(version).stream().map(this::result).toList();
        Map<MeasureKind, MeasuredValue> measures = new EnumMap<>(MeasureKind.class);
        measures.put(
                MeasureKind.BLIND_AGAINST_PRODUCTION,
                against(
                        closed,
                        version,
                        other -> other.production() && !version.equals(other.version()),
                        "production"));
        measures.put(
                MeasureKind.BLIND_AGAINST_NO_LORA,
                against(closed, version, other -> other.version() == null, "no LoRA"));
        return measures;
    }

    private BlindResult result(BlindId id) {
        return new BlindTally(repository.players(id), repository.pairs(id), repository.voters(id), repository.votes(id))
                .result();
    }

    private static MeasuredValue against(
            List<BlindResult> closed, VersionId version, Predicate<Side> opponent, String opponentWords) {
        for (BlindResult result : closed) {
            Optional<MeasuredValue> found = result.duels().stream()
                    .flatMap(duel -> mine(duel, version, opponent).stream())
                    .filter(rate -> rate.votes() > 0)
                    .map(rate -> measured(rate, result.voters().size()))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return MeasuredValue.needs(
                "a closed blind comparison with " + opponentWords,
                new Remedy("Start a blind comparison", BlindRoutes.newComparison(version)));
    }

    private static Optional<WinRate> mine(Duel duel, VersionId version, Predicate<Side> opponent) {
        if (version.equals(duel.first().version()) && opponent.test(duel.second())) {
            return Optional.of(duel.rate());
        }
        if (version.equals(duel.second().version()) && opponent.test(duel.first())) {
            WinRate theirs = duel.rate();
            return Optional.of(WinRate.of(theirs.losses(), theirs.equal(), theirs.wins()));
        }
        return Optional.empty();
    }

    private static MeasuredValue measured(WinRate rate, int people) {
        return MeasuredValue.of(
                rate.share(),
                String.format(
                        Locale.ROOT,
                        "%d votes of %d %s, 95 %% Wilson interval %.0f to %.0f %%",
                        rate.votes(),
                        people,
                        people == 1 ? "person" : "people",
                        100 * rate.low(),
                        100 * rate.high()));
    }
}
