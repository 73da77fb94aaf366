package io.understudy.datasets.images;

import io.understudy.characters.CharacterCreated;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterWordsChanged;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.DatasetContribution;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records who shaped what a dataset is made of, in the transaction of the act, and freezes it with each snapshot.
 * Nothing is ever taken out. Contents that come up again, in whichever dataset, bring along who made them. The product
 * itself is nobody's maker, and what it brings has none.
 */
@Repository
public class DatasetContributionRepository {
    private static final List<String> OF_DATASET = Arrays.stream(DatasetAction.values())
            .filter(deed -> !deed.isOfPicture())
            .map(DatasetAction::name)
            .toList();

    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final CurrentActor actor;
    private final Clock clock;

    DatasetContributionRepository(TypedJdbcClient jdbc, Batches batches, CurrentActor actor, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.actor = actor;
        this.clock = clock;
    }

    private record Maker(UUID account, DatasetAction deed) {
        static final Comparator<Maker> ORDER =
                Comparator.comparing(Maker::account).thenComparing(Maker::deed);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(DatasetAction deed, Collection<Picture> pictures) {
        Actor by = actor.get();
        if (!by.isSystem()) {
            Maker me = new Maker(by.id(), deed);
            keep(pictures.stream().collect(Collectors.toMap(picture -> picture, picture -> Set.of(me))));
        }
    }

    /** As {@link #record(DatasetAction, Collection)}, in the name of several people. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordOf(DatasetAction deed, Map<Picture, Set<UUID>> accounts) {
        Map<Picture, Set<Maker>> makers = new HashMap<>();
        accounts.forEach((picture, people) -> makers.put(
                picture, people.stream().map(one -> new Maker(one, deed)).collect(Collectors.toSet())));
        keep(makers);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(DatasetAction deed, CharacterId character) {
        Actor by = actor.get();
        if (!by.isSystem()) {
            ofWhole(character, Set.of(new Maker(by.id(), deed)));
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(CharacterCreated created) {
        record(DatasetAction.CHOSE_TRIGGER, created.character());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(CharacterWordsChanged changed) {
        if (changed.trigger()) {
            record(DatasetAction.CHANGED_TRIGGER, changed.character());
        }
        if (changed.subject()) {
            record(DatasetAction.CHANGED_SUBJECT, changed.character());
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void uploaded(List<Picture> pictures, Actor by) {
        if (!by.isSystem()) {
            bring(pictures, Map.of(), Set.of(new Maker(by.id(), DatasetAction.UPLOADED)), Set.of(captioner(by)));
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void captioned(List<Picture> pictures) {
        Actor by = actor.get();
        if (!by.isSystem()) {
            // An emptied caption is no content that could come up again, but it is an act.
            record(DatasetAction.CAPTIONED, pictures);
            bring(pictures, Map.of(), Set.of(), Set.of(captioner(by)));
        }
    }

    /**
     * Pictures that come from a snapshot: their makers are known, and the person who brings them back is none of
     * those.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recreated(List<Picture> pictures) {
        bring(pictures, Map.of(), Set.of(), Set.of());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void derived(Picture source, Picture made) {
        Actor by = actor.get();
        Set<Maker> makers = jdbc.sql(
                        "select account_id, kind as deed from contribution where character_id = ? and subject_id = ?")
                .params(source.character(), source.getId())
                .query(Maker.class)
                .set();
        makers.removeIf(maker -> !maker.deed().isOfPicture());
        if (!by.isSystem()) {
            makers.add(new Maker(by.id(), DatasetAction.CROPPED));
        }
        keep(Map.of(made, makers));
        Set<Maker> ofPhoto =
                makers.stream().filter(maker -> maker.deed().isOfPhoto()).collect(Collectors.toSet());
        bring(List.of(made), Map.of(made, source), ofPhoto, Set.of());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void imported(CharacterId into, SnapshotId exported) {
        bring(into, exported, action -> !action.isOfPicture());
    }

    private void bring(CharacterId into, SnapshotId from, Predicate<DatasetAction> wanted) {
        ofWhole(
                into,
                of(from).stream()
                        .filter(one -> wanted.test(one.action()))
                        .map(one -> new Maker(one.account(), DatasetAction.CHOSE_IMPORTED))
                        .collect(Collectors.toSet()));
    }

    /**
     * Everyone who shaped these pictures of a dataset, or the dataset, becomes part of its snapshot; nobody leaves it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void freeze(SnapshotId snapshot, CharacterId character, List<UUID> pictures) {
        copiedFrom(character, pictures).forEach(other -> bring(character, other, DatasetAction::isChoice));
        jdbc.sql("""
                        insert into snapshot_contribution (snapshot_hash, account_id, kind, items, done_at)
                        select cast(:snapshot as varchar(64)), account_id, kind, count(*), max(done_at) from contribution
                        where character_id = :character and (kind in (:ofDataset) or subject_id in (:pictures))
                        group by account_id, kind on conflict do nothing""")
                .param("snapshot", snapshot)
                .param("character", character)
                .param("ofDataset", OF_DATASET)
                .param("pictures", pictures)
                .update();
    }

    /**
     * Snapshots of other characters of which more than half are among these pictures, by whatever way they came: their
     * choice was made there.
     */
    private List<SnapshotId> copiedFrom(CharacterId character, List<UUID> pictures) {
        return jdbc.sql("""
                        with file (hash) as (
                            select original_hash from picture where id in (:pictures)
                            union select display_hash from picture where id in (:pictures)
                            union select thumbnail_hash from picture where id in (:pictures)),
                        known (hash, position) as (
                            select snapshot_hash, position from snapshot_entry join file on hash = original_hash
                            union select snapshot_hash, position from snapshot_entry join file on hash = display_hash
                            union select snapshot_hash, position from snapshot_entry join file on hash = thumbnail_hash)
                        select snapshot.hash from known join snapshot on snapshot.hash = known.hash
                        where snapshot.character_id <> :character
                        group by snapshot.hash, snapshot.picture_count having count(*) * 2 > snapshot.picture_count
                        order by snapshot.hash""")
                .param("pictures", pictures)
                .param("character", character)
                .query(SnapshotId.class)
                .list();
    }

