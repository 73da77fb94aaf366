package io.understudy.versions.registry;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Makes the person who loosens the rules of review a maker of every version that is not decided yet. */
@Repository
public class LoosenedRulesRepository {
    private static final Set<VersionState> UNDECIDED = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);
    private static final Set<VersionState> IN_REVIEW = EnumSet.of(VersionState.IN_REVIEW, VersionState.SIGNED_OFF);

    private final TypedJdbcClient jdbc;

    LoosenedRulesRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The file of an undecided version that this person signed, so that they are no maker of it any longer. */
    public Optional<String> signedBy(UUID account) {
        return jdbc.sql("""
                        select v.file_name from lora_version v join version_participant p on p.version_id = v.id
                        where p.account_id = :account and p.part <> 'MAKER' and v.state in (:states)
                        order by v.file_name fetch first 1 rows only""")
                .param("account", account)
                .param("states", names(UNDECIDED))
                .query(String.class)
                .optional();
    }

    /**
     * Adds what they did to the reasons of each undecided version.
     *
     * @return those that are in review, whose signatures are about other makers now
     */
    public List<VersionId> addMaker(UUID account, String words, Instant at) {
        jdbc.sql("""
                        insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                        select v.id, cast(:account as uuid), 'MAKER', false, false, false from lora_version v
                        where v.state in (:states) and not exists (
                          select 1 from version_participant p where p.version_id = v.id and p.account_id = :account)""")
                .param("account", account)
                .param("states", names(UNDECIDED))
                .update();
        jdbc.sql("""
                        insert into version_contribution (version_id, account_id, position, words, done_at, checklist)
                        select p.version_id, p.account_id,
                          (select count(*) from version_contribution c
                            where c.version_id = p.version_id and c.account_id = p.account_id),
                          cast(:words as varchar(400)), cast(:at as timestamp(6) with time zone), true
                        from version_participant p join lora_version v on v.id = p.version_id
                        where p.account_id = :account and p.part = 'MAKER' and v.state in (:states)""")
                .param("account", account)
                .param("words", words)
                .param("at", at)
                .param("states", names(UNDECIDED))
                .update();
        return jdbc.sql("select id from lora_version where state in (:states) order by id")
                .param("states", names(IN_REVIEW))
                .query(VersionId.class)
                .list();
    }

    private static List<String> names(Set<VersionState> states) {
        return states.stream().map(VersionState::name).toList();
    }
}
