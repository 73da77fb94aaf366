package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.text.CaptionLength;
import io.understudy.datasets.captions.text.CaptionTags;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return PicturePage.of(all(character).stream().filter(filter::takes).toList(), page, pageSize);
    }

    public List<TagCount> tags(CharacterId character) {
        return CaptionTags.count(pictures.included(character.value()).stream()
                .map(Picture::caption)
                .toList());
    }

    public record FoundPicture(
            PictureId id, CharacterSummary character, String fileName, String caption, BlobHash thumbnail) {}

    /** Pictures of all datasets by their captions and file names, the newest first. */
    public List<FoundPicture> find(SearchText text) {
        List<Picture> found = pictures.find(text.anywhere(), text.limit());
        Map<CharacterId, CharacterSummary> owners =
                characters.byIds(found.stream().map(Picture::character).toList());
        return found.stream()
                .map(picture -> new FoundPicture(
                        new PictureId(picture.getId()),
                        Objects.requireNonNull(owners.get(picture.character())),
                        picture.fileName(),
                        picture.caption(),
                        picture.thumbnail()))
                .toList();
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
