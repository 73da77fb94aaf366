package io.understudy.mcp;

import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class CharacterTools implements ToolSet {
    private final CharacterService characters;
    private final DatasetService datasets;
    private final MeasureService measures;
    private final PublicUrl urls;

    CharacterTools(CharacterService characters, DatasetService datasets, MeasureService measures, PublicUrl urls) {
        this.characters = characters;
        this.datasets = datasets;
        this.measures = measures;
        this.urls = urls;
    }

    /** @param likenessBasis null as long as none is recorded: until then nothing can be trained */
    record Line(
            String character,
            @Nullable Quote name,
            String triggerWord,
            @Nullable Quote description,
            @Nullable LikenessBasis likenessBasis,
            String page) {}

    /**
     * @param guide how many pictures count for the guide, and why the rest does not
     * @param waiting pictures that are not measured yet
     * @param consistency share of the compared faces that are close to the rest, 0 to 1; null when none was compared
     * @param withAdvice how many pictures have advice on the page
     */
    record Dataset(
            String character,
            @Nullable Quote name,
            String triggerWord,
            DatasetOverview pictures,
            String guide,
            int waiting,
            @Nullable Double consistency,
            int withAdvice,
            String page) {}

    @Override
    public List<Tool> tools() {
        return List.of(
                new Tool(
                        "list_characters",
                        "Lists the characters by name: slug, trigger word and page.",
                        TokenScope.READ,
                        true,
                        false,
                        List.of(
                                Parameter.text("text", 100, "Part of a name, slug or trigger word.")
                                        .optional(),
                                Parameter.limit()),
                        this::list),
                Tool.reading(
                        "get_dataset",
                        "The dataset of a character in numbers: pictures, captions, what the guide counts.",
                        List.of(Parameter.character()),
                        this::dataset));
    }

    private Object list(Arguments asked) {
        CharacterFilter filter = new CharacterFilter(asked.words("text").orElse(""), false);
        List<CharacterSummary> found = characters.behind(filter, TokenGrant.onlyCharacters(), null, asked.limit() + 1);
        return Listed.first(asked.limit(), found, this::line);
    }

    private Line line(CharacterSummary character) {
        return new Line(
                character.slug(),
                Quote.of(character.name()),
                character.triggerWord().value(),
                Quote.of(character.description()),
                character.likenessBasis(),
                urls.of(CharacterRoutes.overview(character.slug())));
    }

    private Object dataset(Arguments asked) {
        CharacterSummary character = characters.bySlug(asked.text("character"));
        CharacterId id = character.id();
        DatasetMeasures known = measures.measuresOf(id);
        return new Dataset(
                character.slug(),
                Quote.of(character.name()),
                character.triggerWord().value(),
                datasets.overview(id),
                known.count().words(),
                known.waiting(),
                known.consistency(),
                known.toLookAt().size(),
                urls.of(DatasetRoutes.of(character.slug())));
    }
}
