package io.understudy.generation;

import io.understudy.costs.CostEstimate;
import io.understudy.costs.CostService;
import io.understudy.costs.Dollars;
import io.understudy.generation.backend.GenerationEstimate;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.people.MembersAndSystem;
import io.understudy.people.MembersOnly;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** The only door to drawing pictures with LoRAs: ask, cancel, go on, and everything that screens read. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class GenerationService {
    private final GenerationJobs jobs;
    private final GenerationTables tables;
    private final Generators generators;
    private final BlobStore blobs;
    private final CostService costs;
    private final GenerationCharges charges;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    GenerationService(
            GenerationJobs jobs,
            GenerationTables tables,
            Generators generators,
            BlobStore blobs,
            CostService costs,
            GenerationCharges charges,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.jobs = jobs;
        this.tables = tables;
        this.generators = generators;
        this.blobs = blobs;
        this.costs = costs;
        this.charges = charges;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Queues pictures. The same person's request with the same client key is answered with the same job, also when two
     * of them arrive at once. Joins the caller's transaction if there is one.
     *
     * @throws Refusal.RuleBroken when the backend is not connected or a value is out of its limits
     * @throws Refusal.NotFound when a LoRA file is not in the store
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public GenerationId submit(GenerationRequest request) {
        Actor by = actor.get();
        Optional<GenerationId> earlier = earlier(by, request.clientKey());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        GenerationRules.check(request, choice(request.backend()));
        requireAffordable(request);
        try {
            return Objects.requireNonNull(transaction.execute(status -> queue(request, by)));
        } catch (DataIntegrityViolationException twice) {
            return earlier(by, request.clientKey()).orElseThrow(() -> twice);
        }
    }

    private void requireAffordable(GenerationRequest request) {
        CostEstimate cost =
                cost(request.backend(), request.settings(), request.pictures().size());
        BigDecimal amount = cost.amount();
        if (cost.needsRelease()) {
            throw Refusal.RuleBroken.in(
                    "pictures",
                    amount == null
                            ? "Nobody has entered what this backend costs. Ask an admin to enter its price in Settings."
                            : "These pictures would cost about %s; without an admin it may be %s in one go. Ask an admin to"
                                            .formatted(Dollars.of(amount), Dollars.of(cost.limit()))
                                    + " have them drawn, or ask for fewer.");
        }
    }

    private CostEstimate cost(String backend, PictureSettings settings, int pictures) {
        return costs.estimate(backend, GenerationCharges.units(settings, pictures));
    }

    private GenerationId queue(GenerationRequest request, Actor by) {
        blobs.retain(request.loras().stream().map(GenerationRequest.Lora::file).toList());
        GenerationJob job = jobs.saveAndFlush(new GenerationJob(request, by, clock.instant()));
        tables.add(job.id(), request);
        acts.publish("generation.asked", job.subject(), described(request));
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

    /** Stops a job. What was drawn so far is kept. */
    @MembersOnly
    @Transactional
    public void cancel(GenerationId id) {
        GenerationJob job = locked(id);
        boolean drawing = job.state() == GenerationState.RUNNING;
        job.cancel(actor.get(), clock.instant());
        if (drawing) {
            charges.end(job);
        }
        acts.publish("generation.cancelled", job.subject());
        events.publishEvent(job.changed());
    }

    /** Queues a stopped job again; only the missing pictures are drawn. */
    @MembersOnly
    @Transactional
    public void resume(GenerationId id) {
        GenerationJob job = locked(id);
        job.resume(actor.get(), clock.instant());
        acts.publish("generation.resumed", job.subject());
        events.publishEvent(job.changed());
    }

    /** The connected backends, by name. */
    public List<GeneratorChoice> backends() {
        return generators.choices();
    }

    /** Those backends that draw with this model and LoRAs made for it. */
    public List<GeneratorChoice> backends(BaseModel model) {
        return generators.choices().stream()
                .filter(choice -> choice.capabilities().model() == model)
                .toList();
    }

    /**
     * What so many pictures will need: the time from what this backend needed lately, else its own estimate.
     *
     * @throws Refusal.RuleBroken when there is no such backend
     */
    public GenerationEstimate estimate(String backend, PictureSettings settings, int pictures) {
        GenerationEstimate own =
                generators.find(choice(backend).id()).orElseThrow().estimate(settings, pictures);
        CostEstimate cost = cost(backend, settings, pictures);
        BigDecimal dollars = cost.free() ? own.dollars() : cost.amount();
        return new GenerationEstimate(
                tables.timePerPicture(backend, settings.width(), settings.height(), settings.steps())
                        .map(each -> each.multipliedBy(pictures))
                        .orElse(own.time()),
                dollars);
    }

    /** @throws Refusal.NotFound when there is no such job */
    public GenerationDetails details(GenerationId id) {
        GenerationJob job = jobs.findById(id.value()).orElseThrow(GenerationService::notFound);
        return job.details(generators.nameOf(job.backend()), tables.loras(id));
    }

    /** All pictures of a job in the order of the request, those that are not there yet among them. */
    public List<GeneratedPicture> pictures(GenerationId id) {
        return tables.pictures(id);
    }

    private GenerationJob locked(GenerationId id) {
        return jobs.lockById(id.value()).orElseThrow(GenerationService::notFound);
    }

    private GeneratorChoice choice(String id) {
        return generators.choices().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.RuleBroken.in(
                        "backend", "The generation backend “" + id + "” is not connected. Choose another one."));
    }

    private static Refusal.NotFound notFound() {
        return new Refusal.NotFound("There are no such pictures, or not any more.");
    }
}
