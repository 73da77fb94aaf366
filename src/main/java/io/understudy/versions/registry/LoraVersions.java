package io.understudy.versions.registry;

import io.understudy.versions.VersionState;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

public interface LoraVersions extends JpaRepository<LoraVersion, UUID> {
    /** For the person who is about to decide: the next one waits and then sees the outcome. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select v from LoraVersion v where v.id = :id")
    Optional<LoraVersion> lock(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select v from LoraVersion v where v.productionOf = :character and v.baseModel = :model")
    Optional<LoraVersion> lockProduction(UUID character, String model);

    @Query("select v.state from LoraVersion v where v.id = :id")
    Optional<VersionState> stateOf(UUID id);

    /** As the database has them now, whatever was loaded before. */
    @Query("select v.id as id, v.state as state from LoraVersion v where v.id in :ids")
    List<CurrentState> statesOf(Collection<UUID> ids);

    interface CurrentState {
        UUID getId();

        VersionState getState();
    }

    Optional<LoraVersion> findByRunIdAndCheckpointStep(UUID run, int step);

    /** The version of a run's own result. */
    default Optional<LoraVersion> findByRunId(UUID run) {
        return findByRunIdAndCheckpointStep(run, 0);
    }

    List<LoraVersion> findByFileHashIn(Collection<String> files);

    /**
     * @param mine whether only those that the person has made
     * @param pattern of the file's name
     * @param run number of the run, which is enough
     */
    @Query("""
            select v from LoraVersion v where v.characterId = :character and v.state in :states
            and (lower(v.fileName) like :pattern escape '!' or v.runNumber = :run)
            and (:mine = false or exists (select 1 from Contributor part where part.id.versionId = v.id
                and part.id.accountId = :person and part.part = io.understudy.versions.registry.ReviewRole.MAKER))""")
    Page<LoraVersion> ofCharacter(
            UUID character,
            Collection<VersionState> states,
            boolean mine,
            UUID person,
            String pattern,
            long run,
            Pageable page);

    /** Those with lower numbers, the newest first. */
    @Query("""
            select v from LoraVersion v where v.characterId = :character and v.state in :states and v.number < :below
            order by v.number desc""")
    List<LoraVersion> below(UUID character, Collection<VersionState> states, int below, Limit most);

    List<LoraVersion> findBySnapshotHashInOrderByCreatedAtDesc(Collection<String> snapshots);

    /** The other versions of its character for the same model. */
    @Query("""
            select other.id from LoraVersion other, LoraVersion self where self.id = :id and other.id <> self.id
            and other.characterId = self.characterId and other.baseModel = self.baseModel""")
    List<UUID> besides(UUID id);

    @Query("""
            select v from LoraVersion v where v.productionOf is not null
            and lower(v.fileName) like :pattern escape '!'""")
    List<LoraVersion> inProduction(String pattern);

    @Query("""
            select v from LoraVersion v where lower(v.fileName) in :names
            order by case when v.productionOf is null then 1 else 0 end, v.createdAt desc, v.id""")
    List<LoraVersion> named(Collection<String> names);

    /** In lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select v from LoraVersion v where lower(v.fileName) like :pattern escape '!'
            order by case when lower(v.fileName) like :beginning escape '!' then 0 else 1 end, v.createdAt desc, v.id""")
    List<LoraVersion> find(String pattern, String beginning, Limit most);

    long countByCharacterId(UUID character);

    List<LoraVersion> findByProductionOfIn(Collection<UUID> characters);

    /**
     * What is in production, by the names of the files.
     *
     * @param characters the only ones, unless {@code all}
     * @param models labels of the only ones
     * @param name of the file behind which they begin, with the id of its version
     */
    @Query("""
            select v from LoraVersion v where v.productionOf is not null
            and (:all = true or v.productionOf in :characters) and v.baseModel in :models
            and (v.fileName > :name or (v.fileName = :name and v.id > :id))
            order by v.fileName, v.id""")
    List<LoraVersion> productionBehind(
            boolean all, Collection<UUID> characters, Collection<String> models, String name, UUID id, Limit most);

    @Query("""
            select v from LoraVersion v where v.characterId in :characters and v.number =
            (select max(other.number) from LoraVersion other where other.characterId = v.characterId)""")
    List<LoraVersion> latestOf(Collection<UUID> characters);

    /** What is in production although a signature of it rests on something that has changed. */
    @Query("""
            select v from LoraVersion v where v.state = io.understudy.versions.VersionState.APPROVED
            and v.staleSince is not null
            order by v.staleSince, v.id""")
    List<LoraVersion> staleInProduction(Pageable first);

    List<LoraVersion> findByState(VersionState state);

    /** What someone may be waiting for, the person's own drafts, then those of others; each the longest wait first. */
    @Query("""
            select v from LoraVersion v where v.state in :states
            order by case when v.state <> io.understudy.versions.VersionState.DRAFT then 0
                when exists (select 1 from Contributor part where part.id.versionId = v.id
                    and part.id.accountId = :person and part.part = io.understudy.versions.registry.ReviewRole.MAKER)
                then 1 else 2 end,
            coalesce(v.submittedAt, v.createdAt), v.number, v.id""")
    List<LoraVersion> inStates(Collection<VersionState> states, UUID person, Pageable first);

    /**
     * What is not finished, and what is in production although a signature of it rests on something that has changed: from
     * behind a place, drafts last, each the longest wait first.
     *
     * @param characters the only ones, unless {@code all}
     * @param drafts 1 behind all that is no draft, else 0
     */
    @Query("""
            select v from LoraVersion v where (v.state in :states
                or (v.state = io.understudy.versions.VersionState.APPROVED and v.staleSince is not null))
            and (:all = true or v.characterId in :characters)
            and (case when v.state = io.understudy.versions.VersionState.DRAFT then 1 else 0 end > :drafts
                or (case when v.state = io.understudy.versions.VersionState.DRAFT then 1 else 0 end = :drafts
                    and (coalesce(v.submittedAt, v.createdAt) > :since
                        or (coalesce(v.submittedAt, v.createdAt) = :since and v.id > :id))))
            order by case when v.state = io.understudy.versions.VersionState.DRAFT then 1 else 0 end,
            coalesce(v.submittedAt, v.createdAt), v.id""")
    List<LoraVersion> unfinishedBehind(
            Collection<VersionState> states,
            boolean all,
            Collection<UUID> characters,
            int drafts,
            Instant since,
            UUID id,
            Limit most);
}
