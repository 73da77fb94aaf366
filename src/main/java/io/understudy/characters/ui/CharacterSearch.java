package io.understudy.characters.ui;

import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobUrls;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class CharacterSearch extends SearchSource {
    private final CharacterService characters;

    CharacterSearch(CharacterService characters) {
        super("Characters", 1);
        this.characters = characters;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return characters.find(text).stream()
                .map(character -> new SearchHit(
                        character.name(),
                        character.triggerWord().value(),
                        CharacterRoutes.overview(character.slug()),
                        character.cover() == null ? null : BlobUrls.of(character.cover())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(new SearchCommand("New character", "create add person", CharacterRoutes.NEW));
    }
}
