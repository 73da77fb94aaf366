package io.understudy.datasets;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Pictures extends JpaRepository<Picture, UUID> {
    /** The set in its order. */
    @Query("select p from Picture p where p.characterId = :character and p.removedAt is null order by p.position")
    List<Picture> present(UUID character);

    @Query("""
            select p from Picture p
            where p.characterId = :character and p.removedAt is null and p.included
            order by p.position""")
    List<Picture> included(UUID character);

    @Query("""
            select count(p) from Picture p
            where p.characterId = :character and p.removedAt is null and p.included""")
    long countIncluded(UUID character);

    @Query("select count(p) from Picture p where p.characterId = :character and p.removedAt is null")
    long countPresent(UUID character);

    @Query("select p from Picture p where p.characterId = :character and p.presentHash in :hashes")
    List<Picture> withHash(UUID character, Collection<String> hashes);

    @Query("select p from Picture p where p.characterId = :character and p.originalHash in :hashes")
    List<Picture> withOriginal(UUID character, Collection<String> hashes);

    /** In whichever sets, also the removed ones. */
    List<Picture> findByOriginalHashIn(Collection<String> hashes);

    @Query("select p from Picture p where p.removedAt < :time order by p.removedAt limit 200")
    List<Picture> removedBefore(Instant time);
}
