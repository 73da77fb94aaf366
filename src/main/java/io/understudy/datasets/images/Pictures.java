package io.understudy.datasets.images;

import io.understudy.datasets.PictureId;
import io.understudy.platform.core.DomainException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface Pictures extends JpaRepository<Picture, UUID> {
    default Picture require(PictureId id) {
        return findById(id.value())
                .orElseThrow(() -> new DomainException.NotFound("This picture is no longer in the dataset."));
    }

    /** The dataset in its order; what was made from a picture comes right after it. */
    @Query("""
            select p from Picture p
            where p.characterId = :character and p.removedAt is null
            order by p.position, case when p.sourceId is null then 0 else 1 end, p.createdAt, p.id""")
    List<Picture> present(UUID character);

    @Query("""
            select p from Picture p
            where p.characterId = :character and p.removedAt is null and p.included
            order by p.position, case when p.sourceId is null then 0 else 1 end, p.createdAt, p.id""")
    List<Picture> included(UUID character);

    @Query("""
            select count(p) from Picture p
            where p.characterId = :character and p.removedAt is null and p.included""")
    long countIncluded(UUID character);

    /** One number for each included picture. */
    @Query("""
            select p.repeats from Picture p
            where p.characterId = :character and p.removedAt is null and p.included""")
    List<Integer> repeats(UUID character);

    @Query("select count(p) from Picture p where p.characterId = :character and p.removedAt is null")
    long countPresent(UUID character);

    @Query("select p from Picture p where p.characterId = :character and p.presentHash in :hashes")
    List<Picture> withHash(UUID character, Collection<String> hashes);

    /** By what is shown of them, in whichever state; those that are in the dataset come first. */
    @Query("""
            select p from Picture p
            where p.characterId = :character and p.displayHash in :hashes
            order by case when p.removedAt is null then 0 else 1 end, p.position, p.id""")
    List<Picture> withDisplay(UUID character, Collection<String> hashes);

    /** By what is shown of them; those that are in a dataset. */
    @Query("""
            select count(p) from Picture p
            where p.characterId in :characters and p.removedAt is null
              and (p.displayHash = :hash or p.thumbnailHash = :hash)""")
    long countShowing(Collection<UUID> characters, String hash);

    @Query("select p from Picture p where p.characterId = :character and p.originalHash in :hashes")
    List<Picture> withOriginal(UUID character, Collection<String> hashes);

    @Query("select p.id from Picture p where p.characterId = :character")
    List<UUID> everyId(UUID character);

    /** In lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select p from Picture p
            where p.removedAt is null and (lower(p.caption) like :pattern escape '!' or lower(p.fileName) like :pattern escape '!')
            order by p.createdAt desc, p.id""")
    List<Picture> find(String pattern, Limit most);

    List<Picture> findByOriginalHashIn(Collection<String> hashes);

    @Query("select p from Picture p where p.removedAt < :time order by p.removedAt limit 200")
    List<Picture> removedBefore(Instant time);
}
