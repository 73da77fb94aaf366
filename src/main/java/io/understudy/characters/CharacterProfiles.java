package io.understudy.characters;

import io.understudy.prompting.guide.TriggerWord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface CharacterProfiles extends JpaRepository<CharacterProfile, UUID> {
    Optional<CharacterProfile> findBySlug(String slug);

    Optional<CharacterProfile> findByTriggerKey(String triggerKey);

    List<CharacterProfile> findByIdIn(Collection<UUID> ids);

    /** Pattern is in lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select c from CharacterProfile c
            where ((:archived = true and c.archivedAt is not null) or (:archived = false and c.archivedAt is null))
              and (lower(c.name) like :pattern escape '!' or c.slug like :pattern escape '!'
                   or c.triggerKey like :pattern escape '!')""")
    Page<CharacterProfile> search(String pattern, boolean archived, Pageable page);

    /**
     * As {@link #search}, by name, behind a place.
     *
     * @param ids the only ones, unless {@code all}
     */
    @Query("""
            select c from CharacterProfile c
            where ((:archived = true and c.archivedAt is not null) or (:archived = false and c.archivedAt is null))
              and (lower(c.name) like :pattern escape '!' or c.slug like :pattern escape '!'
                   or c.triggerKey like :pattern escape '!')
              and (:all = true or c.id in :ids)
              and (lower(c.name) > lower(:name) or (lower(c.name) = lower(:name) and c.id > :id))
            order by lower(c.name), c.id""")
    List<CharacterProfile> behind(
            String pattern, boolean archived, boolean all, Collection<UUID> ids, String name, UUID id, Limit most);

    /** As {@link #search}; those whose names begin so come first. */
    @Query("""
            select c from CharacterProfile c
            where c.archivedAt is null and (lower(c.name) like :pattern escape '!' or c.triggerKey like :pattern escape '!')
            order by case when lower(c.name) like :beginning escape '!' then 0 else 1 end, lower(c.name), c.id""")
    List<CharacterProfile> find(String pattern, String beginning, Limit most);

    @Query("select c from CharacterProfile c where c.archivedAt is null order by c.changedAt desc, c.id")
    List<CharacterProfile> recent(Pageable page);

    @Query("select c.slug from CharacterProfile c where c.slug like concat(:start, '%')")
    List<String> slugsLike(String start);

    /** In lower case. */
    @Query("select c.triggerKey from CharacterProfile c order by c.triggerKey")
    List<TriggerWord> triggerWords();

    /** In lower case. */
    @Query("select c.triggerKey from CharacterProfile c where c.id <> :id order by c.triggerKey")
    List<TriggerWord> triggerWordsOfOthers(UUID id);
}
