package io.understudy.versions.registry;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.RunId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class DecidedRunQueries implements DecidedRunLookup {
    private final TypedJdbcClient client;
    private final DecidedRunSignals signals;

    DecidedRunQueries(TypedJdbcClient client, DecidedRunSignals signals) {
        this.client = client;
        this.signals = signals;
    }

    @Override
    public LiveValue<Long> changes() {
        return signals.changes();
    }

    @Override
    public Map<RunId, Decision> of(Collection<RunId> runs) {
        if (runs.isEmpty()) {
            return Map.of();
        }
        // Of several versions of a run, one for each checkpoint, the latest decision counts.
        return client.sql("""
                        select version.run_id, version.file_hash, max(decision.decided_at) as at,
                          version.state = 'REVOKED' as revoked
                        from lora_version version join version_decision decision on decision.version_id = version.id
                        where version.run_id in (:runs) and version.state in ('APPROVED', 'SUPERSEDED', 'REVOKED')
                          and decision.to_state in ('APPROVED', 'REVOKED')
                        group by version.run_id, version.file_hash, version.state""").param("runs", runs).groups(RunId.class, Decision.class).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        decided -> decided.getValue().stream()
                                .max(Comparator.comparing(Decision::at))
                                .orElseThrow()));
    }
}
