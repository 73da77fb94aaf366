package io.understudy.versions.sheets.flags;

import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetChanged;
import io.understudy.versions.sheets.SheetDetails.SheetHead;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.SheetService;
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

    private final SheetRepository repository;
    private final SheetFlagRepository flags;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final TeamService team;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SheetFlagService(
            SheetRepository repository,
            SheetFlagRepository flags,
            BlobStore blobs,
            CurrentActor actor,
            TeamService team,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.flags = flags;
        this.blobs = blobs;
        this.actor = actor;
        this.team = team;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Marks an artifact.
     *
     * @param picture what the person looked at
     * @param note may be blank
     * @throws DomainException.Conflict when the place now shows another picture; nothing is stored then
     */
    @Transactional
    public FlagId flag(SheetId sheet, int position, BlobHash picture, ArtifactKind kind, FlagRegion mark, String note) {
        String words = note.strip();
        if (words.length() > NOTE_LENGTH) {
            throw DomainException.RuleViolation.in("note", "The note is longer than " + NOTE_LENGTH + " characters.");
        }
        SheetHead head = head(sheet);
        SheetCell cell = repository.cells(sheet).stream()
                .filter(place -> place.position() == position)
                .findFirst()
                .orElseThrow(SheetService::noSuchCell);
        if (!picture.equals(cell.picture())) {
            throw new DomainException.Conflict(
                    "This place now shows another picture, so nothing was flagged. Look at the new one.");
        }
        FlagId id = new FlagId(UUID.randomUUID());
        Actor by = actor.get();
        flags.add(id, sheet, position, picture, kind, mark, words, by, clock.instant());
        blobs.retain(picture);
        auditEvents.publish(
                "sheet.flagged",
                subject(head),
                Map.of("picture", cell.description(), "artifact", kind.words(), "note", words));
        changed(head);
        return id;
    }

    /**
     * Takes a flag away; it stays readable with the reason.
     *
     * @throws DomainException.RuleViolation when the person neither set it nor is a reviewer
     * @throws DomainException.Conflict when someone was faster
     */
    @Transactional
    public void remove(FlagId id, String reason) {
        String words = reason.strip();
        if (words.isEmpty() || words.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "reason", "Say in at most %d characters why it is no artifact.".formatted(REASON_LENGTH));
        }
        SheetFlag flag = flags.find(id)
                .orElseThrow(() -> new DomainException.NotFound(
                        "There is no such flag. Reload the page to see the current ones."));
        if (flag.removal() == null && removable(List.of(flag)).isEmpty()) {
            throw new DomainException.RuleViolation(
                    "Only %s, who set this flag, or a reviewer can remove it.".formatted(flag.flaggedByName()));
        }
        if (!flags.remove(id, actor.get(), clock.instant(), words)) {
            throw new DomainException.Conflict("Someone else removed this flag meanwhile.");
        }
        SheetHead head = head(flag.sheet());
        auditEvents.publish(
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
        return repository.find(sheet).orElseThrow(SheetService::noSuchCell);
    }

    private static AuditEvent.Subject subject(SheetHead sheet) {
        return new AuditEvent.Subject("sheet", sheet.id().value().toString(), "sheet " + sheet.number());
    }
}
