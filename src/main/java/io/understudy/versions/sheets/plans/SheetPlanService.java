package io.understudy.versions.sheets.plans;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SheetPlanService {
    private final SheetPlanRepository plans;
    private final VersionService versions;
    private final CharacterService characters;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    SheetPlanService(
            SheetPlanRepository plans,
            VersionService versions,
            CharacterService characters,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.plans = plans;
        this.versions = versions;
        this.characters = characters;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** While nobody has edited it, in the words of the model of the character's newest version. */
    public SheetPlan of(CharacterId character) {
        VersionCard newest = versions.latest(List.of(character)).get(character);
        return of(character, newest == null ? BaseModel.FLUX1_DEV : newest.baseModel());
    }

    /** @param model of the version that is tested: the proposal speaks its words */
    public SheetPlan of(CharacterId character, BaseModel model) {
        return plans.newest(character)
                .orElseGet(() -> SheetPlan.proposal(
                        character, model, characters.get(character).subject()));
    }

    /**
     * Makes a new edition. Sheets that exist keep theirs.
     *
     * @param seen the edition that the person edited
     * @throws DomainException.Conflict when someone else made an edition meanwhile
     * @throws DomainException.RuleViolation naming prompts, strengths or seeds
     */
    @MembersOnly
    @Transactional
    public SheetPlan save(CharacterId character, PlanDraft draft, int seen) {
        SheetPlan now = of(character);
        if (now.edition() != seen) {
            throw changedMeanwhile(now);
        }
        SheetPlan next = PlanRules.check(draft, character, seen + 1, actor.get().name(), clock.instant());
        if (seen > 0 && next.saysTheSame(now)) {
            return now;
        }
        try {
            plans.add(next);
        } catch (DuplicateKeyException meanwhile) {
            throw new DomainException.Conflict(
                    "Someone else saved this plan first. Reload the page to see theirs.", meanwhile);
        }
        auditEvents.publish(
                "sheet-plan.edited",
                new AuditEvent.Subject(
                        "sheet-plan",
                        character.value().toString(),
                        characters.get(character).name()),
                Map.of(
                        "edition", Integer.toString(next.edition()),
                        "prompts", Integer.toString(next.prompts().size()),
                        "strengths", next.strengths().toString(),
                        "seeds", next.seeds().toString()));
        return next;
    }

    private static DomainException.Conflict changedMeanwhile(SheetPlan now) {
        return new DomainException.Conflict("%s made edition %d of this plan meanwhile. Reload the page to see it."
                .formatted(now.editedBy(), now.edition()));
    }
}
