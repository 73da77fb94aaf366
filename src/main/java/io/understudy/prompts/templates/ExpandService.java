package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import io.understudy.guide.PromptSlot;
import io.understudy.people.MembersAndSystem;
import io.understudy.people.MembersOnly;
import io.understudy.prompts.language.Combination;
import io.understudy.prompts.language.Combinations;
import io.understudy.prompts.language.Composition;
import io.understudy.prompts.language.Filling;
import io.understudy.shared.Refusal;
import io.understudy.versions.sheets.PlanDraft;
import io.understudy.versions.sheets.SheetPlan;
import io.understudy.versions.sheets.SheetPlanService;
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
    private final TemplateMarkService marks;

    ExpandService(FillService filling, SheetPlanService plans, TemplateMarkService marks) {
        this.filling = filling;
        this.plans = plans;
        this.marks = marks;
    }

    public Expansion expand(TemplateDraft template, @Nullable CharacterId character, Map<String, List<String>> lists) {
        Filler filler = filling.forCharacter(character, List.of(template));
        Composition composition = filler.composition(template);
        Filling filled = filler.filling(new FillRequest(character, Map.of(), Map.of(), 0));
        Combinations combinations = new Combinations(composition, filled, lists);
        Set<String> seen = new HashSet<>();
        List<Combination> shown = combinations.first(Expansion.MOST).stream()
                .filter(combination -> seen.add(combination.rendered().text()))
                .toList();
        return new Expansion(combinations.count(), shown, forPlan(composition, filled, lists));
    }

    /** A plan holds for later trigger words too, so its prompts name the slot. */
    private static List<String> forPlan(Composition composition, Filling filled, Map<String, List<String>> lists) {
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
     * @throws Refusal.Conflict when someone else made an edition meanwhile
     * @throws Refusal.RuleBroken when a plan cannot hold so many or so long prompts
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
        marks.used(template, number, UseWay.SHEET, character);
        return saved;
    }
}
