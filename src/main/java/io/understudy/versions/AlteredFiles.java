package io.understudy.versions;

import io.understudy.inbox.InboxService;
import io.understudy.inbox.Notice;
import io.understudy.inbox.NoticeKind;
import io.understudy.people.Role;
import io.understudy.shared.Acts;
import io.understudy.storage.BlobFoundAltered;
import io.understudy.storage.BlobFoundIntact;
import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notifies admins, the audit trail and open pages that a stored file is no longer the one that was stored. */
@Component
class AlteredFiles {
    private static final String STORAGE = "settings/storage";

    private final LoraVersions versions;
    private final InboxService inbox;
    private final Acts acts;
    private final ApplicationEventPublisher events;

    AlteredFiles(LoraVersions versions, InboxService inbox, Acts acts, ApplicationEventPublisher events) {
        this.versions = versions;
        this.inbox = inbox;
        this.acts = acts;
        this.events = events;
    }

    @EventListener
    void altered(BlobFoundAltered found) {
        List<LoraVersion> concerned = of(found.hash());
        concerned.forEach(version -> {
            changed(version, "version.found-altered");
            inbox.tellAll(
                    Role.ADMIN,
                    new Notice(
                            NoticeKind.PROBLEM,
                            VersionNotices.title(version.name(), "was changed in storage"),
                            "Its file is not the one that was stored, so downloads of it fail. Restore it from a backup.",
                            VersionRoutes.of(version.id())));
        });
        if (concerned.isEmpty() && !found.byCheck()) {
            inbox.tellAll(
                    Role.ADMIN,
                    new Notice(
                            NoticeKind.PROBLEM,
                            "A stored file was changed",
                            "The file %s… is not the one that was stored, so nobody gets it. Check the storage and restore"
                                            .formatted(found.hash().hex().substring(0, 12))
                                    + " it from a backup.",
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
        acts.publish(verb, version.subject(), Map.of("file", version.file().hex()));
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }
}
