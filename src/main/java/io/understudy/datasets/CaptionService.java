package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.MembersOnly;
import io.understudy.people.TeamService;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Captions: one by one as they are typed, and all of a set at once. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class CaptionService {
    private final Pictures pictures;
    private final WorkingSet workingSet;
    private final CharacterService characters;
    private final TeamService team;
    private final CurrentActor actor;
    private final Acts acts;

    CaptionService(
            Pictures pictures,
            WorkingSet workingSet,
            CharacterService characters,
            TeamService team,
            CurrentActor actor,
            Acts acts) {
        this.pictures = pictures;
        this.workingSet = workingSet;
        this.characters = characters;
        this.team = team;
        this.actor = actor;
        this.acts = acts;
    }

    /**
     * Saves a caption.
     *
     * @param seen the caption that the person started from: when it has changed meanwhile, nothing is saved
     * @return the caption as it is stored: one line, without control characters
     * @throws Refusal.Conflict naming who changed it
     * @throws Refusal.RuleBroken when it is too long
     */
    @Transactional
    public String save(PictureId id, String seen, String text) {
        Picture picture = pictures.findById(id.value())
                .orElseThrow(() -> new Refusal.NotFound("This picture is not in the set any more."));
        picture.requirePresent();
        String caption = CaptionText.clean(text);
        requireLength(caption);
        String before = picture.caption();
        if (before.equals(caption)) {
            return caption;
        }
        if (!before.equals(seen)) {
            throw changedMeanwhile(picture);
        }
        change(List.of(picture), List.of(caption));
        acts.publish(
                "caption.changed",
                new Act.Subject("picture", picture.getId().toString(), picture.fileName()),
                Map.of("caption", before),
                Map.of("caption", caption));
        return caption;
    }

    /** What {@link #replace} would change, picture by picture. */
    public List<CaptionChange> previewReplace(CharacterId character, CaptionReplacement replacement) {
        return changes(character, replacement::applyTo);
    }

    /**
     * Finds and replaces over all captions of the set.
     *
     * @return what was changed
     * @throws Refusal.RuleBroken when a caption would become too long; nothing is changed then
     */
    @Transactional
    public List<CaptionChange> replace(CharacterId character, CaptionReplacement replacement) {
        List<CaptionChange> changed = changeAll(character, replacement::applyTo);
        publish(
                "captions.replaced",
                character,
                changed,
                Map.of("find", replacement.find(), "replace", replacement.replace()));
        return changed;
    }

    /** What {@link #putTriggerFirst} would change, picture by picture. */
    public List<CaptionChange> previewTriggerFirst(CharacterId character) {
        String trigger = characters.get(character).triggerWord();
        return changes(character, caption -> TriggerUse.repaired(caption, trigger));
    }

    /** Puts the trigger word in front of every caption that does not begin with it. */
    @Transactional
    public List<CaptionChange> putTriggerFirst(CharacterId character) {
        String trigger = characters.get(character).triggerWord();
        List<CaptionChange> changed = changeAll(character, caption -> TriggerUse.repaired(caption, trigger));
        publish("captions.trigger-repaired", character, changed, Map.of("trigger", trigger));
        return changed;
    }

    /**
     * Puts captions back to what they were before a change; those that somebody changed since stay as they are.
     *
     * @return how many were put back
     */
    @Transactional
    public int undo(CharacterId character, List<CaptionChange> changes) {
        Map<UUID, CaptionChange> byPicture = new HashMap<>();
        changes.forEach(change -> byPicture.put(change.picture().value(), change));
        List<Picture> unchangedSince = pictures.present(character.value()).stream()
                .filter(p -> byPicture.containsKey(p.getId()))
                .filter(p -> p.caption().equals(captionAfter(byPicture, p)))
                .toList();
        List<String> before = unchangedSince.stream()
                .map(p -> Objects.requireNonNull(byPicture.get(p.getId())).before())
                .toList();
        change(unchangedSince, before);
        publish("captions.undone", character, changes.subList(0, unchangedSince.size()), Map.of());
        return unchangedSince.size();
    }

    private List<CaptionChange> changes(CharacterId character, UnaryOperator<String> edit) {
        return pictures.present(character.value()).stream()
                .map(p -> new CaptionChange(
                        new PictureId(p.getId()),
                        p.fileName(),
                        p.caption(),
                        CaptionText.clean(edit.apply(p.caption()))))
                .filter(CaptionChange::isOne)
                .toList();
    }

    private List<CaptionChange> changeAll(CharacterId character, UnaryOperator<String> edit) {
        List<CaptionChange> changes = new ArrayList<>();
        List<Picture> changed = new ArrayList<>();
        for (Picture picture : pictures.present(character.value())) {
            String after = CaptionText.clean(edit.apply(picture.caption()));
            if (!after.equals(picture.caption())) {
                requireLength(after);
                changes.add(new CaptionChange(
                        new PictureId(picture.getId()), picture.fileName(), picture.caption(), after));
                changed.add(picture);
            }
        }
        change(changed, changes.stream().map(CaptionChange::after).toList());
        return changes;
    }

    private void change(List<Picture> changed, List<String> captions) {
        UUID by = actor.get().id();
        for (int i = 0; i < changed.size(); i++) {
            changed.get(i).caption(captions.get(i), by);
        }
        try {
            pictures.flush();
        } catch (OptimisticLockingFailureException e) {
            throw new Refusal.Conflict("Somebody else is changing these captions. Nothing was saved; try again.", e);
        }
        workingSet.contribute(changed.stream().map(Picture::getId).toList(), by);
    }

    private Refusal.Conflict changedMeanwhile(Picture picture) {
        UUID by = picture.captionedBy();
        String who = by == null ? "Somebody" : team.names(List.of(by)).getOrDefault(by, "Somebody");
        return new Refusal.Conflict(who + " changed this caption meanwhile to “" + picture.caption() + "”.");
    }

    private void publish(String verb, CharacterId character, List<CaptionChange> changed, Map<String, String> details) {
        if (!changed.isEmpty()) {
            CharacterSummary summary = characters.get(character);
            Map<String, String> after = new HashMap<>(details);
            after.put("captions", String.valueOf(changed.size()));
            acts.publish(verb, WorkingSet.subject(summary), after);
        }
    }

    private static String captionAfter(Map<UUID, CaptionChange> byPicture, Picture picture) {
        return Objects.requireNonNull(byPicture.get(picture.getId())).after();
    }

    private static void requireLength(String caption) {
        if (caption.length() > CaptionText.MAX_LENGTH) {
            throw Refusal.RuleBroken.in(
                    "caption",
                    "A caption has at most " + CaptionText.MAX_LENGTH + " characters, this one " + caption.length()
                            + ": FLUX would not read more.");
        }
    }
}
