package io.understudy.generation.jobs;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.CostService;
import io.understudy.billing.Dollars;
import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.storage.BlobStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class GenerationService {
    private final GenerationJobs jobs;
    private final GenerationRepository repository;
    private final GenerationBackends generators;
    private final EngineDirectory engines;
    private final BlobStore blobs;
    private final CostService costs;
    private final GenerationCharges charges;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    GenerationService(
            GenerationJobs jobs,
            GenerationRepository repository,
            GenerationBackends generators,
            EngineDirectory engines,
            BlobStore blobs,
            CostService costs,
            GenerationCharges charges,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.jobs = jobs;
        this.repository = repository;
        this.generators = generators;
        this.engines = engines;
        this.blobs = blobs;
        this.costs = costs;
        this.charges = charges;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Queues pictures. The same person's request with the same client key is answered with the same job, also when two
     * of them arrive at once. Joins the caller's transaction if there is one.
     *
     * @throws DomainException.RuleViolation when the backend is not connected or a value is out of its limits
     * @throws DomainException.NotFound when a LoRA file is not in the store
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public GenerationId submit(GenerationRequest request) {
        Actor by = actor.get();
        Optional<GenerationId> earlier = earlier(by, request.clientKey());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        GenerationRules.check(request, choice(request.backend()));
        requireAffordable(cost(request));
        return queued(request, by, null, this::count);
    }

    /**
     * As {@link #submit}, for what nobody asked for: pictures that cost something are stopped until a person resumes them
     * at their price.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public GenerationId propose(GenerationRequest request) {
        GenerationRules.check(request, choice(request.backend()));
        CostEstimate cost = cost(request);
        BigDecimal amount = cost.amount();
        return queued(
                request,
                actor.get(),
                cost.free() || (amount != null && amount.signum() == 0)
                        ? null
                        : "Nothing was sent yet: " + generators.nameOf(request.backend()) + " charges "
                                + (amount == null
                                        ? "for these pictures."
                                        : "about " + Dollars.of(amount) + " for them."),
                this::count);
    }

    /**
     * Has pictures that the product orders later, by {@link #submitAgreed}, count against the person's limit now.
     *
     * @param subject what they are for
     * @throws DomainException.RuleViolation when they cost more than the person may spend
     */
    @MembersOnly
    @Transactional
    public CostEstimate reserve(String backend, PictureSettings settings, int pictures, UUID subject) {
        CostEstimate cost = costs.judge(cost(backend, settings, pictures), null);
        requireAffordable(cost);
        costs.count(cost, subject, subject);
        return cost;
    }

    /**
     * Queues pictures for which a person has {@linkplain #reserve agreed} to a price, as that person.
     *
     * @param role that the person has now
     * @param subject what was counted ahead; what it does not cover counts on top
     * @throws DomainException.RuleViolation when the person may not order them any longer
     */
    @SystemOnly
    @Transactional(propagation = Propagation.SUPPORTS)
    public GenerationId submitAgreed(GenerationRequest request, Actor by, Role role, UUID subject) {
        GenerationRules.check(request, choice(request.backend()));
        Role openTo = generators.termsOf(request.backend()).openTo();
        if (!role.includes(openTo)) {
            throw new DomainException.RuleViolation(openTo.only());
        }
        return queued(
                request,
                by,
                null,
                (cost, job) -> requireAffordable(costs.countPart(cost, by.id(), role, subject, job)));
    }

    /** What was {@linkplain #reserve reserved} and not ordered counts no longer. */
    @SystemOnly
    @Transactional
    public void release(UUID subject) {
        costs.withdraw(subject);
    }

    /** Whether a backend is connected and not paused, also for those who may not choose it. */
    public boolean isOpen(String backend) {
        return generators
                .find(backend)
                .filter(found -> found.isConnected() && found.terms().pause() == null)
                .isPresent();
    }

    public Optional<String> formerName(String backend) {
        return generators.formerName(backend);
    }

    private CostEstimate cost(GenerationRequest request) {
        return cost(request.backend(), request.settings(), request.pictures().size());
    }

    private GenerationId queued(
            GenerationRequest request, Actor by, @Nullable String why, BiConsumer<CostEstimate, UUID> count) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> queue(request, by, why, count)));
        } catch (DataIntegrityViolationException twice) {
            return earlier(by, request.clientKey()).orElseThrow(() -> twice);
        }
    }

    /** Against the limit of the person on this thread. */
    private void count(CostEstimate cost, UUID job) {
        CostEstimate judged = costs.judge(cost, null);
        if (!actor.get().isSystem()) {
            requireAffordable(judged);
        }
        costs.count(judged, job, job);
    }

    private static void requireAffordable(CostEstimate cost) {
        BigDecimal amount = cost.amount();
        if (cost.needsRelease()) {
            throw DomainException.RuleViolation.in(
                    "pictures",
                    amount == null
                            ? "This backend has no price yet. Ask an admin to enter its price in Settings."
                            : "These pictures would cost about %s, %s. Ask an admin to generate them, or ask for fewer."
                                    .formatted(Dollars.of(amount), cost.excess()));
        }
    }

    /** What one of the units costs by which a backend is priced: a megapixel, or an hour of a card. */
    public CostEstimate unitCost(String backend) {
        return costs.estimate(backend, BigDecimal.ONE);
    }

    public CostEstimate cost(String backend, PictureSettings settings, int pictures) {
        return costs.estimate(backend, charges.units(backend, settings, pictures));
    }

    private GenerationId queue(
            GenerationRequest request, Actor by, @Nullable String why, BiConsumer<CostEstimate, UUID> count) {
        engines.requireOpen(request.backend());
        blobs.retain(request.loras().stream().map(GenerationRequest.Lora::file).toList());
        GenerationJob job = jobs.saveAndFlush(new GenerationJob(request, by, clock.instant()));
        if (why == null) {
            count.accept(cost(request), job.getId());
        } else {
            job.awaitConsent(why, clock.instant());
        }
        repository.add(job.id(), request);
        Map<String, String> words = described(request);
        if (!by.equals(actor.get())) {
            words.put("for", by.name());
        }
        auditEvents.publish("generation.asked", job.subject(), words);
        events.publishEvent(job.changed());
        return job.id();
    }

    private Optional<GenerationId> earlier(Actor by, UUID clientKey) {
        return jobs.findByAskedByAndClientKey(by.id(), clientKey).map(GenerationJob::id);
    }

    private static Map<String, String> described(GenerationRequest request) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("backend", request.backend());
        words.put("pictures", Integer.toString(request.pictures().size()));
        words.put("steps", Integer.toString(request.settings().steps()));
        words.put("guidance", Double.toString(request.settings().guidance()));
        words.put(
                "size", request.settings().width() + " × " + request.settings().height());
        for (int position = 0; position < request.loras().size(); position++) {
            GenerationRequest.Lora lora = request.loras().get(position);
            words.put("lora " + (position + 1), lora.name() + " " + lora.file().hex());
        }
        return words;
    }

    @MembersOnly
    @Transactional
    public void cancel(GenerationId id) {
        GenerationJob job = locked(id);
        boolean drawing = job.state() == GenerationState.RUNNING;
        job.cancel(actor.get(), clock.instant());
        costs.withdraw(job.getId());
        List<TaskPicture> missing = repository.missing(id);
        if (drawing) {
            charges.end(job, missing, false);
        }
        cancelRequests(job, missing);
        auditEvents.publish("generation.cancelled", job.subject());
        events.publishEvent(job.changed());
    }

    private void cancelRequests(GenerationJob job, List<TaskPicture> missing) {
        List<String> handles = missing.stream()
                .map(TaskPicture::handle)
                .filter(Objects::nonNull)
                .toList();
        generators
                .find(job.backend())
                .ifPresent(backend -> backend.cancelRequests(job.id().value().toString(), handles));
    }

    /** What {@link #resume} would mean; empty for a job that is not stopped. */
    public Optional<GenerationResumeOffer> resumeOffer(GenerationId id) {
        return jobs.findById(id.value()).filter(job -> job.state().isStopped()).map(job -> {
            List<TaskPicture> missing = repository.missing(id);
            return offer(
                    job,
                    missing.stream().filter(picture -> isKnown(job, picture)).count(),
                    missing.stream().filter(picture -> !picture.isUnderway()).count());
        });
    }

    private boolean isKnown(GenerationJob job, TaskPicture picture) {
        return picture.isUnderway()
                && generators
                        .find(job.backend())
                        .filter(backend -> backend.isKnown(Objects.requireNonNull(picture.handle())))
                        .isPresent();
    }

    /** What {@link #sendAgain} would mean; empty where no request is left that could be given up. */
    public Optional<GenerationResumeOffer> sendAgainOffer(GenerationId id) {
        List<TaskPicture> missing = repository.missing(id);
        return jobs.findById(id.value())
                .filter(job -> job.state().isStopped() && missing.stream().anyMatch(TaskPicture::isUnderway))
                .map(job -> offer(job, 0, missing.size()));
    }

    private GenerationResumeOffer offer(GenerationJob job, long again, long send) {
        CostEstimate cost = cost(job.backend(), job.settings(), (int) send);
        return new GenerationResumeOffer(
                job.attempt(),
                (int) again,
                (int) send,
                send > 0 ? cost : new CostEstimate(true, BigDecimal.ZERO, false, cost.limit()));
    }

    /**
     * Queues a stopped job again: requests that the service still has are asked for again, the other missing pictures
     * are sent. Of several people who agree to one offer the first one gets it.
     *
     * @param agreed what the person was shown and agreed to; null where it is free
     * @throws DomainException.Conflict when it would cost more by now, or someone else has resumed already
     * @throws DomainException.RuleViolation when it costs more than the person may spend
     */
    @MembersOnly
    @Transactional
    public void resume(GenerationId id, @Nullable GenerationResumeOffer agreed) {
        resumeAs(id, agreed);
    }

    /**
     * As {@link #resume(GenerationId, GenerationResumeOffer)}, but gives up the requests that the service still has, and sends their
     * pictures again: both may be paid.
     */
    @MembersOnly
    @Transactional
    public void sendAgain(GenerationId id, GenerationResumeOffer agreed) {
        GenerationJob job = locked(id);
        if (job.state().isStopped()) {
            charges.giveUp(job);
            cancelRequests(job, repository.missing(id));
            repository.forgetRequests(id);
        }
        resumeAs(id, agreed);
    }

    private void resumeAs(GenerationId id, @Nullable GenerationResumeOffer agreed) {
        GenerationJob job = locked(id);
        generators.formerName(job.backend()).ifPresent(name -> {
            throw new DomainException.Conflict("“" + name + "” was removed. Generate the pictures on another backend.");
        });
        GenerationResumeOffer now = resumeOffer(id)
                .orElseThrow(() -> new DomainException.Conflict(
                        "These pictures are no longer stopped. Reload the page to see them."));
        if (now.again() + now.send() == 0 && !repository.missing(id).isEmpty()) {
            throw new DomainException.Conflict("Nothing was sent: it is not known what became of the requests for these"
                    + " pictures. Send them again if you need them.");
        }
        now.requireCoveredBy(agreed);
        costs.withdraw(job.getId());
        CostEstimate cost = costs.judge(now.cost(), null);
        requireAffordable(cost);
        costs.count(cost, job.getId(), job.getId());
        job.resume("Queued; resumed by " + actor.get().name(), clock.instant());
        auditEvents.publish("generation.resumed", job.subject());
        events.publishEvent(job.changed());
    }

    /** Why nothing starts on a backend now, in a sentence; empty while jobs may start. */
    public Optional<String> pause(String backend) {
        return Optional.ofNullable(generators.termsOf(backend).pause());
    }

    public List<GenerationBackendChoice> backends() {
        return generators.choices();
    }

    public List<GenerationBackendChoice> backends(BaseModel model) {
        return generators.choices().stream()
                .filter(choice -> choice.capabilities().model() == model)
                .toList();
    }

    /**
     * What so many pictures will need: the time from what this backend needed lately, else its own estimate.
     *
     * @throws DomainException.RuleViolation when there is no such backend
     */
    public GenerationEstimate estimate(String backend, PictureSettings settings, int pictures) {
        GenerationEstimate own =
                generators.find(choice(backend).id()).orElseThrow().estimate(settings, pictures);
        CostEstimate cost = cost(backend, settings, pictures);
        BigDecimal dollars = cost.free() ? own.dollars() : cost.amount();
        return new GenerationEstimate(
                repository
                        .timePerPicture(backend, settings.width(), settings.height(), settings.steps())
                        .map(each -> each.multipliedBy(pictures))
                        .orElse(own.time()),
                dollars);
    }

    public GenerationDetails details(GenerationId id) {
        return details(List.of(id)).stream().findFirst().orElseThrow(GenerationService::notFound);
    }

    /** In any order, without those that there are not. */
    public List<GenerationDetails> details(Collection<GenerationId> ids) {
        Map<GenerationId, List<GenerationRequest.Lora>> loras = repository.loras(ids);
        return jobs.findAllById(ids.stream().map(GenerationId::value).toList()).stream()
                .map(job -> job.details(generators.nameOf(job.backend()), loras.getOrDefault(job.id(), List.of())))
                .toList();
    }

    /** All pictures of a job in the order of the request, those that are not there yet among them. */
    public List<GeneratedPicture> pictures(GenerationId id) {
        return pictures(List.of(id)).getOrDefault(id, List.of());
    }

    /** As {@link #pictures(GenerationId)}, for many jobs in one query. */
    public Map<GenerationId, List<GeneratedPicture>> pictures(Collection<GenerationId> ids) {
        return repository.pictures(ids);
    }

    private GenerationJob locked(GenerationId id) {
        return jobs.lockById(id.value()).orElseThrow(GenerationService::notFound);
    }

    private GenerationBackendChoice choice(String id) {
        return generators.choices().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend",
                        "The generation backend “" + generators.nameOf(id)
                                + "” is not available now. Choose another one."));
    }

    private static DomainException.NotFound notFound() {
        return new DomainException.NotFound("There are no such pictures, or it was deleted.");
    }
}