    public List<DatasetContribution> of(SnapshotId snapshot) {
        return jdbc
                .sql("select account_id, kind as action, items as pictures, done_at as at from snapshot_contribution"
                        + " where snapshot_hash = ?")
                .param(snapshot)
                .query(DatasetContribution.class)
                .list()
                .stream()
                .sorted((one, other) -> one.action().compareTo(other.action()))
                .toList();
    }

    /** Everyone who shaped these snapshots, in one query; snapshots that nobody shaped are left out. */
    public Map<SnapshotId, Set<UUID>> accounts(Collection<SnapshotId> snapshots) {
        if (snapshots.isEmpty()) {
            return Map.of();
        }
        record Shaped(SnapshotId snapshot, UUID account) {}
        return jdbc.sql("""
                            select distinct snapshot_hash, account_id from snapshot_contribution
                            where snapshot_hash in (:snapshots)""").param("snapshots", snapshots).query(Shaped.class).list().stream()
                .collect(Collectors.groupingBy(
                        Shaped::snapshot, Collectors.mapping(Shaped::account, Collectors.toSet())));
    }

    public Set<UUID> accountsNow(CharacterId character) {
        return Set.copyOf(jdbc.sql("""
                        select distinct account_id from contribution
                        where character_id = :character and (kind in (:ofDataset) or subject_id in (
                            select p.id from picture p
                            where p.character_id = :character and p.removed_at is null and p.included))""")
                .param("character", character)
                .param("ofDataset", OF_DATASET)
                .query(UUID.class)
                .list());
    }

    /** Also those whose pictures were left out or removed later. */
    public Set<UUID> accountsEver(CharacterId character) {
        return Set.copyOf(jdbc.sql("select distinct account_id from contribution where character_id = ?")
                .param(character)
                .query(UUID.class)
                .list());
    }

    private static Maker captioner(Actor by) {
        return new Maker(by.id(), DatasetAction.CAPTIONED);
    }

