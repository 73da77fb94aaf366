package io.understudy.versions.review;

import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class ReviewRequestRepository {
    /** @param action {@link ReviewAction#SIGN_OFF} or {@link ReviewAction#APPROVE} */
    record Row(UUID version, UUID account, ReviewAction verb, String askedBy) {}

    private final TypedJdbcClient jdbc;

    ReviewRequestRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether this person was not asked for it before */
    boolean add(VersionId version, AccountId account, ReviewAction action, Actor by, Instant at) {
        return jdbc.sql("""
                        insert into review_request (version_id, account_id, asked_for, asked_by, asked_name, asked_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(version, account, action, by.id(), by.name(), at)
                        .update()
                > 0;
    }

    List<Row> of(Collection<UUID> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select version_id, account_id, asked_for as verb, asked_name as asked_by from review_request
                        where version_id in (:versions) order by asked_at, account_id""").param("versions", versions).query(Row.class).list();
    }

    void answered(VersionId version, UUID account) {
        jdbc.sql("delete from review_request where version_id = ? and account_id = ?")
                .params(version, account)
                .update();
    }

    void keepOnly(VersionId version, ReviewAction action) {
        jdbc.sql("delete from review_request where version_id = ? and asked_for <> ?")
                .params(version, action)
                .update();
    }

    void forget(VersionId version) {
        jdbc.sql("delete from review_request where version_id = ?")
                .param(version)
                .update();
    }
}
