package io.understudy.versions;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.MembersOnly;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands out the files of versions and keeps who took what, so that they can be notified when a file is recalled. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class VersionDownloads {
    private final LoraVersions versions;
    private final VersionDecisions decisions;
    private final Dossiers dossiers;
    private final DownloadLedger ledger;
    private final CharacterService characters;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    VersionDownloads(
            LoraVersions versions,
            VersionDecisions decisions,
            Dossiers dossiers,
            DownloadLedger ledger,
            CharacterService characters,
            CurrentActor actor,
            Acts acts,
            Clock clock) {
        this.versions = versions;
        this.decisions = decisions;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.characters = characters;
        this.actor = actor;
        this.acts = acts;
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
     * @throws Refusal.NotFound when there is no such version
     */
    public Answer look(VersionId id) {
        return answer(versions.findById(id.value()).orElseThrow(VersionService::notFound));
    }

    /**
     * As {@link #look}, for someone who takes the file: the audit trail keeps it.
     *
     * @throws Refusal.NotFound when there is no such version
     */
    @Transactional
    public Answer take(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        Answer answer = answer(version);
        if (answer instanceof Answer.File file) {
            ledger.add(version, actor.get(), clock.instant());
            acts.publish(
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
     * @throws Refusal.NotFound when there is no such character or model, or nothing of it is in production
     * @throws Refusal.Conflict while its approval or a sign-off is stale, or is not what the audit trail says
     */
    public VersionId production(String slug, String model) {
        BaseModel target = BaseModel.withId(model)
                .orElseThrow(() -> new Refusal.NotFound("No target model has the id “" + model + "”. The ids are "
                        + Words.list(Arrays.stream(BaseModel.values())
                                .map(BaseModel::id)
                                .toList())
                        + "."));
        CharacterSummary character = characters.bySlug(slug);
        LoraVersion version = versions
                .findByProductionOfIn(List.of(character.id().value()))
                .stream()
                .filter(one -> one.baseModel() == target)
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound(
                        "No version of %s is in production for %s.".formatted(character.name(), target.label())));
        Dossier dossier = dossiers.of(version);
        dossier.whyUntrusted().ifPresent(why -> {
            throw new Refusal.Conflict(
                    "%s is not handed out as the production version now. %s".formatted(version.fileName(), why));
        });
        List<String> stale = dossier.signatures().stale().stream()
                .map(Signature::by)
                .distinct()
                .toList();
        if (dossier.whyWithheld().isEmpty() && !stale.isEmpty()) {
            throw new Refusal.Conflict("%s is not handed out as the production version now: something changed since %s"
                    .formatted(version.fileName(), Words.list(stale) + " signed. They sign again on its page."));
        }
        return version.id();
    }

    public List<DownloadRecord> ledger(VersionId id, int most) {
        return ledger.of(id, most);
    }

    public List<RecalledFile> recalledToMe() {
        return ledger.recalledTo(actor.get().id());
    }

    /**
     * Says that the signed-in person no longer uses the file.
     *
     * @throws Refusal.Conflict when nothing of it is recalled to them, or they have said so already
     */
    @Transactional
    public void stopUsing(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        if (ledger.answer(id, actor.get().id(), clock.instant()) == 0) {
            throw new Refusal.Conflict("This file is not recalled to you, or you have answered already.");
        }
        acts.publish("version.put-out-of-use", version.subject());
    }

    private Answer answer(LoraVersion version) {
        if (version.state().isDownloadable()) {
            return dossiers.of(version)
                    .whyWithheld()
                    .<Answer>map(why ->
                            new Answer.Withheld(version.fileName() + " is recalled and cannot be downloaded. " + why))
                    .orElseGet(() -> new Answer.File(version.fileName(), version.file(), version.fileSize()));
        }
        return new Answer.Withdrawn(decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                .filter(step -> step.verb() == VersionVerb.REVOKE)
                .findFirst()
                .map(VersionDecision::details)
                .map(step -> "%s was revoked by %s and can no longer be downloaded. The reason: %s"
                        .formatted(version.fileName(), step.by(), step.reason()))
                .orElse(version.fileName() + " was revoked and can no longer be downloaded."));
    }
}
