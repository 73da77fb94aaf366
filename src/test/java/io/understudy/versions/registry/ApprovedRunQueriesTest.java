package io.understudy.versions.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.ApprovedRunLookup;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApprovedRunQueriesTest extends VersionsTest {
    @Autowired
    ApprovedRunLookup approvals;

    @Autowired
    JdbcClient jdbc;

    @Test
    void onlyRunsWhoseVersionWentIntoProductionAndWasNotRevokedCount() {
        in(VersionState.SIGNED_OFF);
        assertThat(approvals.of(FinishedRuns.AVA)).isEmpty();

        VersionId approved = in(VersionState.APPROVED);
        assertThat(approvals.of(FinishedRuns.AVA))
                .singleElement()
                .satisfies(run -> assertThat(jdbc.sql("select run_id from lora_version where id = ?")
                                .param(approved.value())
                                .query(UUID.class)
                                .single())
                        .isEqualTo(run.value()));

        in(VersionState.REVOKED);
        assertThat(approvals.of(FinishedRuns.AVA)).hasSize(1);
    }
}
