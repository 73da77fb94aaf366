package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListPlace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class CommentRepository {
    private static final String ABOUT = " where subject_kind = ? and subject_id = ?";
    private static final String SELECT = """
            select id, row_version, subject_kind, subject_id, subject_part, words, written_by = ? as mine, author_name,
                written_at, edited_at, deleted_at, resolved_at, resolved_name as resolved_by
            from subject_comment""" + ABOUT;

    private final TypedJdbcClient jdbc;

    CommentRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CommentDetails> latest(CommentSubject subject, int most, UUID reader) {
        return jdbc.sql(SELECT + " and subject_part = ? order by written_at desc, id desc limit ?")
                .params(reader, subject.kind(), subject.id(), subject.part(), most)
                .query(CommentDetails.class, mentions(subject.kind(), subject.id()))
                .list()
                .reversed();
    }

    /** The newest first. */
    List<CommentDetails> before(CommentSubject subject, ListPlace<Instant, UUID> place, int most, UUID reader) {
        return jdbc.sql(SELECT + """
                         and subject_part = ? and (written_at < ? or written_at = ? and id < ?)
                        order by written_at desc, id desc limit ?""")
                .params(
                        reader,
                        subject.kind(),
                        subject.id(),
                        subject.part(),
                        place.key(),
                        place.key(),
                        place.id(),
                        most)
                .query(CommentDetails.class, mentions(subject.kind(), subject.id()))
                .list();
    }

    CommentDetails get(Comment comment, UUID reader) {
        CommentSubject subject = comment.subject();
        return jdbc.sql(SELECT + " and id = ?")
                .params(reader, subject.kind(), subject.id(), comment.id())
                .query(CommentDetails.class, mentions(subject.kind(), subject.id()))
                .single();
    }

    long count(CommentSubject subject) {
        return jdbc.sql("select count(*) from subject_comment" + ABOUT + " and subject_part = ?")
                .params(subject.kind(), subject.id(), subject.part())
                .query(Long.class)
                .single();
    }

    /** Whose words can still be read. */
    List<AccountId> authors(CommentSubject subject) {
        return jdbc.sql("select distinct written_by from subject_comment" + ABOUT
                        + " and subject_part = ? and deleted_at is null")
                .params(subject.kind(), subject.id(), subject.part())
                .query(AccountId.class)
                .list();
    }

    /** As {@link #authors(CommentSubject)}, on a thing and all its parts. */
    Set<AccountId> authors(String kind, String id) {
        return jdbc.sql("select distinct written_by from subject_comment" + ABOUT + " and deleted_at is null")
                .params(kind, id)
                .query(AccountId.class)
                .set();
    }

    List<CommentDetails> all(String kind, String id, UUID reader) {
        return jdbc.sql(SELECT + " order by written_at, id")
                .params(reader, kind, id)
                .query(CommentDetails.class, mentions(kind, id))
                .list();
    }

    private Map<CommentId, List<String>> mentions(String kind, String id) {
        return jdbc.sql("select comment_id, account_name from comment_mention join subject_comment on id = comment_id"
                        + ABOUT)
                .params(kind, id)
                .groups(CommentId.class, String.class);
    }

    Map<String, CommentCount> counts(String kind, String id) {
        return jdbc.sql("select subject_part, count(*) as \"all\","
                        + " sum(case when resolved_at is null then 1 else 0 end) as open from subject_comment" + ABOUT
                        + " and deleted_at is null group by subject_part")
                .params(kind, id)
                .map(String.class, CommentCount.class);
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
        return people.stream().filter(person -> add(comment, person)).toList();
    }

    private boolean add(CommentId comment, Person person) {
        return jdbc.sql("""
                        insert into comment_mention (comment_id, account_id, account_name) values (?, ?, ?)
                        on conflict do nothing""").params(comment, person.id(), person.name()).update() == 1;
    }
}
