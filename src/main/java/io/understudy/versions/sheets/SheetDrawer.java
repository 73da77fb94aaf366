package io.understudy.versions.sheets;

import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.sheets.SheetDetails.SheetHead;
import io.understudy.versions.sheets.SheetRepository.Place;
import io.understudy.versions.sheets.SheetRepository.Shown;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Adds sheets and has their pictures generated, whatever their columns differ in. */
@Component
class SheetDrawer {
    private final SheetRepository repository;
    private final VersionService versions;
    private final GenerationService generation;
    private final BlobStore blobs;
    private final PassportService passports;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SheetDrawer(
            SheetRepository repository,
            VersionService versions,
            GenerationService generation,
            BlobStore blobs,
            PassportService passports,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.versions = versions;
        this.generation = generation;
        this.blobs = blobs;
        this.passports = passports;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    record Draft(
            SheetKind kind,
            SheetPlan plan,
            VersionDetails version,
            @Nullable VersionDetails reference,
            List<SheetColumn> columns,
            List<Place> places) {}

    /** @throws DomainException.RuleViolation when the backend does not support this version's model */
    GenerationBackendChoice choice(VersionId version, String backend) {
        VersionCard card = versions.details(version).card();
        return generation.backends(card.baseModel()).stream()
                .filter(choice -> choice.id().equals(backend))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend",
                        "“%s” does not support %s, for which %s was made. Choose another backend."
                                .formatted(backend, card.baseModel().label(), card.fileName())));
    }

    SheetPreview preview(Draft draft, GenerationBackendChoice backend, @Nullable PictureSettings chosen) {
        PictureSettings settings = settings(backend, chosen);
        Map<Shown, BlobHash> shown = repository.known(backend.id(), settings, draft.places());
        int known = (int) draft.places().stream()
                .filter(place -> shown.containsKey(Shown.of(place)))
                .count();
        int missing = draft.places().size() - known;
        return new SheetPreview(
                draft.plan(),
                backend,
                settings,
                draft.columns(),
                draft.reference() == null ? null : draft.reference().card(),
                draft.places().size(),
                known,
                missing == 0
                        ? new GenerationEstimate(Duration.ZERO, null)
                        : generation.estimate(backend.id(), settings, missing));
    }

    private static PictureSettings settings(GenerationBackendChoice backend, @Nullable PictureSettings chosen) {
        return chosen == null ? backend.capabilities().proposed() : chosen;
    }

    SheetId draw(Draft draft, GenerationBackendChoice backend, @Nullable PictureSettings chosen) {
        requireUsable(draft.version());
        PictureSettings settings = settings(backend, chosen);
        SheetHead sheet = add(draft, backend.id(), settings);
        Map<Shown, BlobHash> known = repository.known(backend.id(), settings, draft.places());
        for (Place place : draft.places()) {
            BlobHash picture = known.get(Shown.of(place));
            if (picture != null) {
                blobs.retain(picture);
                repository.reuse(sheet.id(), place.position(), picture);
            }
        }
        drawMissing(sheet, repository.missing(sheet.id()));
        return sheet.id();
    }

    void requireUsable(VersionId version) {
        requireUsable(versions.details(version));
    }

    private void requireUsable(VersionDetails details) {
        refusal(details).ifPresent(words -> {
            throw new DomainException.RuleViolation(words);
        });
    }

    Optional<String> refusal(VersionDetails details) {
        VersionCard version = details.card();
        String name = version.fileName();
        Optional<String> broken = broken(details);
        if (broken.isPresent()) {
            return Optional.of(name + " is broken, so no pictures are generated with it. " + broken.get());
        }
        if (version.state() == VersionState.REVOKED) {
            return Optional.of(name + " is revoked, so no pictures are generated with it.");
        }
        return version.recalled()
                ? Optional.of(name
                        + " is recalled, so no pictures are generated with it: photos it was trained on must not be"
                        + " used. Its page says who recalled it and why.")
                : Optional.empty();
    }

    Optional<String> broken(VersionDetails version) {
        return passports.find(version.file()).flatMap(FilePassport::broken);
    }

    void drawMissing(SheetHead sheet, List<Place> missing) {
        if (missing.isEmpty()) {
            return;
        }
        VersionCard candidate = versions.details(sheet.version()).card();
        Map<BlobHash, Lora> files = new LinkedHashMap<>();
        for (Place place : missing) {
            BlobHash file = place.lora();
            if (file != null) {
                files.computeIfAbsent(file, hash -> new Lora(name(place.column(), candidate, sheet), hash));
            }
        }
        List<Lora> loras = List.copyOf(files.values());
        var job = generation.submit(new GenerationRequest(
                Objects.requireNonNull(sheet.backend()),
                "Test sheet %d of %s".formatted(sheet.number(), candidate.name()),
                sheet.character(),
                Objects.requireNonNull(sheet.settings()),
                loras,
                missing.stream()
                        .map(place -> new GenerationRequest.Picture(
                                place.row().prompt(), place.row().seed(), strengths(place, loras)))
                        .toList(),
                UUID.randomUUID()));
        repository.assign(sheet.id(), job, missing.stream().map(Place::position).toList());
        events.publishEvent(new SheetChanged(sheet.id()));
    }

    private static String name(SheetColumn column, VersionCard candidate, SheetHead sheet) {
        return switch (column.kind()) {
            case NO_LORA, CANDIDATE -> candidate.fileName();
            case CHECKPOINT -> candidate.name() + ", " + column.label();
            case PRODUCTION -> sheet.referenceName() + ".safetensors";
        };
    }

    private static List<Strength> strengths(Place place, List<Lora> loras) {
        return loras.stream()
                .map(lora -> lora.file().equals(place.lora()) ? place.column().strength() : Strength.NONE)
                .toList();
    }

    /** @param backend null where the pictures are made elsewhere */
    SheetHead add(Draft draft, @Nullable String backend, @Nullable PictureSettings settings) {
        Actor by = actor.get();
        VersionCard version = draft.version().card();
        VersionCard reference =
                draft.reference() == null ? null : draft.reference().card();
        SheetHead sheet = new SheetHead(
                new SheetId(UUID.randomUUID()),
                repository.nextNumber(version.id()),
                draft.kind(),
                version.id(),
                version.character(),
                draft.plan().edition(),
                draft.version().triggerWord(),
                backend,
                settings,
                reference == null ? null : reference.id(),
                reference == null ? null : reference.name(),
                by.id(),
                by.name(),
                clock.instant(),
                null);
        repository.add(sheet, draft.places());
        auditEvents.publish(
                "sheet.made",
                new AuditEvent.Subject(
                        "sheet", sheet.id().value().toString(), sheet.number() + " of " + version.name()),
                Map.of(
                        "plan edition", Integer.toString(sheet.planEdition()),
                        "pictures", Integer.toString(draft.places().size()),
                        "backend", backend == null ? "uploads" : backend));
        events.publishEvent(new SheetChanged(sheet.id()));
        return sheet;
    }
}
