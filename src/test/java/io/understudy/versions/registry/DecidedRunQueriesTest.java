package io.understudy.versions.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.storage.BlobHash;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.DecidedRunLookup.Decision;
import io.understudy.training.RunId;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DecidedRunQueriesTest extends VersionsTest {
    @Autowired
    DecidedRunLookup decided;

    @Autowired
    VersionSignals signals;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aVersionIsDecidedOnceItIsApprovedOrRevokedAndNotBefore() {
        RunId draft = run(in(VersionState.DRAFT));
        RunId signed = run(in(VersionState.SIGNED_OFF));
        VersionId version = in(VersionState.APPROVED);
        RunId revoked = run(in(VersionState.REVOKED));

        Map<RunId, Decision> found = decided.of(List.of(draft, signed, run(version), revoked));

        assertThat(found).containsOnlyKeys(run(version), revoked);
        assertThat(found.get(run(version)).file())
                .isEqualTo(new BlobHash(jdbc.sql("select file_hash from lora_version where id = ?")
                        .param(version.value())
                        .query(String.class)
                        .single()));
        assertThat(decided.revokedAmong(List.of(draft, run(version), revoked))).containsExactly(revoked);
        assertThat(decided.of(List.of())).isEmpty();
    }

    @Test
    void pagesFollowDecisionsAndNotTheEvidenceOfVersions() throws Exception {
        VersionId approved = in(VersionState.APPROVED);
        signals.settled().get(2, TimeUnit.MINUTES);
        long before = decided.changes().get();

        transaction.executeWithoutResult(status -> events.publishEvent(new EvidenceChanged(approved)));
        signals.settled().get(2, TimeUnit.MINUTES);
        assertThat(decided.changes().get()).isEqualTo(before);

        in(VersionState.REVOKED);
        signals.settled().get(2, TimeUnit.MINUTES);
        assertThat(decided.changes().get()).isGreaterThan(before);
    }

    private RunId run(VersionId version) {
        return new RunId(jdbc.sql("select run_id from lora_version where id = ?")
                .param(version.value())
                .query(UUID.class)
                .single());
    }
}
