package io.understudy.versions;

import io.understudy.people.AccountId;
import io.understudy.shared.Actor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReviewRequests {
    /** @param verb {@link VersionVerb#SIGN_OFF} or {@link VersionVerb#APPROVE} */
    record Row(UUID version, UUID account, VersionVerb verb, String askedBy) {}

    private final JdbcClient jdbc;

    ReviewRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether this person was not asked for it before */
    boolean add(VersionId version, AccountId account, VersionVerb verb, Actor by, Instant at) {
        return jdbc.sql("""
                        insert into review_request (version_id, account_id, asked_for, asked_by, asked_name, asked_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(
                                version.value(),
                                account.value(),
                                verb.name(),
                                by.id(),
                                by.name(),
                                at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    List<Row> of(Collection<UUID> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select version_id, account_id, asked_for, asked_name from review_request
                        where version_id in (:versions) order by asked_at, account_id""")
                .param("versions", versions)
                .query((row, index) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        VersionVerb.valueOf(row.getString(3)),
                        row.getString(4)))
                .list();
    }

    void answered(VersionId version, UUID account) {
        jdbc.sql("delete from review_request where version_id = ? and account_id = ?")
                .params(version.value(), account)
                .update();
    }

    void keepOnly(VersionId version, VersionVerb verb) {
        jdbc.sql("delete from review_request where version_id = ? and asked_for <> ?")
                .params(version.value(), verb.name())
                .update();
    }

    void forget(VersionId version) {
        jdbc.sql("delete from review_request where version_id = ?")
                .param(version.value())
                .update();
    }
}
