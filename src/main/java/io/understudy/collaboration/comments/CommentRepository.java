package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.platform.data.TypedJdbcClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class CommentRepository {
    private static final String COLUMNS =
            "id, row_version, subject_kind, subject_id, subject_part, words, written_by, author_name, written_at,"
                    + " edited_at, deleted_at, resolved_at, resolved_name";
    private static final String ABOUT = " where subject_kind = ? and subject_id = ? and subject_part = ?";

    private final TypedJdbcClient jdbc;

    CommentRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CommentDetails> latest(CommentSubject subject, int most, UUID reader) {
        List<CommentDetails> found = jdbc.sql("select " + COLUMNS + " from subject_comment" + ABOUT
                        + " order by written_at desc, id desc limit ?")
                .params(subject.kind(), subject.id(), subject.part(), most)
                .query((row, index) -> details(row, reader))
                .list();
        return withMentions(found.reversed());
    }

    long count(CommentSubject subject) {
        return jdbc.sql("select count(*) from subject_comment" + ABOUT)
                .params(subject.kind(), subject.id(), subject.part())
                .query(Long.class)
                .single();
    }

    List<CommentDetails> all(String kind, String id, UUID reader) {
        return withMentions(jdbc.sql("select " + COLUMNS
                        + " from subject_comment where subject_kind = ? and subject_id = ? order by written_at, id")
                .params(kind, id)
                .query((row, index) -> details(row, reader))
                .list());
    }

    Map<String, CommentCount> counts(String kind, String id) {
        Map<String, CommentCount> counts = new HashMap<>();
        jdbc.sql("""
                        select subject_part, count(*) as said, sum(case when resolved_at is null then 1 else 0 end) as unresolved
                        from subject_comment where subject_kind = ? and subject_id = ? and deleted_at is null
                        group by subject_part""").params(kind, id).query(row -> {
            counts.put(row.getString("subject_part"), new CommentCount(row.getLong("said"), row.getLong("unresolved")));
        });
        return counts;
    }

    void keepWording(CommentId comment, String words, Instant replacedAt) {
        jdbc.sql("insert into comment_wording (id, comment_id, words, replaced_at) values (?, ?, ?, ?)")
                .params(UUID.randomUUID(), comment, words, replacedAt)
                .update();
    }

    List<CommentRevision> wordings(CommentId comment) {
        return jdbc.sql("select words, replaced_at from comment_wording where comment_id = ? order by replaced_at, id")
                .param(comment)
                .query(CommentRevision.class)
                .list();
    }

    void forgetWordings(CommentId comment) {
        jdbc.sql("delete from comment_wording where comment_id = ?")
                .param(comment)
                .update();
        jdbc.sql("delete from comment_mention where comment_id = ?")
                .param(comment)
                .update();
    }

    /** @return those of them who were not mentioned in this comment before */
    List<Person> mention(CommentId comment, List<Person> people) {
        Set<UUID> known = jdbc.sql("select account_id from comment_mention where comment_id = ?")
                .param(comment)
                .query(UUID.class)
                .set();
        List<Person> added = people.stream()
                .filter(person -> !known.contains(person.id().value()))
                .toList();
        added.forEach(person -> insertMention(comment, person.id(), person.name()));
        return added;
    }

    private void insertMention(CommentId comment, AccountId account, String name) {
        jdbc.sql("insert into comment_mention (comment_id, account_id, account_name) values (?, ?, ?)")
                .params(comment, account, name)
                .update();
    }

    private List<CommentDetails> withMentions(List<CommentDetails> comments) {
        Map<UUID, List<String>> names =
                mentions(comments.stream().map(comment -> comment.id().value()).collect(Collectors.toSet()));
        return comments.stream()
                .map(comment ->
                        comment.mentioning(names.getOrDefault(comment.id().value(), List.of())))
                .toList();
    }

    private Map<UUID, List<String>> mentions(Collection<UUID> comments) {
        Map<UUID, List<String>> names = new HashMap<>();
        if (!comments.isEmpty()) {
            jdbc.sql("select comment_id, account_name from comment_mention where comment_id in (:comments)")
                    .param("comments", comments)
                    .query(row -> {
                        names.computeIfAbsent(row.getObject(1, UUID.class), key -> new ArrayList<>())
                                .add(row.getString(2));
                    });
        }
        return names;
    }

    private static CommentDetails details(ResultSet row, UUID reader) throws SQLException {
        Instant writtenAt = instant(row, "written_at");
        return new CommentDetails(
                new CommentId(row.getObject("id", UUID.class)),
                new CommentSubject(
                        row.getString("subject_kind"), row.getString("subject_id"), row.getString("subject_part")),
                row.getString("words"),
                List.of(),
                row.getString("author_name"),
                reader.equals(row.getObject("written_by", UUID.class)),
                writtenAt,
                instantIfAny(row, "edited_at"),
                instantIfAny(row, "deleted_at"),
                row.getString("resolved_name"),
                instantIfAny(row, "resolved_at"),
                writtenAt.plus(Comment.EDITABLE),
                row.getLong("row_version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantIfAny(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
