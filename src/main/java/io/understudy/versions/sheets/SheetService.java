package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.sheets.SheetRepository.FoundSheet;
import io.understudy.versions.sheets.SheetRepository.Place;
import io.understudy.versions.sheets.SheetRepository.SheetHead;
import io.understudy.versions.sheets.SheetRepository.Shown;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class SheetService {
    private final SheetRepository repository;
    private final SheetReader reader;
    private final SheetPlanRepository plans;
    private final VersionService versions;
    private final GenerationService generation;
    private final BlobStore blobs;
    private final PassportService passports;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SheetService(
            SheetRepository repository,
            SheetReader reader,
            SheetPlanRepository plans,
            VersionService versions,
            GenerationService generation,
            BlobStore blobs,
            PassportService passports,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.reader = reader;
        this.plans = plans;
        this.versions = versions;
        this.generation = generation;
        this.blobs = blobs;
        this.passports = passports;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public List<GenerationBackendChoice> backends(VersionId version) {
        return generation.backends(versions.details(version).card().baseModel());
    }

    public List<FoundSheet> find(SearchText text) {
        return repository.find(text);
    }

    public SheetPreview preview(VersionId version, String backend) {
        Draft draft = draft(version, choice(version, backend));
        Map<Shown, BlobHash> shown = repository.known(backend, draft.drawnWith(), draft.places());
        int known = (int) draft.places().stream()
                .filter(place -> shown.containsKey(Shown.of(place)))
                .count();
        int missing = draft.places().size() - known;
        return new SheetPreview(
                draft.plan(),
                choice(version, backend),
                draft.columns(),
                draft.reference(),
                draft.places().size(),
                known,
                missing == 0
                        ? new GenerationEstimate(Duration.ZERO, null)
                        : generation.estimate(backend, draft.drawnWith(), missing));
    }

    /**
     * Makes a sheet by the character's plan and has its pictures generated. What an earlier sheet generated already
     * with the same file, prompt, seed and settings is taken over.
     *
     * @throws DomainException.RuleViolation when the backend does not support this version's model
     */
    @Transactional
    public SheetId draw(VersionId version, String backend) {
        Draft draft = draft(version, choice(version, backend));
        requireUsable(draft.version());
        SheetHead sheet = add(draft, backend);
        Map<Shown, BlobHash> known = repository.known(backend, draft.drawnWith(), draft.places());
        for (Place place : draft.places()) {
            BlobHash picture = known.get(Shown.of(place));
            if (picture != null) {
                blobs.retain(picture);
                repository.reuse(sheet.id(), place.position(), picture);
            }
        }
        drawMissing(sheet, draft.version(), draft.referenceDetails());
        return sheet.id();
    }

    @Transactional
    public SheetId forUploads(VersionId version) {
        return add(draft(version, null), null).id();
    }

    /**
     * What {@link #drawMissing} would mean: requests that the service still has are asked for again, which is free,
     * before anything is sent. Empty unless the drawing of the sheet is stopped.
     */
    public Optional<GenerationResumeOffer> missingOffer(SheetId id) {
        SheetHead sheet = head(id);
        return stopped(sheet).map(offer -> offer.again() > 0 ? offer : afresh(sheet, offer));
    }

    private Optional<GenerationResumeOffer> stopped(SheetHead sheet) {
        return Optional.ofNullable(sheet.generation()).flatMap(generation::resumeOffer);
    }

    /** Pictures that were uploaded meanwhile are no longer missing. */
    private GenerationResumeOffer afresh(SheetHead sheet, GenerationResumeOffer stopped) {
        int missing = repository.missing(sheet.id()).size();
        return stopped.withSending(
                missing,
                generation.cost(
                        Objects.requireNonNull(sheet.backend()), Objects.requireNonNull(sheet.settings()), missing));
    }

    /**
     * Has the pictures generated that a sheet still lacks. Of several people who agree to one offer the first one gets
     * it.
     *
     * @param agreed what the person was shown and agreed to; null where it is free
     * @throws DomainException.Conflict when they are already being generated, or would now cost more
     */
    @Transactional
    public void drawMissing(SheetId id, @Nullable GenerationResumeOffer agreed) {
        repository.lock(id);
        SheetHead sheet = requireDrawable(id);
        GenerationResumeOffer now = missingOffer(id)
                .orElseThrow(() -> new DomainException.Conflict(
                        "No pictures are left to generate on this sheet. Reload the page."));
        if (now.again() > 0) {
            generation.resume(Objects.requireNonNull(sheet.generation()), agreed);
            return;
        }
        now.requireCoveredBy(agreed);
        VersionId compared = sheet.reference();
        drawMissing(sheet, versions.details(sheet.version()), compared == null ? null : versions.details(compared));
    }

    /** As {@link #drawMissing}, but gives up requests that the service still has: both may be paid. */
    @Transactional
    public void sendMissingAgain(SheetId id, GenerationResumeOffer agreed) {
        repository.lock(id);
        generation.sendAgain(Objects.requireNonNull(requireDrawable(id).generation()), agreed);
    }

    private SheetHead requireDrawable(SheetId id) {
        SheetHead sheet = head(id);
        if (sheet.backend() == null) {
            throw new DomainException.RuleViolation(
                    "The pictures of this sheet are made elsewhere: upload them into its places.");
        }
        if (sheet.generation() != null
                && !generation.details(sheet.generation()).state().isOver()) {
            throw new DomainException.Conflict("The missing pictures are already being generated.");
        }
        requireUsable(versions.details(sheet.version()));
        VersionId compared = sheet.reference();
        if (compared != null) {
            requireUsable(versions.details(compared));
        }
        return sheet;
    }

    private void requireUsable(VersionDetails details) {
        VersionCard version = details.card();
        broken(details).ifPresent(reason -> {
            throw new DomainException.RuleViolation(
                    version.fileName() + " is broken, so no pictures are generated with it. " + reason);
        });
        if (version.state() == VersionState.REVOKED) {
            throw new DomainException.RuleViolation(
                    version.fileName() + " is revoked, so no pictures are generated with it.");
        }
        if (version.recalled()) {
            throw new DomainException.RuleViolation(version.fileName()
                    + " is recalled, so no pictures are generated with it: photos it was trained on must not be used."
                    + " Its page says who recalled it and why.");
        }
    }

    private Optional<String> broken(VersionDetails version) {
        return passports.find(version.file()).flatMap(FilePassport::broken);
    }

    private void drawMissing(SheetHead sheet, VersionDetails candidate, @Nullable VersionDetails reference) {
        List<Place> missing = repository.missing(sheet.id());
        if (missing.isEmpty()) {
            return;
        }
        List<Lora> loras = new ArrayList<>();
        loras.add(lora(candidate));
        if (reference != null) {
            loras.add(lora(reference));
        }
        var job = generation.submit(new GenerationRequest(
                Objects.requireNonNull(sheet.backend()),
                "Test sheet %d of %s".formatted(sheet.number(), candidate.card().name()),
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

    private static List<Strength> strengths(Place place, List<Lora> loras) {
        return loras.stream()
                .map(lora -> lora.file().equals(place.lora()) ? place.column().strength() : Strength.NONE)
                .toList();
    }

    private static Lora lora(VersionDetails version) {
        return new Lora(version.card().fileName(), version.file());
    }

    /** @throws DomainException.NotFound when there is no such sheet */
    public SheetDetails details(SheetId id) {
        return reader.find(id).orElseThrow(SheetService::noSuchSheet);
    }

    public List<SheetSummary> ofVersion(VersionId version) {
        return repository.ofVersion(version);
    }

    public List<SheetSummary> ofCharacter(CharacterId character) {
        return repository.ofCharacter(character);
    }

    public long count(CharacterId character) {
        return repository.count(character);
    }

    private SheetHead head(SheetId id) {
        return repository.find(id).orElseThrow(SheetService::noSuchSheet);
    }

    private static DomainException.NotFound noSuchSheet() {
        return new DomainException.NotFound(
                "There is no such test sheet. The link may be cut off; the Test sheets tab of the"
                        + " character lists them all.");
    }

    public static DomainException.NotFound noSuchCell() {
        return new DomainException.NotFound("The sheet has no such place. Reload the page.");
    }

    private GenerationBackendChoice choice(VersionId version, String backend) {
        VersionCard card = versions.details(version).card();
        return generation.backends(card.baseModel()).stream()
                .filter(choice -> choice.id().equals(backend))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend",
                        "“%s” does not support %s, for which %s was made. Choose another backend."
                                .formatted(backend, card.baseModel().label(), card.fileName())));
    }

    private record Draft(
            SheetPlan plan,
            VersionDetails version,
            @Nullable VersionDetails referenceDetails,
            @Nullable PictureSettings settings,
            List<SheetColumn> columns,
            List<Place> places) {
        /** @throws NullPointerException for a sheet that nobody generates */
        PictureSettings drawnWith() {
            return Objects.requireNonNull(settings);
        }

        @Nullable
        VersionCard reference() {
            return referenceDetails == null ? null : referenceDetails.card();
        }
    }

    private Draft draft(VersionId id, @Nullable GenerationBackendChoice backend) {
        VersionDetails version = versions.details(id);
        SheetPlan plan = plans.newest(version.card().character(), version.card().baseModel());
        VersionDetails reference = versions.production(version.card().character())
                .filter(card -> !card.id().equals(id) && !card.recalled())
                .filter(card -> card.baseModel() == version.card().baseModel())
                .map(card -> versions.details(card.id()))
                .filter(details -> broken(details).isEmpty())
                .orElse(null);
        List<SheetColumn> columns = new ArrayList<>();
        columns.add(new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE));
        plan.strengths().forEach(strength -> columns.add(new SheetColumn(SheetColumn.Kind.CANDIDATE, strength)));
        if (reference != null) {
            columns.add(new SheetColumn(
                    SheetColumn.Kind.PRODUCTION, reference.card().strength().best()));
        }
        return new Draft(
                plan,
                version,
                reference,
                backend == null ? null : backend.capabilities().proposed(),
                columns,
                places(plan, version, reference, columns));
    }

    private static List<Place> places(
            SheetPlan plan, VersionDetails version, @Nullable VersionDetails reference, List<SheetColumn> columns) {
        List<Place> places = new ArrayList<>();
        for (String prompt : plan.prompts()) {
            String filled =
                    prompt.replace(SheetPlan.TRIGGER, version.triggerWord().value());
            for (long seed : plan.seeds()) {
                for (SheetColumn column : columns) {
                    places.add(new Place(
                            places.size(), new SheetRow(filled, seed), column, file(column, version, reference)));
                }
            }
        }
        return places;
    }

    private static @Nullable BlobHash file(
            SheetColumn column, VersionDetails version, @Nullable VersionDetails reference) {
        return switch (column.kind()) {
            case NO_LORA -> null;
            case CANDIDATE -> version.file();
            case PRODUCTION -> Objects.requireNonNull(reference).file();
        };
    }

    private SheetHead add(Draft draft, @Nullable String backend) {
        Actor by = actor.get();
        VersionCard version = draft.version().card();
        SheetHead sheet = new SheetHead(
                new SheetId(UUID.randomUUID()),
                repository.nextNumber(version.id()),
                version.id(),
                version.character(),
                draft.plan().edition(),
                draft.version().triggerWord(),
                backend,
                draft.settings(),
                Optional.ofNullable(draft.reference()).map(VersionCard::id).orElse(null),
                Optional.ofNullable(draft.reference()).map(VersionCard::name).orElse(null),
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
