package io.understudy.versions.release;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.Role;
import io.understudy.platform.core.AuditEvents;
import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobFoundAltered;
import io.understudy.storage.BlobFoundIntact;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.VersionNotices;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notifies admins, the audit trail and open pages that a stored file is gone or no longer the one that was stored. */
@Component
class AlteredFileListener {
    private static final String STORAGE = "settings/storage";

    private final LoraVersions versions;
    private final InboxService inbox;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    AlteredFileListener(
            LoraVersions versions, InboxService inbox, AuditEvents auditEvents, ApplicationEventPublisher events) {
        this.versions = versions;
        this.inbox = inbox;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    @EventListener
    void altered(BlobFoundAltered found) {
        List<LoraVersion> concerned = of(found.hash());
        boolean lost = found.kind() == BlobDamage.Kind.LOST;
        concerned.forEach(version -> {
            changed(version, lost ? "version.found-lost" : "version.found-altered");
            inbox.sendToAll(
                    Role.ADMIN,
                    new Notice(
                            NoticeKind.PROBLEM,
                            VersionNotices.title(
                                    version.name(), lost ? "was lost in storage" : "was changed in storage"),
                            (lost ? "Its file is gone" : "Its file is not the one that was stored")
                                    + ", so downloads of it fail. Restore it from a backup.",
                            VersionRoutes.of(version.id())));
        });
        if (concerned.isEmpty() && !found.byCheck()) {
            inbox.sendToAll(
                    Role.ADMIN,
                    new Notice(
                            NoticeKind.PROBLEM,
                            lost ? "A stored file was lost" : "A stored file was changed",
                            "The file %s… is %s, so nobody gets it. Check the storage and restore it from a backup."
                                    .formatted(
                                            found.hash().hex().substring(0, 12),
                                            lost ? "gone" : "not the one that was stored"),
                            STORAGE));
        }
    }

    @EventListener
    void intact(BlobFoundIntact found) {
        of(found.hash()).forEach(version -> changed(version, "version.found-intact"));
    }

    private List<LoraVersion> of(BlobHash file) {
        return versions.findByFileHashIn(List.of(file.hex()));
    }

    private void changed(LoraVersion version, String verb) {
        auditEvents.publish(
                verb, version.subject(), Map.of("file", version.file().hex()));
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }
}
