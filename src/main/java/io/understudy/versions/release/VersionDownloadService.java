package io.understudy.versions.release;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.recalls.DownloadRecord;
import io.understudy.versions.recalls.DownloadRepository;
import io.understudy.versions.recalls.RecalledFile;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.ReviewContext;
import io.understudy.versions.review.ReviewContexts;
import io.understudy.versions.review.decisions.Signature;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands out the files of versions and keeps who took what, so that they can be notified when a file is recalled. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class VersionDownloadService {
    private final LoraVersions versions;
    private final VersionDecisions decisions;
    private final ReviewContexts contexts;
    private final DownloadRepository downloads;
    private final CharacterService characters;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    VersionDownloadService(
            LoraVersions versions,
            VersionDecisions decisions,
            ReviewContexts contexts,
            DownloadRepository downloads,
            CharacterService characters,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.versions = versions;
        this.decisions = decisions;
        this.contexts = contexts;
        this.downloads = downloads;
        this.characters = characters;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public sealed interface Answer {
        /** @param size in bytes */
        record File(String name, BlobHash hash, long size) implements Answer {}

        /** @param words why it is gone permanently, to be read by the person who asked */
        record Withdrawn(String words) implements Answer {}

        /** @param words why it is not handed out now, to be read by the person who asked */
        record Withheld(String words) implements Answer {}
    }

    /**
     * What a download would give; nothing is written down.
     *
     * @throws DomainException.NotFound when there is no such version
     */
    public Answer look(VersionId id) {
        return answer(versions.findById(id.value()).orElseThrow(VersionService::notFound));
    }

    /**
     * As {@link #look}, for someone who takes the file: the audit trail keeps it.
     *
     * @throws DomainException.NotFound when there is no such version
     */
    @Transactional
    public Answer download(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        Answer answer = answer(version);
        if (answer instanceof Answer.File file) {
            downloads.add(version, actor.get(), clock.instant());
            auditEvents.publish(
                    "version.downloaded",
                    version.subject(),
                    Map.of("state", version.state().word(), "file", file.hash().hex()));
        }
        return answer;
    }

    /**
     * The production version of a character for a target model, for the person who always wants the one in use.
     *
     * @param model id of a {@link BaseModel}
     * @throws DomainException.NotFound when there is no such character or model, or nothing of it is in production
     * @throws DomainException.Conflict while its approval or a sign-off is stale, or is not what the audit trail says
     */
    public VersionId production(String slug, String model) {
        BaseModel target = BaseModel.withId(model)
                .orElseThrow(
                        () -> new DomainException.NotFound("No target model has the id “" + model + "”. The ids are "
                                + Sentences.list(Arrays.stream(BaseModel.values())
                                        .map(BaseModel::id)
                                        .toList())
                                + "."));
        CharacterSummary character = characters.bySlug(slug);
        LoraVersion version = versions
                .findByProductionOfIn(List.of(character.id().value()))
                .stream()
                .filter(one -> one.baseModel() == target)
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound(
                        "No version of %s is in production for %s.".formatted(character.name(), target.label())));
        ReviewContext context = contexts.of(version);
        context.whyUntrusted().ifPresent(why -> {
            throw new DomainException.Conflict(
                    "%s is not handed out as the production version now. %s".formatted(version.fileName(), why));
        });
        List<String> stale = context.signatures().stale().stream()
                .map(Signature::by)
                .distinct()
                .toList();
        if (context.whyWithheld().isEmpty() && !stale.isEmpty()) {
            throw new DomainException.Conflict(
                    "%s is not handed out as the production version now: something changed since %s"
                            .formatted(
                                    version.fileName(),
                                    Sentences.list(stale) + " signed. They sign again on its page."));
        }
        return version.id();
    }

    public List<DownloadRecord> downloads(VersionId id, int most) {
        return downloads.of(id, most);
    }

    public List<RecalledFile> recalledToMe() {
        return recalledToMe(Set.of());
    }

    /** @param only the characters whose files are looked for; empty for all */
    public List<RecalledFile> recalledToMe(Set<UUID> only) {
        return downloads.recalledTo(actor.get().id(), only);
    }

    /**
     * Says that the signed-in person no longer uses the file.
     *
     * @throws DomainException.Conflict when nothing of it is recalled to them, or they have said so already
     */
    @Transactional
    public void stopUsing(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        if (downloads.answer(id, actor.get().id(), clock.instant()) == 0) {
            throw new DomainException.Conflict("This file is not recalled to you, or you have answered already.");
        }
        auditEvents.publish("version.put-out-of-use", version.subject());
    }

    private Answer answer(LoraVersion version) {
        if (version.state().isDownloadable()) {
            return contexts.of(version)
                    .whyWithheld()
                    .<Answer>map(why ->
                            new Answer.Withheld(version.fileName() + " is recalled and cannot be downloaded. " + why))
                    .orElseGet(() -> new Answer.File(version.fileName(), version.file(), version.fileSize()));
        }
        return new Answer.Withdrawn(decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                .filter(step -> step.verb() == ReviewAction.REVOKE)
                .findFirst()
                .map(VersionDecision::details)
                .map(step -> "%s was revoked by %s and can no longer be downloaded. The reason: %s"
                        .formatted(version.fileName(), step.by(), step.reason()))
                .orElse(version.fileName() + " was revoked and can no longer be downloaded."));
    }
}
