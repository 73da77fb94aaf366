package io.understudy.versions.sheets;

import io.understudy.people.MembersOnly;
import io.understudy.people.Role;
import io.understudy.people.TeamService;
import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.EvidenceChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetTables.SheetHead;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class SheetFlagService {
    public static final int NOTE_LENGTH = 1000;
    public static final int REASON_LENGTH = 500;

    private final SheetTables tables;
    private final SheetFlags flags;
    private final BlobStore blobs;
    private final TeamService team;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SheetFlagService(
            SheetTables tables,
            SheetFlags flags,
            BlobStore blobs,
            TeamService team,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tables = tables;
        this.flags = flags;
        this.blobs = blobs;
        this.team = team;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Marks an artifact.
     *
     * @param picture what the person looked at
     * @param note may be blank
     * @throws Refusal.Conflict when the place now shows another picture; nothing is stored then
     */
    @Transactional
    public FlagId flag(SheetId sheet, int position, BlobHash picture, ArtifactKind kind, FlagMark mark, String note) {
        String words = note.strip();
        if (words.length() > NOTE_LENGTH) {
            throw Refusal.RuleBroken.in("note", "The note is longer than " + NOTE_LENGTH + " characters.");
        }
        SheetHead head = head(sheet);
        SheetCell cell = tables.cells(sheet).stream()
                .filter(place -> place.position() == position)
                .findFirst()
                .orElseThrow(SheetService::noSuchCell);
        if (!picture.equals(cell.picture())) {
            throw new Refusal.Conflict(
                    "This place now shows another picture, so nothing was flagged. Look at the new one.");
        }
        FlagId id = new FlagId(UUID.randomUUID());
        Actor by = actor.get();
        flags.add(id, sheet, position, picture, kind, mark, words, by, clock.instant());
        blobs.retain(picture);
        acts.publish(
                "sheet.flagged",
                subject(head),
                Map.of("picture", cell.description(), "artifact", kind.words(), "note", words));
        changed(head);
        return id;
    }

    /**
     * Takes a flag away; it stays readable with the reason.
     *
     * @throws Refusal.RuleBroken when the person neither set it nor is a reviewer
     * @throws Refusal.Conflict when someone was faster
     */
    @Transactional
    public void remove(FlagId id, String reason) {
        String words = reason.strip();
        if (words.isEmpty() || words.length() > REASON_LENGTH) {
            throw Refusal.RuleBroken.in(
                    "reason", "Say in at most %d characters why it is no artifact.".formatted(REASON_LENGTH));
        }
        SheetFlag flag = flags.find(id)
                .orElseThrow(
                        () -> new Refusal.NotFound("There is no such flag. Reload the page to see the current ones."));
        if (flag.removal() == null && removable(List.of(flag)).isEmpty()) {
            throw new Refusal.RuleBroken(
                    "Only %s, who set this flag, or a reviewer can remove it.".formatted(flag.flaggedByName()));
        }
        if (!flags.remove(id, actor.get(), clock.instant(), words)) {
            throw new Refusal.Conflict("Someone else removed this flag meanwhile.");
        }
        SheetHead head = head(flag.sheet());
        acts.publish(
                "sheet.flag-removed",
                subject(head),
                Map.of("artifact", flag.kind().words(), "note", flag.note(), "flagged by", flag.flaggedByName()),
                Map.of("reason", words));
        changed(head);
    }

    /** Those of these flags that the signed-in person may take away: their own, or all for a reviewer. */
    public Set<FlagId> removable(Collection<SheetFlag> all) {
        UUID me = actor.get().id();
        boolean reviewer = team.me().role().includes(Role.REVIEWER);
        return all.stream()
                .filter(flag -> flag.removal() == null)
                .filter(flag -> reviewer || flag.flaggedBy().equals(me))
                .map(SheetFlag::id)
                .collect(Collectors.toSet());
    }

    public List<SheetFlag> ofSheet(SheetId sheet) {
        return flags.ofSheet(sheet);
    }

    public Map<ArtifactKind, Integer> onLatestSheet(VersionId version) {
        return flags.onLatestSheet(version);
    }

    private void changed(SheetHead sheet) {
        events.publishEvent(new SheetChanged(sheet.id()));
        events.publishEvent(new EvidenceChanged(sheet.version()));
    }

    private SheetHead head(SheetId sheet) {
        return tables.find(sheet).orElseThrow(SheetService::noSuchCell);
    }

    private static Act.Subject subject(SheetHead sheet) {
        return new Act.Subject("sheet", sheet.id().value().toString(), "sheet " + sheet.number());
    }
}
