package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.MembersOnly;
import io.understudy.people.TeamService;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
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
    private final CaptionSteps steps;
    private final CharacterService characters;
    private final TeamService team;
    private final Acts acts;
    private final Clock clock;

    CaptionService(
            Pictures pictures,
            CaptionWriter writer,
            CaptionSteps steps,
            CharacterService characters,
            TeamService team,
            Acts acts,
            Clock clock) {
        this.pictures = pictures;
        this.writer = writer;
        this.steps = steps;
        this.characters = characters;
        this.team = team;
        this.acts = acts;
        this.clock = clock;
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
                .orElseThrow(() -> new Refusal.NotFound("This picture is no longer in the dataset."));
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
        CaptionChange change = change(picture, caption);
        writer.write(List.of(picture), List.of(caption));
        steps.typed(picture.characterId(), change);
        acts.publish(
                "caption.changed",
                new Act.Subject("picture", picture.getId().toString(), picture.fileName()),
                Map.of("caption", before),
                Map.of("caption", caption));
        return caption;
    }

    /**
     * What {@link #apply} would change, picture by picture, and what it would leave out: changes that do not fit.
     *
     * @throws Refusal.RuleBroken for an edit that cannot be made
     */
    public List<CaptionChange> preview(CharacterId character, CaptionEdit edit) {
        return changes(characters.get(character), edit, pictures.present(character.value()));
    }

    /**
     * Changes all captions of the dataset, also those of pictures that are not trained on, but for those that would
     * become too long.
     *
     * @return the step, to be taken back with {@link CaptionUndoService#undo(CharacterId, CaptionStep)}
     * @throws Refusal.RuleBroken for an edit that cannot be made
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
                changes.add(change(picture, after));
            }
        }
        return changes;
    }

    private static CaptionChange change(Picture picture, String after) {
        return new CaptionChange(new PictureId(picture.getId()), picture.fileName(), picture.caption(), after);
    }

    private Refusal.Conflict changedMeanwhile(Picture picture) {
        UUID by = picture.captionedBy();
        String who = by == null ? "Someone" : team.names(List.of(by)).getOrDefault(by, "Someone");
        return new Refusal.Conflict(who + " changed this caption meanwhile to “" + picture.caption() + "”.");
    }
}
