package io.understudy.versions.registry;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.support.SettableClock;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions in production for tests of other features: as short as the database allows. */
public final class ApprovedVersions {
    private static final String MANIFEST = "0".repeat(64);

    private ApprovedVersions() {}

    /**
     * One person signs, another approves; whatever was in production before has to have stepped down.
     *
     * @param trail keeps the decisions in the audit trail; one that does nothing makes it a forgery
     */
    public static void approve(
            JdbcClient jdbc, ApplicationEventPublisher trail, VersionId version, UUID signer, UUID approver) {
        takePart(jdbc, version, signer, "SIGNER");
        takePart(jdbc, version, approver, "APPROVER");
        UUID signed = decide(jdbc, trail, version, signer, ReviewAction.SIGN_OFF, "SIGNER", null);
        UUID approved = decide(jdbc, trail, version, approver, ReviewAction.APPROVE, "APPROVER", signed);
        jdbc.sql("""
                        update lora_version set state = 'APPROVED', production_of = character_id, approval_id = ?,
                            approval_verb = 'APPROVE' where id = ?""").params(approved, version.value()).update();
    }

    private static void takePart(JdbcClient jdbc, VersionId version, UUID account, String part) {
        jdbc.sql("""
                        insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                        values (?, ?, ?, false, false, false)""").params(version.value(), account, part).update();
    }

    private static UUID decide(
            JdbcClient jdbc,
            ApplicationEventPublisher trail,
            VersionId version,
            UUID account,
            ReviewAction action,
            String part,
            @Nullable UUID restsOn) {
        UUID id = UUID.randomUUID();
        int position = jdbc.sql("select count(*) + 1 from version_decision where version_id = ?")
                .param(version.value())
                .query(Integer.class)
                .single();
        VersionState before = action == ReviewAction.APPROVE ? VersionState.SIGNED_OFF : VersionState.IN_REVIEW;
        VersionState after = action.from(before).orElseThrow();
        jdbc.sql("""
                        insert into version_decision (id, version_id, position, verb, from_state, to_state, account_id,
                            account_name, part, decided_at, manifest_hash, rests_on, rests_on_verb)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        version.value(),
                        position,
                        action.name(),
                        before.name(),
                        after.name(),
                        account,
                        part,
                        part,
                        Timestamp.from(SettableClock.START),
                        MANIFEST,
                        restsOn,
                        restsOn == null ? null : ReviewAction.SIGN_OFF.name()))
                .update();
        trail.publishEvent(new AuditEvent(
                SettableClock.START,
                new Actor(account, part),
                action.act(),
                new AuditEvent.Subject("version", version.value().toString(), "a version"),
                Map.of("state", before.word()),
                Map.of("state", after.word(), "manifest", MANIFEST)));
        return id;
    }
}
