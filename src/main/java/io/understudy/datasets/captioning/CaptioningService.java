package io.understudy.datasets.captioning;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.CostService;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.datasets.captions.CaptionWriter;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.intake.WorkingSet;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.fal.FalKey;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the team's vision model for captions; what it says is a proposal until a person takes it. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class CaptioningService {
    private static final String NO_MODEL = "No vision model is chosen. An admin chooses one in Settings.";

    private final CaptioningRepository repository;
    private final CaptioningQueue queue;
    private final VisionModels models;
    private final CostService costs;
    private final CaptionCharges charges;
    private final FalKey fal;
    private final CharacterService characters;
    private final Pictures pictures;
    private final CaptionWriter writer;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final CurrentActor actor;
    private final Clock clock;

    CaptioningService(
            CaptioningRepository repository,
            CaptioningQueue queue,
            VisionModels models,
            CostService costs,
            CaptionCharges charges,
            FalKey fal,
            CharacterService characters,
            Pictures pictures,
            CaptionWriter writer,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            CurrentActor actor,
            Clock clock) {
        this.repository = repository;
        this.queue = queue;
        this.models = models;
        this.costs = costs;
        this.charges = charges;
        this.fal = fal;
        this.characters = characters;
        this.pictures = pictures;
        this.writer = writer;
        this.auditEvents = auditEvents;
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    public CaptioningPlan plan(CharacterId character, CaptioningScope scope) {
        return plan(
                wanted(characters.get(character), scope).size(),
                models.captioner().orElse(null));
    }

    private CaptioningPlan plan(int shown, @Nullable Captioner model) {
        return switch (model) {
            case null -> new CaptioningPlan(shown, null, null, NO_MODEL);
            case VisionModel address -> {
                BigDecimal price = address.price();
                BigDecimal cost = price == null ? null : price.multiply(BigDecimal.valueOf(shown));
                yield new CaptioningPlan(shown, address, cost, null);
            }
            case FalCaptioner captioner -> {
                CostEstimate cost = price(captioner, shown);
                yield new CaptioningPlan(shown, captioner, cost.amount(), obstacle(captioner, cost));
            }
        };
    }

    private @Nullable String obstacle(FalCaptioner captioner, CostEstimate cost) {
        if (!fal.isSet()) {
            return "fal.ai is not connected. An admin enters its key in Settings.";
        }
        return cost.needsRelease() ? tooDear(captioner, cost) : null;
    }

    private static String tooDear(FalCaptioner captioner, CostEstimate cost) {
        return cost.amount() == null
                ? captioner.label() + " has no price yet. Ask an admin to enter it in Settings."
                : "That is " + cost.excess() + ". Ask an admin to start it, or for fewer pictures.";
    }

    private CostEstimate price(FalCaptioner captioner, long pictures) {
        return costs.estimate(captioner.model().id(), BigDecimal.valueOf(pictures));
    }

    /**
     * From here on the pictures count against the limit of the person who has them described.
     *
     * @param subjects what the charges are for
     */
    private void order(FalCaptioner captioner, List<UUID> subjects) {
        CostEstimate cost = costs.judge(price(captioner, subjects.size()), null);
        if (cost.needsRelease()) {
            throw new DomainException.Conflict(tooDear(captioner, cost));
        }
        costs.countEach(price(captioner, 1), subjects, UUID.randomUUID());
    }

    private void forgetUnanswered(CharacterId character) {
        List<UUID> subjects = repository.lockUnanswered(character);
        charges.giveUp(character);
        costs.withdraw(subjects);
        repository.forgetUnanswered(character);
    }

    /** What was asked the last time, for this character. */
    public CaptionInstruction instruction(CharacterId character) {
        return repository.order(character).map(CaptioningRepository.Order::wish).orElse(CaptionInstruction.USUAL);
    }

    /**
     * Has the model describe pictures in the background. What it said about them before is forgotten, and so is what
     * still waits: nobody agreed to have the new model describe that.
     *
     * @param agreed what the person who starts it has been shown
     * @throws DomainException.Conflict when no model can be asked, no picture is meant, or it would cost more than that
     */
    @Transactional
    public void start(
            CharacterId character, CaptioningScope scope, CaptionInstruction instruction, CaptioningPlan agreed) {
        CharacterSummary summary = characters.get(character);
        forgetUnanswered(character);
        Captioner model = models.captioner().orElseThrow(() -> new DomainException.Conflict(NO_MODEL));
        List<PictureId> wanted = wanted(summary, scope);
        if (wanted.isEmpty()) {
            throw new DomainException.Conflict("Every picture has a caption already. Ask for all pictures instead.");
        }
        CaptioningPlan plan = plan(wanted.size(), model);
        String obstacle = plan.obstacle();
        if (obstacle != null) {
            throw new DomainException.Conflict(obstacle);
        }
        if (!plan.isCoveredBy(agreed)) {
            throw new DomainException.Conflict(
                    "The model or what it costs has changed meanwhile. Look at the cost, and ask again.");
        }
        repository.put(
                character,
                instruction,
                CaptioningQueue.serviceOf(model),
                actor.get().id(),
                clock.instant());
        List<UUID> subjects = repository.ask(character, wanted);
        if (model instanceof FalCaptioner captioner) {
            order(captioner, subjects);
        }
        auditEvents.publish(
                "captions.requested",
                WorkingSet.subject(summary),
                Map.of("pictures", String.valueOf(wanted.size()), "model", model.place()));
        changed(character);
        queue.add(character);
    }

    private List<PictureId> wanted(CharacterSummary character, CaptioningScope scope) {
        return pictures.included(character.id().value()).stream()
                .filter(picture ->
                        scope == CaptioningScope.ALL || saysNothing(picture.caption(), character.triggerWord()))
                .map(picture -> new PictureId(picture.getId()))
                .toList();
    }

    /** Whether a caption says nothing yet: there are no words of a person to lose. */
    private static boolean saysNothing(String caption, TriggerWord trigger) {
        return caption.isEmpty() || Wording.withoutEdges(caption).equals(trigger.value());
    }

    public CaptioningStatus status(CharacterId character) {
        return repository.status(character);
    }

    @Transactional
    public void pause(CharacterId character) {
        repository.pause(character, true, null);
        changed(character);
    }

    @Transactional
    public void resume(CharacterId character) {
        repository.pause(character, false, null);
        changed(character);
        queue.add(character);
    }

    /**
     * Shows the pictures without an answer to the model once more.
     *
     * @throws DomainException.Conflict when that is more than the person may spend
     */
    @Transactional
    public void retry(CharacterId character) {
        if (models.captioner().orElse(null) instanceof FalCaptioner captioner) {
            repository.lockUnanswered(character);
            List<UUID> again = repository.failedToSend(character);
            costs.withdraw(again);
            if (!again.isEmpty()) {
                order(captioner, again);
            }
        }
        repository.retry(character);
        resume(character);
    }

    /** Forgets what waits and what failed; proposals stay. */
    @Transactional
    public void stop(CharacterId character) {
        forgetUnanswered(character);
        changed(character);
    }

    public Page<ProposedCaption> proposals(CharacterId character, int page, int size) {
        return new PageImpl<>(
                repository.proposals(character, (long) page * size, size),
                PageRequest.of(page, size),
                repository.status(character).proposed());
    }

    public List<FailedCaption> failures(CharacterId character, int most) {
        return repository.failures(character, most);
    }

    /**
     * Gives a picture a caption that a person made of the model's words and those that were there.
     *
     * @param seen the caption that the person started from
     * @throws DomainException.Conflict when the caption has changed meanwhile
     * @throws DomainException.RuleViolation in {@code caption} when it is too long
     */
    @Transactional
    public CaptionStep accept(PictureId id, String seen, String text) {
        Picture picture = pictures.findById(id.value())
                .orElseThrow(() -> new DomainException.NotFound("This picture is no longer in the dataset."));
        picture.requirePresent();
        if (!picture.caption().equals(seen)) {
            throw new DomainException.Conflict("The caption of " + picture.fileName() + " was changed meanwhile to “"
                    + picture.caption() + "”. The proposal is shown next to it now.");
        }
        String caption = CaptionText.clean(text);
        CaptionWriter.requireLength(picture.fileName(), caption);
        return take(picture.character(), List.of(picture), List.of(CaptionChange.of(picture, caption)));
    }

    /** Takes all proposals for pictures whose caption says nothing yet; those for other pictures stay. */
    @Transactional
    public CaptionStep acceptForEmptyCaptions(CharacterId character) {
        TriggerWord trigger = characters.get(character).triggerWord();
        List<Picture> present = pictures.present(character.value());
        Map<PictureId, String> proposals = repository.proposals(character, 0, present.size() + 1).stream()
                .collect(Collectors.toMap(ProposedCaption::picture, ProposedCaption::proposal));
        return take(
                character,
                present,
                present.stream()
                        .filter(picture -> saysNothing(picture.caption(), trigger))
                        .flatMap(picture -> Stream.ofNullable(proposals.get(new PictureId(picture.getId())))
                                .map(proposal -> CaptionChange.of(picture, proposal)))
                        .toList());
    }

    private CaptionStep take(CharacterId character, List<Picture> present, List<CaptionChange> changes) {
        CaptionStep step = writer.writeFitting(
                characters.get(character),
                present,
                changes.stream()
                        .filter(change -> !change.before().equals(change.after()))
                        .toList(),
                "captions.accepted",
                "took captions of the vision model",
                Map.of());
        repository.forget(changes.stream()
                .filter(CaptionChange::fits)
                .map(CaptionChange::picture)
                .toList());
        changed(character);
        return step;
    }

    @Transactional
    public void dismiss(CharacterId character, PictureId picture) {
        repository.forget(List.of(picture));
        changed(character);
    }

    @Transactional
    public void dismissAll(CharacterId character) {
        repository.forgetProposals(character);
        changed(character);
    }

    private void changed(CharacterId character) {
        events.publishEvent(new CaptioningChanged(character));
    }
}
