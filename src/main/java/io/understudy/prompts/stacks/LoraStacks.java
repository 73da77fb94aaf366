package io.understudy.prompts.stacks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface LoraStacks extends JpaRepository<LoraStack, UUID> {
    String MATCHING = """
            select s from LoraStack s
            where s.deletedAt is null
              and (lower(s.name) like :pattern escape '!' or lower(s.note) like :pattern escape '!'
                   or lower(s.createdByName) like :pattern escape '!')""";

    /** Pattern is in lower case, with {@code !} before characters that are meant literally. */
    @Query(MATCHING)
    Page<LoraStack> search(String pattern, Pageable page);

    @Query(MATCHING + " and (s.changedAt < :time or (s.changedAt = :time and s.id > :id))"
            + " order by s.changedAt desc, s.id")
    List<LoraStack> earlier(String pattern, Instant time, UUID id, Limit most);

    @Query(MATCHING + " and (s.changedAt > :time or (s.changedAt = :time and s.id > :id)) order by s.changedAt, s.id")
    List<LoraStack> later(String pattern, Instant time, UUID id, Limit most);

    @Query(MATCHING + " and (lower(s.name) > lower(:name) or (lower(s.name) = lower(:name) and s.id > :id))"
            + " order by lower(s.name), s.id")
    List<LoraStack> named(String pattern, String name, UUID id, Limit most);

    /** As {@link #search}, those whose name begins with the text first. */
    @Query("""
            select s from LoraStack s
            where s.deletedAt is null
              and (lower(s.name) like :pattern escape '!' or lower(s.note) like :pattern escape '!')
            order by case when lower(s.name) like :beginning escape '!' then 0 else 1 end, lower(s.name), s.id""")
    List<LoraStack> find(String pattern, String beginning, Limit most);
}
