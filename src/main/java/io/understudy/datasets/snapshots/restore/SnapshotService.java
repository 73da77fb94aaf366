package io.understudy.datasets.snapshots.restore;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.Snapshots;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(propagation = Propagation.SUPPORTS)
public class SnapshotService {
    private static final int SHORTEST_ID = 8;

    private final Snapshots snapshots;
    private final SnapshotRestore restore;
    private final RecalledSnapshots recalled;
    private final MeasureService measures;
    private final CharacterService characters;

    SnapshotService(
            Snapshots snapshots,
            SnapshotRestore restore,
            RecalledSnapshots recalled,
            MeasureService measures,
            CharacterService characters) {
        this.snapshots = snapshots;
        this.restore = restore;
        this.recalled = recalled;
        this.measures = measures;
        this.characters = characters;
    }

    /** The newest first. */
    public Page<SnapshotLine> page(CharacterId character, Pageable page) {
        return page(character, new SearchText(""), ListOrder.NEWEST, page);
    }

    /** By name or the beginning of the id. */
    public Page<SnapshotLine> page(CharacterId character, SearchText text, ListOrder order, Pageable page) {
        return snapshots.page(character, text, order, page);
    }

    /** The recalls that stand among these snapshots; those that nobody recalled are left out. */
    public Map<SnapshotId, SnapshotRecall> recalls(Collection<SnapshotId> ids) {
        return recalled.of(ids);
    }

    /** The snapshot of this character with this id or beginning of an id, as URLs carry it. */
    public Optional<SnapshotLine> find(CharacterId character, String id) {
        return id.length() < SHORTEST_ID ? Optional.empty() : snapshots.find(character, id);
    }

    public EpochCount epoch(SnapshotId id) {
        return snapshots.epoch(id);
    }

    /**
     * Freezes the dataset under a name. The same content is the same snapshot: it gets the new name then.
     *
     * @param name may be blank
     * @param fewerConfirmed whether a person confirmed to keep fewer than the guide's minimum of 15
     * @throws DomainException.RuleViolation below the minimum without confirmation, without any picture, for a name that is too
     *     long
     */
    public SnapshotSummary freeze(CharacterId character, String name, boolean fewerConfirmed) {
        String clean = SnapshotName.of(name);
        SnapshotSummary frozen = snapshots.freeze(
                characters.get(character),
                fewerConfirmed,
                () -> measures.measuresOf(character).count());
        if (clean != null) {
            snapshots.rename(frozen, clean);
        }
        return frozen;
    }

    /**
     * Gives a snapshot another name; a blank one takes the name away.
     *
     * @throws DomainException.RuleViolation for a name that is too long
     */
    public void rename(SnapshotId id, String name) {
        snapshots.rename(snapshots.get(id), SnapshotName.of(name));
    }

    public SnapshotDiff restorePreview(SnapshotId id) {
        SnapshotSummary snapshot = snapshots.get(id);
        return snapshots.changesTo(snapshot, characters.get(snapshot.character()));
    }

    /**
     * Makes the included pictures, their captions and their order those of a snapshot. The dataset as it was is frozen
     * first, so that nothing is lost; pictures that are not in the snapshot stay in the dataset, left out. Where two
     * people decide, which pictures are included is what one of them says, until a second restores it as well.
     */
    public RestoredSnapshot restore(SnapshotId id) {
        SnapshotSummary snapshot = snapshots.get(id);
        CharacterSummary character = characters.get(snapshot.character());
        SnapshotDiff changes = snapshots.changesTo(snapshot, character);
        if (changes.count() == 0) {
            return new RestoredSnapshot(null, changes, 0, 0, snapshot.triggerWord());
        }
        SnapshotSummary before = snapshots.hasIncluded(character) ? snapshots.freeze(character) : null;
        if (before != null) {
            snapshots.nameIfNameless(before, "Before restoring " + id.brief());
        }
        SnapshotRestore.Left left = restore.restore(snapshot, character);
        return new RestoredSnapshot(before, changes, left.withdrawn(), left.awaiting(), snapshot.triggerWord());
    }
}
