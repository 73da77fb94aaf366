package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.text.CaptionLength;
import io.understudy.datasets.captions.text.CaptionTags;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.MembersAndSystem;
import io.understudy.prompting.guide.TriggerWord;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class CaptionQueries {
    private final Pictures pictures;
    private final CharacterService characters;

    CaptionQueries(Pictures pictures, CharacterService characters) {
        this.pictures = pictures;
        this.characters = characters;
    }

    public PicturePage page(CharacterId character, CaptionFilter filter, int page, int pageSize) {
        return PicturePage.of(all(character), filter::takes, page, pageSize);
    }

    public List<TagCount> tags(CharacterId character) {
        return CaptionTags.count(pictures.included(character.value()).stream()
                .map(Picture::caption)
                .toList());
    }

    public CaptionOverview overview(CharacterId character) {
        List<PictureSummary> included =
                all(character).stream().filter(PictureSummary::included).toList();
        return CaptionOverview.of(
                included,
                included.stream()
                        .max(Comparator.comparingInt(
                                p -> CaptionLength.of(p.caption()).clipTokens()))
                        .orElse(null));
    }

    private List<PictureSummary> all(CharacterId character) {
        TriggerWord trigger = characters.get(character).triggerWord();
        return pictures.present(character.value()).stream()
                .map(picture -> picture.summary(trigger))
                .toList();
    }
}
