package io.understudy.collaboration.inbox;

import io.understudy.identity.AccountId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InboxRepository {
    private static final String SETTLED = " set settled_at = ?, read_at = coalesce(read_at, ?), touched_at = ?";
    private static final String SAME =
            " where recipient = ? and path = ? and kind = ? and title = ? and settled_at is null";

    private final JdbcClient jdbc;

    InboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(AccountId to, Notice notice, Instant now) {
        jdbc.sql("insert into inbox_notice (id, recipient, kind, title, words, path, notified_at, touched_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID(),
                        to.value(),
                        notice.kind().name(),
                        notice.title(),
                        notice.words(),
                        notice.path(),
                        Timestamp.from(now),
                        Timestamp.from(now))
                .update();
    }

    long count(UUID recipient, boolean unreadOnly) {
        return jdbc.sql("select count(*) from inbox_notice where recipient = ?" + unread(unreadOnly))
                .param(recipient)
                .query(Long.class)
                .single();
    }

    List<InboxEntry> page(UUID recipient, boolean unreadOnly, long offset, int size) {
        return jdbc.sql(
                        "select id, kind, title, words, path, notified_at, read_at, settled_at from inbox_notice where recipient = ?"
                                + unread(unreadOnly) + " order by notified_at desc, id limit ? offset ?")
                .params(recipient, size, offset)
                .query((row, index) -> new InboxEntry(
                        new NoticeId(row.getObject("id", UUID.class)),
                        new Notice(
                                NoticeKind.valueOf(row.getString("kind")),
                                row.getString("title"),
                                row.getString("words"),
                                row.getString("path")),
                        row.getObject("notified_at", OffsetDateTime.class).toInstant(),
                        row.getObject("read_at") != null,
                        row.getObject("settled_at") != null))
                .list();
    }

    int markRead(UUID recipient, NoticeId notice, Instant now) {
        return jdbc.sql("update inbox_notice set read_at = ?, touched_at = ?"
                        + " where recipient = ? and id = ? and read_at is null")
                .params(Timestamp.from(now), Timestamp.from(now), recipient, notice.value())
                .update();
    }

    /** Only notices up to a moment: what arrived while the person clicked stays unread. */
    int markAllRead(UUID recipient, Instant toldUntil, Instant now) {
        return jdbc.sql("update inbox_notice set read_at = ?, touched_at = ?"
                        + " where recipient = ? and notified_at <= ? and read_at is null")
                .params(Timestamp.from(now), Timestamp.from(now), recipient, Timestamp.from(toldUntil))
                .update();
    }

    boolean waits(AccountId to, Notice notice) {
        return jdbc.sql("select count(*) from inbox_notice" + SAME + " and words = ?")
                        .params(to.value(), notice.path(), notice.kind().name(), notice.title(), notice.words())
                        .query(Long.class)
                        .single()
                > 0;
    }

    void removeReplaced(AccountId to, Notice notice) {
        jdbc.sql("delete from inbox_notice" + SAME)
                .params(to.value(), notice.path(), notice.kind().name(), notice.title())
                .update();
    }

    List<AccountId> waitedFor(String path) {
        return jdbc
                .sql("select distinct recipient from inbox_notice"
                        + " where path = ? and kind = 'REQUEST' and settled_at is null")
                .param(path)
                .query(UUID.class)
                .list()
                .stream()
                .map(AccountId::new)
                .toList();
    }

    void settle(String path, Instant now) {
        jdbc.sql("update inbox_notice" + SETTLED + " where path = ? and kind = 'REQUEST' and settled_at is null")
                .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(now), path)
                .update();
    }

    int settle(AccountId person, Notice notice, Instant now) {
        return jdbc.sql("update inbox_notice" + SETTLED + SAME)
                .params(
                        Timestamp.from(now),
                        Timestamp.from(now),
                        Timestamp.from(now),
                        person.value(),
                        notice.path(),
                        notice.kind().name(),
                        notice.title())
                .update();
    }

    Map<AccountId, Instant> touchedSince(Instant since) {
        Map<AccountId, Instant> touched = new HashMap<>();
        jdbc.sql("select recipient, max(touched_at) as touched from inbox_notice where touched_at >= ?"
                        + " group by recipient")
                .param(Timestamp.from(since))
                .query(row -> {
                    touched.put(
                            new AccountId(row.getObject("recipient", UUID.class)),
                            row.getObject("touched", OffsetDateTime.class).toInstant());
                });
        return touched;
    }

    int deleteToldBefore(Instant moment) {
        return jdbc.sql("delete from inbox_notice where notified_at < ?")
                .param(Timestamp.from(moment))
                .update();
    }

    int deleteBeyond(int mostPerPerson) {
        return jdbc.sql("""
                        delete from inbox_notice where id in (select id from
                            (select id, row_number() over (partition by recipient order by notified_at desc, id) as place
                             from inbox_notice) ranked
                            where place > ?)""").param(mostPerPerson).update();
    }

    private static String unread(boolean only) {
        return only ? " and read_at is null" : "";
    }
}
