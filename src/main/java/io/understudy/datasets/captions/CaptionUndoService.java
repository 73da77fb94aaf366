package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.intake.WorkingSet;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
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
    private final CaptionStepRepository repository;
    private final CaptionWriter writer;
    private final CharacterService characters;
    private final AuditEvents auditEvents;

    CaptionUndoService(
            Pictures pictures,
            CaptionStepRepository repository,
            CaptionWriter writer,
            CharacterService characters,
            AuditEvents auditEvents) {
        this.pictures = pictures;
        this.repository = repository;
        this.writer = writer;
        this.characters = characters;
        this.auditEvents = auditEvents;
    }

    public CaptionHistory history(CharacterId character) {
        return repository.history(character);
    }

    /**
     * Takes back this person's last step; captions that someone changed since stay as they are.
     *
     * @throws DomainException.Conflict when there is nothing to take back
     */
    @Transactional
    public CaptionUndoResult undo(CharacterId character) {
        CaptionStep last = repository.history(character).undo();
        if (last == null) {
            throw new DomainException.Conflict("Nothing to undo.");
        }
        return putBack(character, last);
    }

    /**
     * Takes back one step, whatever was done since.
     *
     * @throws DomainException.Conflict when it was taken back already
     */
    @Transactional
    public CaptionUndoResult undo(CharacterId character, CaptionStep step) {
        return putBack(
                character,
                repository
                        .done(character, step.id())
                        .orElseThrow(() -> new DomainException.Conflict("This was already undone.")));
    }

    /**
     * Does again what was taken back last.
     *
     * @throws DomainException.Conflict when there is nothing, or something was done since
     */
    @Transactional
    public CaptionUndoResult redo(CharacterId character) {
        CaptionStep next = repository.history(character).redo();
        if (next == null) {
            throw new DomainException.Conflict("Nothing to redo.");
        }
        CaptionUndoResult redone = move(next, repository.changes(next), CaptionChange::before, CaptionChange::after);
        repository.mark(next, false);
        publish("captions.redone", character, redone);
        return redone;
    }

    private CaptionUndoResult putBack(CharacterId character, CaptionStep step) {
        CaptionUndoResult undone = move(step, repository.changes(step), CaptionChange::after, CaptionChange::before);
        repository.mark(step, true);
        publish("captions.undone", character, undone);
        return undone;
    }

    private CaptionUndoResult move(
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
        return new CaptionUndoResult(step.words(), moved.size(), changes.size() - moved.size());
    }

    private void publish(String verb, CharacterId character, CaptionUndoResult moved) {
        if (moved.changed() > 0) {
            auditEvents.publish(
                    verb,
                    WorkingSet.subject(characters.get(character)),
                    Map.of("step", moved.words(), "captions", String.valueOf(moved.changed())));
        }
    }
}
