package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.captions.text.TimeLimit;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class CaptionService {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pictures pictures;
    private final CaptionWriter writer;
    private final CaptionStepRepository repository;
    private final CharacterService characters;
    private final TeamService team;
    private final AuditEvents auditEvents;
    private final Clock clock;

    CaptionService(
            Pictures pictures,
            CaptionWriter writer,
            CaptionStepRepository repository,
            CharacterService characters,
            TeamService team,
            AuditEvents auditEvents,
            Clock clock) {
        this.pictures = pictures;
        this.writer = writer;
        this.repository = repository;
        this.characters = characters;
        this.team = team;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /**
     * Saves a caption.
     *
     * @param seen the caption that the person started from: when it has changed meanwhile, nothing is saved
     * @return the caption as it is stored: one line, without control characters
     * @throws DomainException.Conflict naming who changed it
     * @throws DomainException.RuleViolation when it is too long
     */
    @Transactional
    public String save(PictureId id, String seen, String text) {
        Picture picture = pictures.require(id);
        picture.requirePresent();
        String caption = CaptionText.clean(text);
        CaptionWriter.requireLength(picture.fileName(), caption);
        String before = picture.caption();
        if (before.equals(caption)) {
            return caption;
        }
        if (!before.equals(seen)) {
            throw changedMeanwhile(picture);
        }
        CaptionChange change = CaptionChange.of(picture, caption);
        writer.write(List.of(picture), List.of(caption));
        repository.typed(picture.character(), change);
        auditEvents.publish(
                "caption.changed", picture.subject(), Map.of("caption", before), Map.of("caption", caption));
        return caption;
    }

    /**
     * What {@link #apply} would change, picture by picture, and what it would leave out: changes that do not fit.
     *
     * @throws DomainException.RuleViolation for an edit that cannot be made
     */
    public List<CaptionChange> preview(CharacterId character, CaptionEdit edit) {
        return changes(characters.get(character), edit, pictures.present(character.value()));
    }

    /**
     * Changes all captions of the dataset, also those of pictures that are not trained on, but for those that would
     * become too long.
     *
     * @return the step, to be taken back with {@link CaptionUndoService#undo(CharacterId, CaptionStep)}
     * @throws DomainException.RuleViolation for an edit that cannot be made
     */
    @Transactional
    public CaptionStep apply(CharacterId character, CaptionEdit edit) {
        CharacterSummary summary = characters.get(character);
        List<Picture> present = pictures.present(character.value());
        return writer.writeFitting(
                summary,
                present,
                changes(summary, edit, present),
                edit.verb(),
                edit.words(),
                Map.of("step", edit.words()));
    }

    private List<CaptionChange> changes(CharacterSummary character, CaptionEdit edit, List<Picture> present) {
        UnaryOperator<String> prepared = edit.prepare(character.triggerWord());
        TimeLimit limit = new TimeLimit(clock, PATIENCE);
        List<CaptionChange> changes = new ArrayList<>();
        for (Picture picture : present) {
            limit.require();
            String after = CaptionText.clean(prepared.apply(picture.caption()));
            if (!after.equals(picture.caption())) {
                changes.add(CaptionChange.of(picture, after));
            }
        }
        return changes;
    }

    private DomainException.Conflict changedMeanwhile(Picture picture) {
        UUID by = picture.captionedBy();
        String who = by == null ? "Someone" : team.names(List.of(by)).getOrDefault(by, "Someone");
        return new DomainException.Conflict(who + " changed this caption meanwhile to “" + picture.caption() + "”.");
    }
}
