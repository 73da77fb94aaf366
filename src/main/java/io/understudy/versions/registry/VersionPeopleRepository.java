package io.understudy.versions.registry;

import io.understudy.identity.AccountId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.VersionId;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Who did something about a version without being a {@link Contributor} of it for that. */
@Repository
public class VersionPeopleRepository {
    private final TypedJdbcClient jdbc;

    VersionPeopleRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who decided, asked for a signature, ticked, recalled or reinstated. */
    public Set<AccountId> whoActedOn(VersionId version) {
        return jdbc.sql("""
                        select account_id from version_decision where version_id = :version
                        union select asked_by from review_request where version_id = :version
                        union select ticked_by from checklist_tick where version_id = :version
                        union select account_id from version_recall_part where version_id = :version""").param("version", version).query(AccountId.class).set();
    }

    /** Someone recalled or reinstated what the version was trained on. */
    public void recalledOrReinstated(VersionId version, UUID account) {
        jdbc.sql("insert into version_recall_part (version_id, account_id) values (?, ?) on conflict do nothing")
                .params(version, account)
                .update();
    }
}
