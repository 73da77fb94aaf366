package io.understudy.mcp;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.TokenGrant;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.FilledTemplate;
import io.understudy.prompts.templates.library.TemplateListService;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

@Component
class PromptTools implements ToolSet {
    private static final int MOST_WORDS = 500;

    private final TemplateListService templates;
    private final FillService filling;
    private final CharacterService characters;
    private final PublicUrl urls;

    PromptTools(TemplateListService templates, FillService filling, CharacterService characters, PublicUrl urls) {
        this.templates = templates;
        this.filling = filling;
        this.characters = characters;
        this.urls = urls;
    }

    /**
     * @param refusal why its LoRAs cannot be used together or with FLUX; null where they can
     * @param missing variables that got no words
     */
    record Filled(
            @Nullable Quote template,
            Quote prompt,
            List<Lora> loras,
            @Nullable Quote refusal,
            List<Quote> notes,
            List<Quote> missing,
            String page) {}

    record Lora(Quote file, double strength) {}

    /** Templates of which one has to be chosen. */
    record Choice(List<Quote> templates) {}

    @Override
    public List<Tool> tools() {
        List<Parameter> slots = slots().map(slot ->
                        Parameter.text(slot.word(), MOST_WORDS, slot.meaning()).optional())
                .toList();
        List<Parameter> others = List.of(
                Parameter.text("template", 80, "Name of a template, or words that occur in it."),
                Parameter.character().optional(),
                Parameter.texts("variables", 50, MOST_WORDS, "Words by the names of the template's variables.")
                        .optional(),
                Parameter.whole("seed", 0, Integer.MAX_VALUE, "Makes the choices; 0 if left out.")
                        .optional());
        return List.of(Tool.reading(
                "fill_prompt",
                "Fills a prompt template of the library, for a character if one is named. Where several templates have"
                        + " the words, the answer names them.",
                Stream.concat(others.stream(), slots.stream()).toList(),
                this::fill));
    }

    private static Stream<PromptSlot> slots() {
        return Stream.of(PromptSlot.values()).filter(slot -> !slot.comesFromCharacter());
    }

    private Object fill(Arguments asked) {
        CharacterId whose = asked.words("character")
                .map(slug -> characters.bySlug(slug).id())
                .orElse(null);
        // A token of a few characters reads no template that was written for another one.
        boolean limited = TokenGrant.current().map(TokenGrant::isLimited).orElse(true);
        String words = asked.text("template");
        List<TemplateDetails> found = templates
                .page(
                        new TemplateFilter(words, null, false, false, limited ? whose : null),
                        TemplateSort.NAME,
                        PageRequest.of(0, Parameter.USUALLY_LISTED))
                .map(TemplateCard::details)
                .getContent();
        if (found.isEmpty()) {
            throw new DomainException.NotFound("No template has the words “" + words + "”.");
        }
        return found.stream()
                .filter(template -> found.size() == 1 || template.name().equalsIgnoreCase(words.strip()))
                .findFirst()
                .<Object>map(template -> filled(template, whose, asked))
                .orElseGet(() -> new Choice(found.stream()
                        .map(template -> new Quote(template.name()))
                        .toList()));
    }

    private Filled filled(TemplateDetails template, @Nullable CharacterId whose, Arguments asked) {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        slots().forEach(slot -> asked.words(slot.word()).ifPresent(text -> words.put(slot, text)));
        FilledTemplate filled = filling.fill(
                template.draft(),
                new FillRequest(
                        whose,
                        words,
                        asked.texts("variables"),
                        asked.longNumber("seed").orElse(0L)));
        return new Filled(
                Quote.of(template.name()),
                new Quote(filled.prompt()),
                filled.loras().stream()
                        .map(lora ->
                                new Lora(new Quote(lora.name()), lora.strength().value()))
                        .toList(),
                Quote.of(filled.refusal()),
                filled.notes().stream().map(Quote::new).toList(),
                filled.rendered().missing().stream().map(Quote::new).toList(),
                urls.of(PromptRoutes.editor(template.id())));
    }
}
