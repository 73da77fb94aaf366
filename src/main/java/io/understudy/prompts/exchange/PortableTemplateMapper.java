package io.understudy.prompts.exchange;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.exchange.PortableTemplate;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptNode;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class PortableTemplateMapper {
    private PortableTemplateMapper() {}

    static TemplateDraft draft(PortableTemplate portable, @Nullable CharacterId character) {
        PortableTemplate.Settings settings = portable.settings();
        return new TemplateDraft(
                portable.name(),
                portable.text(),
                portable.scene(),
                portable.lighting(),
                portable.camera(),
                portable.style(),
                portable.variables(),
                new TemplateSettings(
                        character,
                        settings.loras().stream()
                                .map(PortableTemplateMapper::lora)
                                .toList(),
                        settings.guidance(),
                        settings.steps(),
                        settings.width(),
                        settings.height(),
                        settings.seed()));
    }

    private static TemplateLora lora(PortableTemplate.Lora lora) {
        StackRole role = Arrays.stream(StackRole.values())
                .filter(known -> known.name().equalsIgnoreCase(lora.role()))
                .findFirst()
                .orElse(StackRole.OTHER);
        return new TemplateLora(role, lora.file(), lora.strength());
    }

    static PortableTemplate portable(
            TemplateDraft draft, List<String> tags, Map<CharacterId, CharacterSummary> characters) {
        TemplateSettings settings = draft.settings();
        CharacterSummary character = settings.character() == null ? null : characters.get(settings.character());
        return new PortableTemplate(
                draft.name(),
                draft.text(),
                draft.scene(),
                draft.lighting(),
                draft.camera(),
                draft.style(),
                draft.variables(),
                new PortableTemplate.Settings(
                        character == null ? null : character.triggerWord(),
                        settings.loras().stream()
                                .map(lora -> new PortableTemplate.Lora(
                                        lora.role().name().toLowerCase(Locale.ROOT), lora.file(), lora.strength()))
                                .toList(),
                        settings.guidance(),
                        settings.steps(),
                        settings.width(),
                        settings.height(),
                        settings.seed()),
                tags);
    }

    static Map<String, String> usedSnippets(List<PortableTemplate> templates, Map<String, String> texts) {
        Map<String, String> used = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        templates.stream()
                .flatMap(template -> Stream.of(
                        template.text(), template.scene(), template.lighting(), template.camera(), template.style()))
                .flatMap(PortableTemplateMapper::named)
                .forEach(open::add);
        while (!open.isEmpty()) {
            String name = open.remove();
            String text = texts.get(name);
            if (text != null && used.putIfAbsent(name, text) == null) {
                named(text).forEach(open::add);
            }
        }
        return used;
    }

    static Stream<String> named(String text) {
        return PromptParser.parse("text", text)
                .tree()
                .all()
                .filter(PromptNode.Snippet.class::isInstance)
                .map(node -> ((PromptNode.Snippet) node).name());
    }
}
