package io.understudy.datasets;

import io.understudy.characters.CharacterSummary;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
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
class CaptionWriter {
    private final Pictures pictures;
    private final Contributions contributions;
    private final CaptionSteps steps;
    private final CurrentActor actor;
    private final Acts acts;

    CaptionWriter(Pictures pictures, Contributions contributions, CaptionSteps steps, CurrentActor actor, Acts acts) {
        this.pictures = pictures;
        this.contributions = contributions;
        this.steps = steps;
        this.actor = actor;
        this.acts = acts;
    }

    /**
     * Gives each picture the caption at the same place.
     *
     * @throws Refusal.RuleBroken when one is too long
     * @throws Refusal.Conflict when someone saves one of them at this moment
     */
    void write(List<Picture> changed, List<String> captions) {
        UUID by = actor.get().id();
        for (int i = 0; i < changed.size(); i++) {
            requireLength(changed.get(i).fileName(), captions.get(i));
            changed.get(i).caption(captions.get(i), by);
        }
        try {
            pictures.flush();
        } catch (OptimisticLockingFailureException e) {
            throw new Refusal.Conflict(
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
    CaptionStep writeFitting(
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
            acts.publish(verb, WorkingSet.subject(character), said);
        }
        CaptionStep step = steps.push(character.id().value(), words, fitting);
        return new CaptionStep(step.id(), step.words(), step.captions(), leftOut);
    }

    static void requireLength(String fileName, String caption) {
        if (caption.length() > CaptionText.MAX_LENGTH) {
            throw Refusal.RuleBroken.in(
                    "caption",
                    "A caption has at most " + CaptionText.MAX_LENGTH + " characters, that of " + fileName
                            + " would have " + caption.length() + ": FLUX would not read more.");
        }
    }
}
