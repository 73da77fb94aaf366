package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.MembersAndSystem;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class FillService {
    private final PromptSnippets snippets;
    private final CharacterService characters;
    private final VersionService versions;
    private final LoraShelf shelf;

    FillService(PromptSnippets snippets, CharacterService characters, VersionService versions, LoraShelf shelf) {
        this.snippets = snippets;
        this.characters = characters;
        this.versions = versions;
        this.shelf = shelf;
    }

    public FilledTemplate fill(TemplateDraft template, FillRequest request) {
        return forCharacter(request.character(), List.of(template)).fill(template, request);
    }

    /**
     * What fills many templates with one character, reading the character and all LoRAs once.
     *
     * @param templates that will be filled; LoRAs that only others name are not known to it
     */
    public Filler forCharacter(@Nullable CharacterId character, Collection<TemplateDraft> templates) {
        CharacterSummary who = character == null ? null : characters.get(character);
        VersionCard production =
                character == null ? null : versions.production(character).orElse(null);
        Set<String> files = files(templates);
        if (production != null) {
            files.add(production.name());
        }
        return new Filler(snippets.language(), who, production, shelf.named(files));
    }

    static Set<String> files(Collection<TemplateDraft> templates) {
        return templates.stream()
                .flatMap(template -> template.settings().loras().stream())
                .map(TemplateLora::file)
                .filter(file -> !file.isBlank())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
