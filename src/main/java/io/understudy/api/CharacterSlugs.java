package io.understudy.api;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Short names of characters, for answers that name one. A character keeps its own, so each is read once. */
@Component
public class CharacterSlugs {
    private final CharacterService characters;
    private final Map<CharacterId, String> known = new ConcurrentHashMap<>();

    CharacterSlugs(CharacterService characters) {
        this.characters = characters;
    }

    public String of(CharacterId character) {
        return of(List.of(character)).apply(character);
    }

    /** For a list: those that are not known yet are read together. */
    public Function<CharacterId, String> of(Collection<CharacterId> named) {
        List<CharacterId> unknown = named.stream()
                .distinct()
                .filter(character -> !known.containsKey(character))
                .toList();
        if (!unknown.isEmpty()) {
            characters.byIds(unknown).forEach((id, character) -> known.put(id, character.slug()));
        }
        return character -> Objects.requireNonNull(known.get(character));
    }
}