    /**
     * Keeps who made these pictures and their captions: those who do it now, and those who are known to have made the
     * same before; and remembers all of them for the next time.
     *
     * @param sources of those that were made from another picture, whose caption they took over
     */
    private void bring(
            List<Picture> pictures, Map<Picture, Picture> sources, Set<Maker> ofPhoto, Set<Maker> ofCaption) {
        Map<String, Set<Maker>> known = known(pictures.stream()
                .flatMap(picture -> Stream.concat(
                        photoKeys(picture).stream(), captionKeys(sources.getOrDefault(picture, picture)).stream()))
                .collect(Collectors.toSet()));
        Map<Picture, Set<Maker>> makers = new HashMap<>();
        Map<String, Set<Maker>> contents = new HashMap<>();
        for (Picture picture : pictures) {
            Set<Maker> photo = with(ofPhoto, known, photoKeys(picture));
            Set<String> read = captionKeys(sources.getOrDefault(picture, picture));
            Set<Maker> caption = read.isEmpty() ? Set.of() : with(ofCaption, known, read);
            photoKeys(picture).forEach(key -> merge(contents, key, photo));
            captionKeys(picture).forEach(key -> merge(contents, key, caption));
            makers.put(picture, Stream.concat(photo.stream(), caption.stream()).collect(Collectors.toSet()));
        }
        keep(makers);
        record Made(String content, Maker maker) {}
        batches.update(
                "insert into known_contribution (content, account_id, kind) values (?, ?, ?) on conflict do nothing",
                // In one order everywhere: two uploads of the same photos must not wait for each other.
                new TreeMap<>(contents)
                        .entrySet().stream()
                                .flatMap(content -> content.getValue().stream()
                                        .sorted(Maker.ORDER)
                                        .map(maker -> new Made(content.getKey(), maker)))
                                .toList(),
                (made, position) -> Batches.row(
                        made.content(), made.maker().account(), made.maker().deed()));
    }

    private static void merge(Map<String, Set<Maker>> contents, String key, Set<Maker> makers) {
        contents.computeIfAbsent(key, content -> new HashSet<>()).addAll(makers);
    }

    private static Set<Maker> with(Set<Maker> some, Map<String, Set<Maker>> known, Set<String> keys) {
        Set<Maker> all = new HashSet<>(some);
        keys.forEach(key -> all.addAll(known.getOrDefault(key, Set.of())));
        return all;
    }

    private Map<String, Set<Maker>> known(Set<String> contents) {
        if (contents.isEmpty()) {
            return Map.of();
        }
        record Known(String content, Maker maker) {}
        return jdbc
                .sql("select content, account_id, kind as deed from known_contribution where content in (:contents)")
                .param("contents", contents)
                .query(Known.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Known::content, Collectors.mapping(Known::maker, Collectors.toSet())));
    }

    private void ofWhole(CharacterId character, Set<Maker> makers) {
        insert(makers.stream()
                .map(maker -> new Row(character, character.value(), maker))
                .toList());
    }

    private void keep(Map<Picture, Set<Maker>> makers) {
        insert(makers.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(maker -> new Row(
                                entry.getKey().character(), entry.getKey().getId(), maker)))
                .toList());
    }

    private record Row(CharacterId character, UUID subject, Maker maker) {}

    private void insert(List<Row> rows) {
        batches.update(
                "insert into contribution (character_id, subject_id, account_id, kind, done_at)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                rows,
                (row, position) -> Batches.row(
                        row.character(),
                        row.subject(),
                        row.maker().account(),
                        row.maker().deed(),
                        clock.instant()));
    }

    /**
     * A photo that lost its metadata still looks the same, and one in another lossless format has the same thumbnail.
     */
    private static Set<String> photoKeys(Picture picture) {
        return Set.copyOf(List.of(
                picture.original().hex(),
                picture.display().hex(),
                picture.thumbnail().hex()));
    }

    private static Set<String> captionKeys(Picture picture) {
        return picture.caption().isEmpty()
                ? Set.of()
                : photoKeys(picture).stream()
                        .map(photo -> BlobHash.of((photo + "\n" + picture.caption()).getBytes(StandardCharsets.UTF_8))
                                .hex())
                        .collect(Collectors.toSet());
    }
}
