package io.understudy.prompts.exchange;

import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.exchange.ConversionLoss;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompting.exchange.ExportedFile;
import io.understudy.prompting.exchange.ImportedFile;
import io.understudy.prompting.exchange.KnownNames;
import io.understudy.prompting.exchange.PortableTemplate;
import io.understudy.prompting.exchange.SourceFile;
import io.understudy.prompting.exchange.TemplateFile;
import io.understudy.prompting.exchange.TemplateFiles;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.library.DraftRules;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.snippets.PromptSnippets;
import io.understudy.prompts.templates.snippets.SnippetService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class ExchangeService {
    private static final int MOST_CHARACTERS = 1_000;

    private final TemplateService templates;
    private final TemplateListService lists;
    private final TemplateMetadataService marks;
    private final SnippetService snippetService;
    private final PromptSnippets snippets;
    private final CharacterService characters;
    private final StackableLoraService stackableLoraService;

    ExchangeService(
            TemplateService templates,
            TemplateListService lists,
            TemplateMetadataService marks,
            SnippetService snippetService,
            PromptSnippets snippets,
            CharacterService characters,
            StackableLoraService stackableLoraService) {
        this.templates = templates;
        this.lists = lists;
        this.marks = marks;
        this.snippetService = snippetService;
        this.snippets = snippets;
        this.characters = characters;
        this.stackableLoraService = stackableLoraService;
    }

    /**
     * Reads a file and says what it would bring; nothing is changed.
     *
     * @throws DomainException.RuleViolation when it is none of the known kinds, damaged or too large
     */
    public ImportPlan plan(byte[] bytes) {
        return plan(List.of(new SourceFile("", bytes)));
    }

    /**
     * Reads files that belong together and says what they would bring, and which cannot be read; nothing is changed.
     *
     * @throws DomainException.RuleViolation when none of them can be read
     */
    public ImportPlan plan(List<SourceFile> files) {
        Map<String, CharacterId> byTrigger = byTrigger();
        Map<String, String> texts = snippetTexts();
        ImportedFile read = TemplateFiles.read(
                files,
                new KnownNames(byTrigger.keySet().stream().map(TriggerWord::new).toList(), texts.keySet()));
        Map<String, String> fresh = new HashMap<>();
        List<String> losses = new ArrayList<>();
        read.file().snippets().forEach((name, text) -> {
            String ours = texts.putIfAbsent(name, text);
            if (ours == null) {
                fresh.put(name, text);
            } else if (!ours.equals(text)) {
                losses.add("The snippet {@" + name + "} has other words here; those are used.");
            }
        });
        Snippets together = new Snippets(texts);
        Set<String> names = lists.names();
        Map<String, StackableLora> named = stackableLoraService.named(read.file().templates().stream()
                .flatMap(template -> template.settings().loras().stream())
                .map(PortableTemplate.Lora::file)
                .filter(Predicate.not(String::isBlank))
                .collect(Collectors.toSet()));
        Map<String, List<String>> byTemplate = read.losses().stream()
                .filter(loss -> !loss.template().isEmpty())
                .collect(Collectors.groupingBy(
                        ConversionLoss::template, Collectors.mapping(ConversionLoss::words, Collectors.toList())));
        List<ImportLine> lines = read.file().templates().stream()
                .map(template -> line(
                        template,
                        byTrigger,
                        together,
                        named,
                        names,
                        byTemplate.getOrDefault(template.name(), List.of())))
                .toList();
        read.losses().stream()
                .filter(loss -> loss.template().isEmpty())
                .map(ConversionLoss::words)
                .forEach(losses::add);
        return new ImportPlan(read.format(), lines, fresh, losses);
    }

    private ImportLine line(
            PortableTemplate portable,
            Map<String, CharacterId> byTrigger,
            Snippets together,
            Map<String, StackableLora> named,
            Set<String> names,
            List<String> lost) {
        // Templates of one name share them.
        List<String> losses =
                new ArrayList<>(lost.stream().limit(Wording.MOST_NAMED).toList());
        if (lost.size() > Wording.MOST_NAMED) {
            losses.add("And " + (lost.size() - Wording.MOST_NAMED) + " more.");
        }
        TriggerWord trigger = portable.settings().trigger();
        CharacterId character = trigger == null ? null : byTrigger.get(trigger.key());
        if (trigger != null && character == null) {
            losses.add(
                    "No character here has the trigger word “" + trigger + "”, so it is written for every character.");
        }
        TemplateDraft draft = PortableTemplateMapper.draft(portable, character);
        try {
            draft = DraftRules.check(draft, together, named);
            return new ImportLine(
                    draft, portable.tags(), null, names.contains(draft.name().toLowerCase(Locale.ROOT)), losses);
        } catch (DomainException.RuleViolation broken) {
            return new ImportLine(draft, portable.tags(), broken.words(), false, losses);
        }
    }

    /**
     * Adds these templates and the snippets that the file brought.
     *
     * @param fileName named in the first version's message
     * @return how many were added
     * @throws DomainException.RuleViolation when one of them cannot be taken; nothing is added then
     */
    @MembersOnly
    @Transactional
    public int take(ImportPlan plan, List<ImportLine> chosen, String fileName) {
        addSnippets(plan.snippets());
        String message = "Imported from " + (fileName.isBlank() ? plan.format().label() : shortened(fileName));
        for (ImportLine line : chosen) {
            TemplateDetails made = templates.create(line.draft(), message);
            if (!line.tags().isEmpty()) {
                marks.tag(made.id(), line.tags());
            }
        }
        return chosen.size();
    }

    private static String shortened(String fileName) {
        String plain = fileName.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(plain.length(), 120));
    }

    /** Snippets may name each other, so those come first whose words can be resolved already. */
    private void addSnippets(Map<String, String> fresh) {
        Map<String, String> left = new TreeMap<>(fresh);
        while (!left.isEmpty()) {
            String next = left.entrySet().stream()
                    .filter(snippet ->
                            PortableTemplateMapper.named(snippet.getValue()).noneMatch(left::containsKey))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new DomainException.RuleViolation("The snippets {@"
                            + String.join("}, {@", left.keySet())
                            + "} of this file name each other in a circle, so they have no end. Correct the file."));
            snippetService.create(next, left.getOrDefault(next, ""));
            left.remove(next);
        }
    }

    public ExportedFile write(ExchangeFormat format, TemplateFilter filter) {
        List<TemplateCard> found = lists.page(filter, TemplateSort.NAME, PageRequest.of(0, TemplateFile.MOST))
                .getContent();
        Map<CharacterId, CharacterSummary> bound = characters.byIds(found.stream()
                .flatMap(card ->
                        Stream.ofNullable(card.details().draft().settings().character()))
                .collect(Collectors.toSet()));
        Map<String, String> texts = snippetTexts();
        List<PortableTemplate> portable = found.stream()
                .map(card -> PortableTemplateMapper.portable(
                        card.details().draft(), card.marks().tags(), bound))
                .toList();
        Map<String, String> used = PortableTemplateMapper.usedSnippets(portable, texts);
        return format.write(new TemplateFile(portable, used));
    }

    private Map<String, CharacterId> byTrigger() {
        return characters.page(new CharacterFilter("", false), PageRequest.of(0, MOST_CHARACTERS)).stream()
                .collect(Collectors.toMap(
                        character -> character.triggerWord().key(), CharacterSummary::id, (one, other) -> one));
    }

    private Map<String, String> snippetTexts() {
        Map<String, String> texts = new HashMap<>();
        snippets.findAll().forEach(snippet -> texts.put(snippet.name(), snippet.text()));
        return texts;
    }
}
