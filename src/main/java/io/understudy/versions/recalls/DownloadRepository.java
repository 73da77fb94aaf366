package io.understudy.versions.recalls;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.VersionId;
import io.understudy.versions.registry.LoraVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
public class DownloadRepository {
    private final TypedJdbcClient jdbc;

    DownloadRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(LoraVersion version, Actor by, Instant at) {
        jdbc.sql("""
                        insert into version_download (id, version_id, account_id, account_name, state, taken_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(UUID.randomUUID(), version.getId(), by.id(), by.name(), version.state(), at)
                .update();
    }

    /** How many people took each; those that nobody took are left out. */
    public Map<VersionId, Long> holders(Collection<VersionId> versions) {
        return versions.isEmpty()
                ? Map.of()
                : jdbc.sql("""
                        select version_id, count(distinct account_name) from version_download
                        where version_id in (:versions) group by version_id""").param("versions", versions).map(VersionId.class, Long.class);
    }

    public List<DownloadRecord> of(VersionId version, int most) {
        return jdbc.sql("""
                        select account_name as by, state, taken_at, recalled_at, answered_at from version_download
                        where version_id = ? order by taken_at desc, id fetch first ? rows only""").params(version, most).query(DownloadRecord.class).list();
    }

    public Set<UUID> notNotified(VersionId version) {
        return jdbc.sql("""
                        select distinct account_id from version_download
                        where version_id = ? and recalled_at is null""").param(version).query(UUID.class).set();
    }

    public Set<UUID> notified(VersionId version) {
        return jdbc.sql("""
                        select distinct account_id from version_download
                        where version_id = ? and recalled_at is not null""").param(version).query(UUID.class).set();
    }

    /** Notifies everyone who took the file, each person only once. */
    public int recall(VersionId version, String reason, Instant at) {
        return jdbc.sql("""
                        update version_download set recalled_at = ?, recall_reason = ?
                        where version_id = ? and recalled_at is null""").params(at, reason, version).update();
    }

    /** Takes a recall back for those who have not answered it. */
    public void release(VersionId version) {
        jdbc.sql("""
                        update version_download set recalled_at = null, recall_reason = null
                        where version_id = ? and answered_at is null""").param(version).update();
    }

    /**
     * What this person took and has not said to be out of use, each file once.
     *
     * @param characters the only ones; empty for all
     */
    public List<RecalledFile> recalledTo(UUID account, Set<UUID> characters) {
        TypedJdbcClient.Statement recalled = jdbc.sql(
                        """
                        select v.id as version, v.file_name, max(d.recall_reason) as reason, max(d.recalled_at) as recalled_at
                        from version_download d join lora_version v on v.id = d.version_id
                        where d.account_id = :account and d.recalled_at is not null and d.answered_at is null%s
                        group by v.id, v.file_name order by max(d.recalled_at) desc, v.id""".formatted(characters.isEmpty() ? "" : " and v.character_id in (:characters)"))
                .param("account", account);
        if (!characters.isEmpty()) {
            recalled.param("characters", characters);
        }
        return recalled.query(RecalledFile.class).list();
    }

    public int answer(VersionId version, UUID account, Instant at) {
        return jdbc.sql("""
                        update version_download set answered_at = ?
                        where version_id = ? and account_id = ? and recalled_at is not null and answered_at is null""").params(at, version, account).update();
    }
}
