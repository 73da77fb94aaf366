package io.understudy.datasets.captions;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.intake.WorkingSet;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Writes captions and who had a hand in them; call it inside a transaction. */
@Component
public class CaptionWriter {
    private final Pictures pictures;
    private final DatasetContributionRepository contributions;
    private final CaptionStepRepository repository;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;

    CaptionWriter(
            Pictures pictures,
            DatasetContributionRepository contributions,
            CaptionStepRepository repository,
            CurrentActor actor,
            AuditEvents auditEvents) {
        this.pictures = pictures;
        this.contributions = contributions;
        this.repository = repository;
        this.actor = actor;
        this.auditEvents = auditEvents;
    }

    /**
     * Gives each picture the caption at the same place.
     *
     * @throws DomainException.RuleViolation when one is too long
     * @throws DomainException.Conflict when someone saves one of them at this moment
     */
    public void write(List<Picture> changed, List<String> captions) {
        UUID by = actor.get().id();
        for (int i = 0; i < changed.size(); i++) {
            requireLength(changed.get(i).fileName(), captions.get(i));
            changed.get(i).caption(captions.get(i), by);
        }
        try {
            pictures.flush();
        } catch (OptimisticLockingFailureException e) {
            throw new DomainException.Conflict(
                    "Someone else is changing these captions, so nothing was saved. Try again in a moment.", e);
        }
        contributions.captioned(changed);
    }

    /**
     * Writes the changes that fit as one step that can be taken back, with its line in the audit trail.
     *
     * @param present the pictures of the dataset, among them those of the changes
     * @param verb for the audit trail
     * @param words for the step
     * @return the step, which names what was left out because it does not fit
     */
    public CaptionStep writeFitting(
            CharacterSummary character,
            List<Picture> present,
            List<CaptionChange> changes,
            String verb,
            String words,
            Map<String, String> details) {
        List<CaptionChange> fitting =
                changes.stream().filter(CaptionChange::fits).toList();
        List<CaptionChange> leftOut =
                changes.stream().filter(change -> !change.fits()).toList();
        if (!fitting.isEmpty()) {
            Map<UUID, Picture> byId = present.stream().collect(Collectors.toMap(Picture::getId, Function.identity()));
            write(
                    fitting.stream()
                            .map(change -> Objects.requireNonNull(
                                    byId.get(change.picture().value())))
                            .toList(),
                    fitting.stream().map(CaptionChange::after).toList());
            Map<String, String> said = new HashMap<>(details);
            said.put("captions", String.valueOf(fitting.size()));
            if (!leftOut.isEmpty()) {
                said.put("too long", String.valueOf(leftOut.size()));
            }
            auditEvents.publish(verb, WorkingSet.subject(character), said);
        }
        CaptionStep step = repository.push(character.id(), words, fitting);
        return new CaptionStep(step.id(), step.words(), step.captions(), leftOut);
    }

    public static void requireLength(String fileName, String caption) {
        if (caption.length() > CaptionText.MAX_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "caption",
                    "A caption has at most " + CaptionText.MAX_LENGTH + " characters, that of " + fileName
                            + " would have " + caption.length() + ": FLUX would not read more.");
        }
    }
}
