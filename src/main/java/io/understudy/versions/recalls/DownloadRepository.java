package io.understudy.versions.recalls;

import io.understudy.platform.core.Actor;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class DownloadRepository {
    private final JdbcClient jdbc;

    DownloadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(LoraVersion version, Actor by, Instant at) {
        jdbc.sql("""
                        insert into version_download (id, version_id, account_id, account_name, state, taken_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        version.getId(),
                        by.id(),
                        by.name(),
                        version.state().name(),
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    public long holders(VersionId version) {
        return jdbc.sql("select count(distinct account_name) from version_download where version_id = ?")
                .param(version.value())
                .query(Long.class)
                .single();
    }

    public List<DownloadRecord> of(VersionId version, int most) {
        return jdbc.sql("""
                        select account_name, state, taken_at, recalled_at, answered_at from version_download
                        where version_id = ? order by taken_at desc, id fetch first ? rows only""")
                .params(version.value(), most)
                .query((row, line) -> new DownloadRecord(
                        row.getString(1),
                        VersionState.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        instant(row, 4),
                        instant(row, 5)))
                .list();
    }

    public Set<UUID> notNotified(VersionId version) {
        return new HashSet<>(
                jdbc.sql("""
                        select distinct account_id from version_download
                        where version_id = ? and recalled_at is null""").param(version.value()).query(UUID.class).list());
    }

    public Set<UUID> notified(VersionId version) {
        return new HashSet<>(
                jdbc.sql("""
                        select distinct account_id from version_download
                        where version_id = ? and recalled_at is not null""").param(version.value()).query(UUID.class).list());
    }

    /** Notifies everyone who took the file, each person only once. */
    public int recall(VersionId version, String reason, Instant at) {
        return jdbc.sql("""
                        update version_download set recalled_at = ?, recall_reason = ?
                        where version_id = ? and recalled_at is null""")
                .params(at.atOffset(ZoneOffset.UTC), reason, version.value())
                .update();
    }

    /** Takes a recall back for those who have not answered it. */
    public void release(VersionId version) {
        jdbc.sql("""
                        update version_download set recalled_at = null, recall_reason = null
                        where version_id = ? and answered_at is null""").param(version.value()).update();
    }

    /** What this person took and has not said to be out of use, each file once. */
    public List<RecalledFile> recalledTo(UUID account) {
        return jdbc.sql("""
                        select v.id, v.file_name, max(d.recall_reason), max(d.recalled_at)
                        from version_download d join lora_version v on v.id = d.version_id
                        where d.account_id = ? and d.recalled_at is not null and d.answered_at is null
                        group by v.id, v.file_name order by max(d.recalled_at) desc, v.id""")
                .param(account)
                .query((row, line) -> new RecalledFile(
                        new VersionId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    public int answer(VersionId version, UUID account, Instant at) {
        return jdbc.sql("""
                        update version_download set answered_at = ?
                        where version_id = ? and account_id = ? and recalled_at is not null and answered_at is null""")
                .params(at.atOffset(ZoneOffset.UTC), version.value(), account)
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
