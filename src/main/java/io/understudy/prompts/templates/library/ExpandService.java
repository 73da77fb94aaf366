package io.understudy.prompts.templates.library;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.Combination;
import io.understudy.prompting.language.Combinations;
import io.understudy.prompting.language.Filling;
import io.understudy.prompting.language.TemplateComposition;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.TemplateFiller;
import io.understudy.versions.sheets.plans.PlanDraft;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class ExpandService {
    private final FillService filling;
    private final SheetPlanService plans;
    private final TemplateMetadataService marks;

    ExpandService(FillService filling, SheetPlanService plans, TemplateMetadataService marks) {
        this.filling = filling;
        this.plans = plans;
        this.marks = marks;
    }

    public Expansion expand(TemplateDraft template, @Nullable CharacterId character, Map<String, List<String>> lists) {
        TemplateFiller filler = filling.forCharacter(character, List.of(template));
        TemplateComposition composition = filler.composition(template);
        Filling filled = filler.filling(new FillRequest(character, Map.of(), Map.of(), 0));
        Combinations combinations = new Combinations(composition, filled, lists);
        Set<String> seen = new HashSet<>();
        List<Combination> shown = combinations.first(Expansion.MOST).stream()
                .filter(combination -> seen.add(combination.rendered().text()))
                .toList();
        return new Expansion(combinations.count(), shown, forPlan(composition, filled, lists));
    }

    /** A plan holds for later trigger words too, so its prompts name the slot. */
    private static List<String> forPlan(
            TemplateComposition composition, Filling filled, Map<String, List<String>> lists) {
        Map<PromptSlot, String> slots = new EnumMap<>(PromptSlot.class);
        slots.putAll(filled.slots());
        slots.put(PromptSlot.TRIGGER, SheetPlan.TRIGGER);
        return new Combinations(composition, new Filling(slots, filled.variables()), lists)
                .first(Expansion.MOST).stream()
                        .map(combination -> combination.rendered().text())
                        .distinct()
                        .toList();
    }

    public SheetPlan planOf(CharacterId character) {
        return plans.of(character);
    }

    /**
     * Gives a character's test sheet plan these prompts.
     *
     * @param template whose use this is
     * @param replace whether the prompts that are there go
     * @param seen the edition that the person saw
     * @throws DomainException.Conflict when someone else made an edition meanwhile
     * @throws DomainException.RuleViolation when a plan cannot hold so many or so long prompts
     */
    @MembersOnly
    @Transactional
    public SheetPlan intoPlan(
            PromptId template, int number, CharacterId character, List<String> prompts, boolean replace, int seen) {
        SheetPlan now = plans.of(character);
        Set<String> together = new LinkedHashSet<>(replace ? List.of() : now.prompts());
        together.addAll(prompts);
        SheetPlan saved =
                plans.save(character, new PlanDraft(new ArrayList<>(together), now.strengths(), now.seeds()), seen);
        marks.used(template, number, UsageKind.SHEET, character);
        return saved;
    }
}
