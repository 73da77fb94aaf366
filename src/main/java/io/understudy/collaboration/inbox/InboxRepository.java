package io.understudy.collaboration.inbox;

import io.understudy.identity.AccountId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.SearchText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class InboxRepository {
    private static final String SETTLED = " set settled_at = ?, read_at = coalesce(read_at, ?), touched_at = ?";
    private static final String COLUMNS =
            "id, kind, title, words, path, notified_at, read_at is not null as read, settled_at is not null as settled";
    private static final String SAME =
            " where recipient = ? and path = ? and kind = ? and title = ? and settled_at is null";

    private static final String MATCHING = " and (lower(title) like ? escape '!' or lower(words) like ? escape '!')";

    private final TypedJdbcClient jdbc;

    InboxRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(AccountId to, Notice notice, Instant now) {
        jdbc.sql("insert into inbox_notice (id, recipient, kind, title, words, path, notified_at, touched_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), to, notice.kind(), notice.title(), notice.words(), notice.path(), now, now)
                .update();
    }

    /** How many unread notices of each kind came after a moment. */
    Map<NoticeKind, Long> unreadSince(UUID recipient, Instant moment) {
        return jdbc.sql("select kind, count(*) as notices from inbox_notice"
                        + " where recipient = ? and read_at is null and notified_at > ? group by kind")
                .params(recipient, moment)
                .map(NoticeKind.class, Long.class);
    }

    /** Of these, those of the person. */
    List<InboxEntry> find(UUID recipient, Collection<NoticeId> notices) {
        return notices.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLUMNS + " from inbox_notice where recipient = :recipient and id in (:notices)")
                        .param("recipient", recipient)
                        .param("notices", notices)
                        .query(InboxEntry.class)
                        .list();
    }

    long count(UUID recipient, boolean unreadOnly, SearchText text) {
        return jdbc.sql("select count(*) from inbox_notice where recipient = ?" + unread(unreadOnly) + MATCHING)
                .params(recipient, text.anywhere(), text.anywhere())
                .query(Long.class)
                .single();
    }

    List<InboxEntry> page(UUID recipient, boolean unreadOnly, SearchText text, long offset, int size) {
        return jdbc.sql("select " + COLUMNS + " from inbox_notice where recipient = ?" + unread(unreadOnly) + MATCHING
                        + " order by notified_at desc, id limit ? offset ?")
                .params(recipient, text.anywhere(), text.anywhere(), size, offset)
                .query(InboxEntry.class)
                .list();
    }

    int markRead(UUID recipient, Collection<NoticeId> notices, Instant now) {
        return jdbc.sql("update inbox_notice set read_at = :now, touched_at = :now"
                        + " where recipient = :recipient and id in (:notices) and read_at is null")
                .param("now", now)
                .param("recipient", recipient)
                .param("notices", notices)
                .update();
    }

    /** Only notices up to a moment: what arrived while the person clicked stays unread. */
    int markAllRead(UUID recipient, Instant toldUntil, Instant now) {
        return jdbc.sql("update inbox_notice set read_at = ?, touched_at = ?"
                        + " where recipient = ? and notified_at <= ? and read_at is null")
                .params(now, now, recipient, toldUntil)
                .update();
    }

    boolean waits(AccountId to, Notice notice) {
        return jdbc.sql("select count(*) from inbox_notice" + SAME + " and words = ?")
                        .params(to, notice.path(), notice.kind(), notice.title(), notice.words())
                        .query(Long.class)
                        .single()
                > 0;
    }

    void removeReplaced(AccountId to, Notice notice) {
        jdbc.sql("delete from inbox_notice" + SAME)
                .params(to, notice.path(), notice.kind(), notice.title())
                .update();
    }

    List<AccountId> waitedFor(String path) {
        return jdbc.sql("select distinct recipient from inbox_notice"
                        + " where path = ? and kind = 'REQUEST' and settled_at is null")
                .param(path)
                .query(AccountId.class)
                .list();
    }

    void settle(String path, Instant now) {
        jdbc.sql("update inbox_notice" + SETTLED + " where path = ? and kind = 'REQUEST' and settled_at is null")
                .params(now, now, now, path)
                .update();
    }

    int settle(AccountId person, Notice notice, Instant now) {
        return jdbc.sql("update inbox_notice" + SETTLED + SAME)
                .params(now, now, now, person, notice.path(), notice.kind(), notice.title())
                .update();
    }

    Map<AccountId, Instant> touchedSince(Instant since) {
        return jdbc.sql("select recipient, max(touched_at) as touched from inbox_notice where touched_at >= ?"
                        + " group by recipient")
                .param(since)
                .map(AccountId.class, Instant.class);
    }

    int deleteToldBefore(Instant moment) {
        return jdbc.sql("delete from inbox_notice where notified_at < ?")
                .param(moment)
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
