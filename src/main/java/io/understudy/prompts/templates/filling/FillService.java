package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.snippets.PromptSnippets;
import io.understudy.providers.comfy.ComfyModelService;
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
    private final StackableLoraService stackableLoraService;
    private final ComfyModelService comfyModels;

    FillService(
            PromptSnippets snippets,
            CharacterService characters,
            VersionService versions,
            StackableLoraService stackableLoraService,
            ComfyModelService comfyModels) {
        this.snippets = snippets;
        this.characters = characters;
        this.versions = versions;
        this.stackableLoraService = stackableLoraService;
        this.comfyModels = comfyModels;
    }

    /** What an exported ComfyUI graph loads. */
    public ComfyModels comfyModels() {
        return comfyModels.models();
    }

    public FilledTemplate fill(TemplateDraft template, FillRequest request) {
        return forCharacter(request.character(), List.of(template)).fill(template, request);
    }

    /**
     * What fills many templates with one character, reading the character and all LoRAs once.
     *
     * @param templates that will be filled; LoRAs that only others name are not known to it
     */
    public TemplateFiller forCharacter(@Nullable CharacterId character, Collection<TemplateDraft> templates) {
        CharacterSummary who = character == null ? null : characters.get(character);
        VersionCard production =
                character == null ? null : versions.production(character).orElse(null);
        Set<String> files = files(templates);
        if (production != null) {
            files.add(production.name());
        }
        return new TemplateFiller(snippets.language(), who, production, stackableLoraService.named(files));
    }

    public static Set<String> files(Collection<TemplateDraft> templates) {
        return templates.stream()
                .flatMap(template -> template.settings().loras().stream())
                .map(TemplateLora::file)
                .filter(file -> !file.isBlank())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
