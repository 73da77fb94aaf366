package io.understudy.versions;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * States at which strengths a version is to be used. Everyone who prompts with it relies on that, so it is part of what
 * signers sign: a change makes their signatures stale.
 */
@Service
@MembersOnly
@Transactional
public class StrengthService {
    static final int NOTE_LENGTH = 500;

    private final LoraVersions versions;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StrengthService(
            LoraVersions versions,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param seen what the person saw stated before; null for the guide's
     * @param note what it rests on; may be blank
     * @throws DomainException.Conflict when someone stated something else meanwhile; nothing is stored then
     * @throws DomainException.RuleViolation when the version is signed off, released or no longer used
     */
    public void state(VersionId id, StrengthWindow window, String note, @Nullable StrengthWindow seen) {
        String words = Sentences.trimmed(note);
        if (words.length() > NOTE_LENGTH) {
            throw DomainException.RuleViolation.in("note", "The note is longer than " + NOTE_LENGTH + " characters.");
        }
        LoraVersion version = lock(id, seen);
        StatedStrength before = version.strength();
        if (before != null && before.window().equals(window) && before.note().equals(words)) {
            return;
        }
        version.isUsedAt(new StatedStrength(window, words, actor.get().name(), clock.instant()));
        changed(version, before);
    }

    public void takeBack(VersionId id, @Nullable StrengthWindow seen) {
        LoraVersion version = lock(id, seen);
        StatedStrength before = version.strength();
        if (before != null) {
            version.isUsedAt(null);
            changed(version, before);
        }
    }

    private LoraVersion lock(VersionId id, @Nullable StrengthWindow seen) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        if (!version.state().checklistIsOpen()) {
            throw new DomainException.RuleViolation("%s is %s, so its recommended strength can no longer change."
                    .formatted(version.fileName(), version.state().word()));
        }
        StatedStrength now = version.strength();
        if (!Objects.equals(seen, now == null ? null : now.window())) {
            throw new DomainException.Conflict(
                    now == null
                            ? "The strength was reset meanwhile, so nothing was saved. Check the current value."
                            : "%s set %s meanwhile, so nothing was saved. Check the current value."
                                    .formatted(now.by(), now.window().inWords()));
        }
        return version;
    }

    private void changed(LoraVersion version, @Nullable StatedStrength before) {
        auditEvents.publish("version.strength-stated", version.subject(), values(before), values(version.strength()));
        events.publishEvent(new EvidenceChanged(version.id()));
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }

    private static Map<String, String> values(@Nullable StatedStrength stated) {
        Map<String, String> values = new HashMap<>();
        if (stated == null) {
            values.put("strength", "the guide's " + StrengthWindow.ofTheGuide().inWords());
        } else {
            values.put("strength", stated.window().inWords());
            if (!stated.note().isEmpty()) {
                values.put("note", stated.note());
            }
        }
        return values;
    }
}
