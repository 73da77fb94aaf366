package io.understudy.versions.registry;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/**
 * Makes the person who loosens the rules of review a maker of every version that is not decided yet, and of those whose
 * runs are being trained. What is launched afterwards is held to rules that everyone knows.
 */
@Repository
public class LoosenedRulesRepository {
    private static final Set<VersionState> UNDECIDED = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);
    private static final Set<VersionState> IN_REVIEW = EnumSet.of(VersionState.IN_REVIEW, VersionState.SIGNED_OFF);

    private final TypedJdbcClient jdbc;

    LoosenedRulesRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A version that is not decided yet. */
    public record Undecided(VersionId id, String fileName, VersionState state) {
        public boolean isInReview() {
            return IN_REVIEW.contains(state);
        }

        public AuditEvent.Subject subject() {
            return new AuditEvent.Subject("version", id.value().toString(), fileName);
        }
    }

    record Loosening(UUID account, String words, Instant at) {
        Deed deed() {
            return new Deed(words, at, true);
        }
    }

    /**
     * Keeps it until the rules ask for as much again.
     *
     * @param signOffs how many they asked for before
     * @param approverDiffers what they asked for before
     */
    public void keep(UUID account, String words, Instant at, int signOffs, boolean approverDiffers) {
        jdbc.sql("""
                        insert into loosened_rules (id, account_id, words, loosened_at, sign_offs, approver_differs)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(UUID.randomUUID(), account, words, at, signOffs, approverDiffers)
                .update();
    }

    /** The rules ask for this now. */
    public void forgetWhatIsRestored(int signOffs, boolean approverDiffers) {
        jdbc.sql("delete from loosened_rules where sign_offs <= :signOffs and approver_differs in (:met)")
                .param("signOffs", signOffs)
                .param("met", approverDiffers ? List.of(true, false) : List.of(false))
                .update();
    }

    /** Those who have since then loosened rules that are still looser than before, each with the last time. */
    public Map<UUID, Deed> since(Instant launched) {
        return jdbc.sql("""
                        select account_id as account, words, loosened_at as at from loosened_rules
                        where loosened_at > ? order by loosened_at, id""").param(launched).query(Loosening.class).list().stream()
                .collect(Collectors.toMap(Loosening::account, Loosening::deed, (earlier, later) -> later));
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
     * @return these versions; the signatures of those in review are about other makers now
     */
    public List<Undecided> addMaker(UUID account, String words, Instant at) {
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
        // One that came in between is born under the rules as they are now.
        return jdbc.sql("""
                        select v.id, v.file_name, v.state from lora_version v
                        join version_participant p on p.version_id = v.id
                        where v.state in (:states) and p.account_id = :account and p.part = 'MAKER' order by v.id""")
                .param("states", names(UNDECIDED))
                .param("account", account)
                .query(Undecided.class)
                .list();
    }

    private static List<String> names(Set<VersionState> states) {
        return states.stream().map(VersionState::name).toList();
    }
}
