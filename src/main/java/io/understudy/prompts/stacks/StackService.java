package io.understudy.prompts.stacks;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class StackService {
    private static final StackPlan NOTHING = new StackPlan(List.of());
    private static final String SAVE_AGAIN = "Save yours under another name, or open the stack again.";
    private static final String READ_AGAIN = "Read it again before you delete it.";

    private final LoraStacks stacks;
    private final StackRevisionRepository repository;
    private final StackableLoraService stackableLoraService;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    StackService(
            LoraStacks stacks,
            StackRevisionRepository repository,
            StackableLoraService stackableLoraService,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.stacks = stacks;
        this.repository = repository;
        this.stackableLoraService = stackableLoraService;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** As the other, the latest changed first. */
    public Page<StackDetails> page(String text, Pageable page) {
        return page(text, ListOrder.NEWEST, page);
    }

    /** Stacks whose name, note or author contains a text. */
    public Page<StackDetails> page(String text, ListOrder order, Pageable page) {
        Page<LoraStack> found = stacks.search(SearchText.around(text), order.of(page, "name", "changedAt"));
        Map<UUID, StackPlan> plans =
                repository.newest(found.map(LoraStack::getId).getContent());
        return found.map(stack -> stack.details(plans.getOrDefault(stack.getId(), NOTHING)));
    }

    /**
     * The latest changed first.
     *
     * @param after the place behind which they begin; null for the latest
     */
    public List<StackDetails> earlier(String text, @Nullable ListPlace<Instant, UUID> after, int most) {
        ListPlace<Instant, UUID> place = after == null ? ListPlace.LATEST : after;
        return details(stacks.earlier(SearchText.around(text), place.key(), place.id(), Limit.of(most)));
    }

    /** As {@link #earlier}, in the opposite order. */
    public List<StackDetails> later(String text, @Nullable ListPlace<Instant, UUID> after, int most) {
        ListPlace<Instant, UUID> place = after == null ? ListPlace.EARLIEST : after;
        return details(stacks.later(SearchText.around(text), place.key(), place.id(), Limit.of(most)));
    }

    /** As {@link #earlier}, by name. */
    public List<StackDetails> named(String text, @Nullable ListPlace<String, UUID> after, int most) {
        ListPlace<String, UUID> place = after == null ? ListPlace.FIRST_NAME : after;
        return details(stacks.named(SearchText.around(text), place.key(), place.id(), Limit.of(most)));
    }

    public List<StackDetails> find(SearchText text) {
        return details(stacks.find(text.anywhere(), text.beginning(), text.limit()));
    }

    private List<StackDetails> details(List<LoraStack> found) {
        Map<UUID, StackPlan> plans =
                repository.newest(found.stream().map(LoraStack::getId).toList());
        return found.stream()
                .map(stack -> stack.details(plans.getOrDefault(stack.getId(), NOTHING)))
                .toList();
    }

    public StackDetails get(StackId id) {
        return details(load(id));
    }

    /** Every save of a stack, the newest first. */
    public List<StackRevision> revisions(StackId id) {
        return repository.revisions(load(id).getId());
    }

    /** @throws DomainException.RuleViolation when a LoRA of the plan does not exist, or its LoRAs are for different models */
    @Transactional
    public StackDetails create(StackDraft draft) {
        requireOneModel(draft);
        Actor by = actor.get();
        Instant now = clock.instant();
        LoraStack stack = stacks.saveAndFlush(new LoraStack(draft, by, now));
        addRevision(stack, draft, by, now);
        auditEvents.publish("stack.saved", stack.subject(), facts(draft, stack.revision()));
        return stack.details(draft.plan());
    }

    /**
     * Saves the next revision.
     *
     * @param rowVersion that the page was filled from
     * @throws DomainException.Conflict naming who saved in between; nothing is changed
     * @throws DomainException.RuleViolation as {@link #create}
     */
    @Transactional
    public StackDetails save(StackId id, long rowVersion, StackDraft draft) {
        LoraStack stack = load(id, rowVersion, SAVE_AGAIN);
        requireOneModel(draft);
        Actor by = actor.get();
        Instant now = clock.instant();
        Map<String, String> before = Map.of("plan", details(stack).plan().asText());
        stack.save(draft, by, now);
        flush(stack, SAVE_AGAIN);
        addRevision(stack, draft, by, now);
        auditEvents.publish("stack.saved", stack.subject(), before, facts(draft, stack.revision()));
        return stack.details(draft.plan());
    }

    private void requireOneModel(StackDraft draft) {
        StackCheck.mixture(stackableLoraService.resolve(draft.plan().loras()).values())
                .ifPresent(words -> {
                    throw new DomainException.RuleViolation(words + " Nothing was saved. Take one of them out.");
                });
    }

    private void addRevision(LoraStack stack, StackDraft draft, Actor by, Instant now) {
        try {
            repository.add(stack.getId(), stack.revision(), draft, by, now);
        } catch (DataIntegrityViolationException gone) {
            throw new DomainException.RuleViolation(
                    "A LoRA of this stack no longer exists, so nothing was saved. Choose another one.", gone);
        }
    }

    /**
     * Deletes a stack; {@link #restore} takes that back.
     *
     * @param rowVersion that was read
     * @throws DomainException.Conflict naming who saved in between; nothing is changed
     */
    @Transactional
    public void delete(StackId id, long rowVersion) {
        LoraStack stack = load(id, rowVersion, READ_AGAIN);
        stack.delete(clock.instant());
        flush(stack, READ_AGAIN);
        auditEvents.publish("stack.deleted", stack.subject());
    }

    @Transactional
    public void restore(StackId id) {
        LoraStack stack = stacks.findById(id.value()).orElseThrow(StackService::missing);
        if (stack.deleted()) {
            stack.restore();
            auditEvents.publish("stack.restored", stack.subject());
        }
    }

    private StackDetails details(LoraStack stack) {
        return stack.details(repository.newest(List.of(stack.getId())).getOrDefault(stack.getId(), NOTHING));
    }

    private LoraStack load(StackId id, long rowVersion, String advice) {
        LoraStack stack = load(id);
        if (stack.rowVersion() != rowVersion) {
            throw stale(stack.changedByName(), advice);
        }
        return stack;
    }

    private void flush(LoraStack stack, String advice) {
        try {
            stacks.saveAndFlush(stack);
        } catch (OptimisticLockingFailureException e) {
            throw stale("Someone else", advice);
        }
    }

    private LoraStack load(StackId id) {
        return stacks.findById(id.value()).filter(stack -> !stack.deleted()).orElseThrow(StackService::missing);
    }

    private static Map<String, String> facts(StackDraft draft, int revision) {
        return Map.of(
                "name", draft.name(),
                "note", draft.note(),
                "plan", draft.plan().asText(),
                "revision", Integer.toString(revision));
    }

    private static DomainException.NotFound missing() {
        return new DomainException.NotFound(
                "There is no such stack, or it was deleted. The page of saved stacks lists them all.");
    }

    private static DomainException.Conflict stale(String who, String advice) {
        return new DomainException.Conflict(
                who + " saved this stack in the meantime, so nothing was changed. " + advice);
    }
}
