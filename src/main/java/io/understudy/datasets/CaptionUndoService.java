package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.people.MembersOnly;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes back what a person did to captions, step by step, and does it again. Nobody takes back someone else's work. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class CaptionUndoService {
    private final Pictures pictures;
    private final CaptionSteps steps;
    private final CaptionWriter writer;
    private final CharacterService characters;
    private final Acts acts;

    CaptionUndoService(
            Pictures pictures, CaptionSteps steps, CaptionWriter writer, CharacterService characters, Acts acts) {
        this.pictures = pictures;
        this.steps = steps;
        this.writer = writer;
        this.characters = characters;
        this.acts = acts;
    }

    public CaptionHistory history(CharacterId character) {
        return steps.history(character.value());
    }

    /**
     * Takes back this person's last step; captions that someone changed since stay as they are.
     *
     * @throws Refusal.Conflict when there is nothing to take back
     */
    @Transactional
    public CaptionsPutBack undo(CharacterId character) {
        CaptionStep last = steps.history(character.value()).undo();
        if (last == null) {
            throw new Refusal.Conflict("Nothing to undo.");
        }
        return putBack(character, last);
    }

    /**
     * Takes back one step, whatever was done since.
     *
     * @throws Refusal.Conflict when it was taken back already
     */
    @Transactional
    public CaptionsPutBack undo(CharacterId character, CaptionStep step) {
        return putBack(
                character,
                steps.done(character.value(), step.id())
                        .orElseThrow(() -> new Refusal.Conflict("This was already undone.")));
    }

    /**
     * Does again what was taken back last.
     *
     * @throws Refusal.Conflict when there is nothing, or something was done since
     */
    @Transactional
    public CaptionsPutBack redo(CharacterId character) {
        CaptionStep next = steps.history(character.value()).redo();
        if (next == null) {
            throw new Refusal.Conflict("Nothing to redo.");
        }
        CaptionsPutBack redone = move(next, steps.changes(next), CaptionChange::before, CaptionChange::after);
        steps.mark(next, false);
        publish("captions.redone", character, redone);
        return redone;
    }

    private CaptionsPutBack putBack(CharacterId character, CaptionStep step) {
        CaptionsPutBack undone = move(step, steps.changes(step), CaptionChange::after, CaptionChange::before);
        steps.mark(step, true);
        publish("captions.undone", character, undone);
        return undone;
    }

    private CaptionsPutBack move(
            CaptionStep step,
            List<CaptionChange> changes,
            Function<CaptionChange, String> from,
            Function<CaptionChange, String> to) {
        Map<UUID, Picture> present =
                pictures
                        .findAllById(
                                changes.stream().map(c -> c.picture().value()).toList())
                        .stream()
                        .filter(picture -> !picture.isRemoved())
                        .collect(Collectors.toMap(Picture::getId, Function.identity()));
        List<Picture> moved = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (CaptionChange change : changes) {
            Picture picture = present.get(change.picture().value());
            if (picture != null && picture.caption().equals(from.apply(change))) {
                moved.add(picture);
                captions.add(to.apply(change));
            }
        }
        writer.write(moved, captions);
        return new CaptionsPutBack(step.words(), moved.size(), changes.size() - moved.size());
    }

    private void publish(String verb, CharacterId character, CaptionsPutBack moved) {
        if (moved.changed() > 0) {
            acts.publish(
                    verb,
                    WorkingSet.subject(characters.get(character)),
                    Map.of("step", moved.words(), "captions", String.valueOf(moved.changed())));
        }
    }
}
