package io.understudy.providers.engines;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.PauseNote;
import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The team's own computers that train and generate. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class EngineService {
    private final Engines engines;
    private final EngineCheckRepository checks;
    private final EngineSecrets secrets;
    private final List<EngineProbe> probes;
    private final ObjectProvider<EngineBackendFactory<?>> factories;
    private final List<EngineUse> uses;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EngineService(
            Engines engines,
            EngineCheckRepository checks,
            EngineSecrets secrets,
            List<EngineProbe> probes,
            ObjectProvider<EngineBackendFactory<?>> factories,
            List<EngineUse> uses,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.engines = engines;
        this.checks = checks;
        this.secrets = secrets;
        this.probes = probes;
        this.factories = factories;
        this.uses = uses;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** Those that this product can test and use. */
    public List<EngineKind> kinds() {
        return Arrays.stream(EngineKind.values())
                .filter(kind -> probes.stream().anyMatch(probe -> probe.kind() == kind))
                .filter(kind -> factories(kind).findAny().isPresent())
                .toList();
    }

    private Stream<EngineBackendFactory<?>> factories(EngineKind kind) {
        return factories.orderedStream().filter(factory -> factory.kinds().contains(kind));
    }

    public List<Trainer> trainers(EngineKind kind) {
        return factories(kind)
                .findFirst()
                .map(factory -> factory.trainers(kind))
                .orElse(List.of());
    }

    /** By name. */
    public List<EngineCard> engines() {
        Map<EngineId, EngineCard.Check> known = checks.all();
        return engines.inOrder().stream()
                .map(engine -> engine.card(secrets.set(engine.id(), engine.kind()), known.get(engine.id())))
                .toList();
    }

    public EngineCard engine(EngineId id) {
        Engine engine = engines.findById(id.value()).orElseThrow(EngineService::notFound);
        return engine.card(secrets.set(id, engine.kind()), checks.of(id).orElse(null));
    }

    /** Since when an engine does not answer; empty where it does, also where something is missing there. */
    public Optional<Instant> silentSince(String backend) {
        return engines.findByBackend(backend)
                .flatMap(engine -> checks.of(engine.id()))
                .filter(check -> check.answer().facts().isEmpty())
                .map(EngineCard.Check::silentSince);
    }

    /** @throws DomainException.RuleViolation in the field that breaks a rule */
    @AdminsOnly
    @Transactional
    public EngineId add(EngineDraft draft) {
        EngineDraft checked = checked(draft, Set.of());
        EngineId id = new EngineId(unusedId());
        requireUniqueName(checked.name(), id);
        requireCards(id, checked, other -> false);
        Engine engine = saved(new Engine(id, checked, actor.get(), clock.instant()));
        secrets.keep(id, checked.secrets());
        auditEvents.publish("engine.added", engine.subject(), engine.described());
        events.publishEvent(engine.changed());
        return id;
    }

    /**
     * Changes all but the kind.
     *
     * @param seen row version of the engine that the form was filled from
     * @param sameMachine says that jobs which are in progress, or ending, are found at the new address; pictures are not,
     *     since a graph is known by its server's address
     * @throws DomainException.RuleViolation in the field that breaks a rule, or that says where jobs are while some are
     *     in progress
     * @throws DomainException.Conflict when someone else changed it meanwhile
     */
    @AdminsOnly
    @Transactional
    public void change(EngineId id, long seen, EngineDraft draft, boolean sameMachine) {
        Engine engine = locked(id);
        if (engine.rowVersion() != seen) {
            throw new DomainException.Conflict(
                    "Someone else saved this engine first. Reload the page to see their version.");
        }
        EngineDraft checked = checked(engine, draft);
        requireUniqueName(checked.name(), id);
        requireCards(id, checked, engine.connection(secret -> Optional.empty())::mayTakeCardsOf);
        engine.firstMoved(checked, sameMachine && engine.kind().isTrainer())
                .ifPresent(field -> requireNothingFollowed(engine, field));
        if (engine.firstMoved(checked, false).isPresent()) {
            followed(engine)
                    .ifPresent(runs -> auditEvents.publish(
                            "engine.declared-same-machine", engine.subject(), Map.of("runs", runs)));
        }
        Map<String, String> before = engine.described();
        engine.change(checked, actor.get(), clock.instant());
        saved(engine);
        secrets.keep(id, checked.secrets());
        if (!checked.values().containsKey(EngineField.LORA_HOST)) {
            secrets.forget(id, EngineField.LORA_KEY);
        }
        Map<String, String> after = engine.described();
        auditEvents.publish(
                "engine.changed",
                engine.subject(),
                AuditEvent.onlyChanged(before, after),
                AuditEvent.onlyChanged(after, before));
        events.publishEvent(engine.changed());
    }

    /** Jobs outlive this product's restarts, and are then asked for at the place that the engine has. */
    private void requireNothingFollowed(Engine engine, String field) {
        followed(engine).ifPresent(runs -> {
            throw DomainException.RuleViolation.in(
                    field,
                    "“" + engine.name() + "” still has " + runs + " in progress, or ending, at its present place."
                            + " Pause it and cancel them, or wait until they are over."
                            + (engine.kind().isTrainer()
                                    ? " Only the address may change, if you confirm that it is the same machine."
                                    : ""));
        });
    }

    /** What would be looked for at another place if the engine had one, such as {@code 2 runs}; empty for nothing. */
    @AdminsOnly
    public Optional<String> followed(EngineId id) {
        return followed(engines.findById(id.value()).orElseThrow(EngineService::notFound));
    }

    private Optional<String> followed(Engine engine) {
        return uses.stream()
                .flatMap(use -> use.followed(engine.backend()).stream())
                .findFirst();
    }

    /**
     * Nothing more starts on the engine; what runs there continues.
     *
     * @param reason shown to everyone who waits
     * @throws DomainException.Conflict when it is paused already
     * @throws DomainException.RuleViolation in {@code reason} when there is none or it is too long
     */
    @AdminsOnly
    @Transactional
    public void pause(EngineId id, String reason) {
        String words = EngineRules.reason(reason);
        Engine engine = locked(id);
        PauseNote already = engine.pause();
        if (already != null) {
            throw new DomainException.Conflict("This engine was already paused by " + already.by() + ".");
        }
        engine.pause(words, actor.get(), clock.instant());
        auditEvents.publish("engine.paused", engine.subject(), Map.of("reason", words));
        events.publishEvent(engine.changed());
    }

    @AdminsOnly
    @Transactional
    public void resume(EngineId id) {
        Engine engine = locked(id);
        if (engine.pause() == null) {
            throw new DomainException.Conflict("This engine is no longer paused.");
        }
        engine.resume();
        auditEvents.publish("engine.resumed", engine.subject());
        events.publishEvent(engine.changed());
    }

    /**
     * Removes an engine with its secrets. Runs that are over keep its name.
     *
     * @throws DomainException.Conflict when something is open on it, or may still compute there
     */
    @AdminsOnly
    @Transactional
    public void remove(EngineId id) {
        Engine engine = locked(id);
        requireNothingOpen(engine);
        ending(engine).ifPresent(runs -> {
            throw new DomainException.Conflict("“" + engine.name() + "” may still compute " + runs
                    + " of which it has not confirmed the end. It is asked again every minute: remove it once it has"
                    + " answered, or confirm that its machine is gone.");
        });
        remove(engine);
    }

    /**
     * As {@link #remove}, of an engine whose machine is gone, as an admin says: whether a job of a cancelled run has ended
     * is no longer asked.
     *
     * @throws DomainException.Conflict when something is open on it
     */
    @AdminsOnly
    @Transactional
    public void removeLost(EngineId id) {
        Engine engine = locked(id);
        requireNothingOpen(engine);
        ending(engine)
                .ifPresent(runs -> auditEvents.publish("engine.declared-gone", engine.subject(), Map.of("runs", runs)));
        remove(engine);
    }

    /** What was stopped, and may still compute there, such as {@code 2 runs}; empty for nothing. */
    @AdminsOnly
    public Optional<String> ending(EngineId id) {
        return ending(engines.findById(id.value()).orElseThrow(EngineService::notFound));
    }

    private Optional<String> ending(Engine engine) {
        return uses.stream()
                .flatMap(use -> use.ending(engine.backend()).stream())
                .findFirst();
    }

    private void requireNothingOpen(Engine engine) {
        List<String> open = uses.stream()
                .flatMap(use -> use.open(engine.backend()).stream())
                .toList();
        if (!open.isEmpty()) {
            throw new DomainException.Conflict("“" + engine.name() + "” still has " + String.join(" and ", open)
                    + " waiting or in progress. Pause it and cancel them, or wait until they are over.");
        }
    }

    private void remove(Engine engine) {
        EngineId id = engine.id();
        secrets.set(id, engine.kind()).forEach(secret -> secrets.forget(id, secret));
        checks.forget(id);
        checks.addFormer(engine.backend(), engine.name(), clock.instant());
        engines.delete(engine);
        auditEvents.publish("engine.removed", engine.subject(), engine.described(), Map.of());
        events.publishEvent(engine.changed());
    }

    /** Of a new engine, or of one whose fields were changed in a form. */
    EngineDraft checked(EngineDraft draft, Set<EngineField> kept) {
        if (!kinds().contains(draft.kind())) {
            throw DomainException.RuleViolation.in("kind", draft.kind().label() + " is not available here.");
        }
        return EngineRules.checked(draft, kept, trainers(draft.kind()));
    }

    private EngineDraft checked(Engine engine, EngineDraft draft) {
        if (draft.kind() != engine.kind()) {
            throw DomainException.RuleViolation.in("kind", "An engine keeps its kind: add another one.");
        }
        Set<EngineField> kept = secrets.set(engine.id(), engine.kind());
        EngineDraft checked = checked(draft, kept);
        EngineRules.requireSecretsAgain(checked, engine.values(), kept);
        return checked;
    }

    /** @throws DomainException.RuleViolation in the field that keeps a draft from being saved or tested */
    @AdminsOnly
    public void requireValid(Optional<EngineId> stored, EngineDraft draft) {
        described(stored, draft);
    }

    /** The connection that a form describes, for a test of it; secrets that are not typed are those of the stored engine. */
    EngineConnection described(Optional<EngineId> stored, EngineDraft draft) {
        Optional<Engine> engine = stored.map(id -> engines.findById(id.value()).orElseThrow(EngineService::notFound));
        EngineDraft checked = engine.map(found -> checked(found, draft)).orElseGet(() -> checked(draft, Set.of()));
        return new Engine(
                        stored.orElseGet(() -> new EngineId(UUID.randomUUID())), checked, actor.get(), clock.instant())
                .connection(secrets.reader(checked.secrets(), stored));
    }

    private UUID unusedId() {
        return Stream.generate(UUID::randomUUID)
                .filter(id -> !engines.existsByBackend(new EngineId(id).backend())
                        && !checks.formerNames().containsKey(new EngineId(id).backend()))
                .findFirst()
                .orElseThrow();
    }

    private void requireUniqueName(String name, EngineId id) {
        if (engines.existsByNameIgnoreCaseAndIdNot(name, id.value())) {
            throw DomainException.RuleViolation.in("name", "Another engine has this name.");
        }
    }

    /**
     * @param already whose cards the stored engine may use, too: two such are set right one after the other
     * @throws DomainException.RuleViolation in {@code cards} when an engine that does not see its runs may use the same ones
     */
    private void requireCards(EngineId id, EngineDraft checked, Predicate<EngineConnection> already) {
        engines.awaitTurn();
        EngineConnection wanted =
                new Engine(id, checked, actor.get(), clock.instant()).connection(secret -> Optional.empty());
        engines.inOrder().stream()
                .filter(other -> !other.id().equals(id))
                .map(other -> other.connection(secret -> Optional.empty()))
                .filter(other -> other.mayTakeCardsOf(wanted) && !already.test(other))
                .findFirst()
                .ifPresent(other -> {
                    throw DomainException.RuleViolation.in(
                            EngineField.CARDS.property(),
                            "“" + other.name() + "” may use the same cards, and neither engine sees the other's runs."
                                    + " Give each its own cards, or both the same cards and 1 run at a time.");
                });
    }

    /** @throws DomainException.Conflict when someone else gave another engine the name at the same moment */
    private Engine saved(Engine engine) {
        try {
            return engines.saveAndFlush(engine);
        } catch (DataIntegrityViolationException twice) {
            throw new DomainException.Conflict("Another engine was given this name at the same moment.", twice);
        }
    }

    private Engine locked(EngineId id) {
        return engines.lockById(id.value()).orElseThrow(EngineService::notFound);
    }

    private static DomainException.NotFound notFound() {
        return new DomainException.NotFound("There is no such engine, or it was removed.");
    }
}
