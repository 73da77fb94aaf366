package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.captions.text.CaptionTags;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.vision.FaceAngle;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class CaptionProposalService {
    private final Pictures pictures;
    private final MeasureService measures;
    private final CaptionWriter writer;
    private final CharacterService characters;

    CaptionProposalService(
            Pictures pictures, MeasureService measures, CaptionWriter writer, CharacterService characters) {
        this.pictures = pictures;
        this.measures = measures;
        this.writer = writer;
        this.characters = characters;
    }

    /**
     * What {@link #apply} would change, picture by picture, and what it would leave out: changes that do not fit. Pictures
     * on which nothing was measured are not among them.
     */
    public List<CaptionChange> preview(CharacterId character, ProposalScope scope) {
        return changes(characters.get(character), pictures.present(character.value()), scope);
    }

    @Transactional
    public CaptionStep apply(CharacterId character, ProposalScope scope) {
        CharacterSummary summary = characters.get(character);
        List<Picture> present = pictures.present(character.value());
        return writer.writeFitting(
                summary,
                present,
                changes(summary, present, scope),
                "captions.proposed",
                "wrote proposed captions",
                Map.of("scope", scope.label()));
    }

    private List<CaptionChange> changes(CharacterSummary character, List<Picture> present, ProposalScope scope) {
        DatasetMeasures measured = measures.measuresOf(character.id());
        List<CaptionChange> changes = new ArrayList<>();
        for (Picture picture : present) {
            PictureId id = new PictureId(picture.getId());
            List<String> facts =
                    measured.of(id).map(CaptionProposalService::facts).orElse(List.of());
            String after = proposed(picture.caption(), character.triggerWord(), facts, scope);
            if (!facts.isEmpty() && !after.equals(picture.caption())) {
                changes.add(CaptionChange.of(picture, after));
            }
        }
        return changes;
    }

    static List<String> facts(MeasuredPicture measured) {
        List<String> facts = new ArrayList<>();
        ShotType shot = measured.shot();
        if (shot != null) {
            facts.addAll(CaptionTags.of(shot.words()));
        }
        if (shot != ShotType.FROM_BEHIND) {
            measured.angle().map(FaceAngle::words).ifPresent(words -> facts.addAll(CaptionTags.of(words)));
        }
        if (measured.measures().light() != null) {
            facts.add(measured.measures().light().words());
        }
        return facts;
    }

    static String proposed(String caption, TriggerWord triggerWord, List<String> facts, ProposalScope scope) {
        boolean nothingSaid = caption.isEmpty() || Wording.withoutEdges(caption).equals(triggerWord.value());
        if (!nothingSaid && scope == ProposalScope.EMPTY) {
            return caption;
        }
        List<String> parts = new ArrayList<>();
        parts.add(nothingSaid ? triggerWord.value() : TriggerUse.repaired(Wording.withoutEdges(caption), triggerWord));
        parts.addAll(CaptionTags.missing(facts, CaptionTags.of(parts.getFirst())));
        return String.join(", ", parts);
    }
}
