package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.GenerationService;
import io.understudy.generation.GeneratorChoice;
import io.understudy.generation.ResumeOffer;
import io.understudy.generation.backend.GenerationEstimate;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.passports.FilePassport;
import io.understudy.passports.PassportService;
import io.understudy.people.MembersOnly;
import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.sheets.SheetTables.Place;
import io.understudy.versions.sheets.SheetTables.SheetHead;
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
    private final SheetTables tables;
    private final SheetReader reader;
    private final SheetPlans plans;
    private final VersionService versions;
    private final GenerationService generation;
    private final BlobStore blobs;
    private final PassportService passports;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SheetService(
            SheetTables tables,
            SheetReader reader,
            SheetPlans plans,
            VersionService versions,
            GenerationService generation,
            BlobStore blobs,
            PassportService passports,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tables = tables;
        this.reader = reader;
        this.plans = plans;
        this.versions = versions;
        this.generation = generation;
        this.blobs = blobs;
        this.passports = passports;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    public List<GeneratorChoice> backends(VersionId version) {
        return generation.backends(versions.details(version).card().baseModel());
    }

    public SheetOffer offer(VersionId version, String backend) {
        Draft draft = draft(version, choice(version, backend));
        int known = (int) draft.places().stream()
                .filter(place -> tables.known(backend, draft.drawnWith(), place).isPresent())
                .count();
        int missing = draft.places().size() - known;
        return new SheetOffer(
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
     * @throws Refusal.RuleBroken when the backend does not support this version's model
     */
    @Transactional
    public SheetId draw(VersionId version, String backend) {
        Draft draft = draft(version, choice(version, backend));
        requireUsable(draft.version());
        SheetHead sheet = add(draft, backend);
        for (Place place : draft.places()) {
            tables.known(backend, draft.drawnWith(), place).ifPresent(picture -> {
                blobs.retain(picture);
                tables.reuse(sheet.id(), place.position(), picture);
            });
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
    public Optional<ResumeOffer> missingOffer(SheetId id) {
        SheetHead sheet = head(id);
        return stopped(sheet).map(offer -> offer.again() > 0 ? offer : afresh(sheet, offer));
    }

    private Optional<ResumeOffer> stopped(SheetHead sheet) {
        return Optional.ofNullable(sheet.generation()).flatMap(generation::resumeOffer);
    }

    /** Pictures that were uploaded meanwhile are no longer missing. */
    private ResumeOffer afresh(SheetHead sheet, ResumeOffer stopped) {
        int missing = tables.missing(sheet.id()).size();
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
     * @throws Refusal.Conflict when they are already being generated, or would now cost more
     */
    @Transactional
    public void drawMissing(SheetId id, @Nullable ResumeOffer agreed) {
        tables.lock(id);
        SheetHead sheet = requireDrawable(id);
        ResumeOffer now = missingOffer(id)
                .orElseThrow(
                        () -> new Refusal.Conflict("No pictures are left to generate on this sheet. Reload the page."));
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
    public void sendMissingAgain(SheetId id, ResumeOffer agreed) {
        tables.lock(id);
        generation.sendAgain(Objects.requireNonNull(requireDrawable(id).generation()), agreed);
    }

    private SheetHead requireDrawable(SheetId id) {
        SheetHead sheet = head(id);
        if (sheet.backend() == null) {
            throw new Refusal.RuleBroken("The pictures of this sheet are made elsewhere: upload them into its places.");
        }
        if (sheet.generation() != null
                && !generation.details(sheet.generation()).state().isOver()) {
            throw new Refusal.Conflict("The missing pictures are already being generated.");
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
            throw new Refusal.RuleBroken(
                    version.fileName() + " is broken, so no pictures are generated with it. " + reason);
        });
        if (version.state() == VersionState.REVOKED) {
            throw new Refusal.RuleBroken(version.fileName() + " is revoked, so no pictures are generated with it.");
        }
        if (version.recalled()) {
            throw new Refusal.RuleBroken(version.fileName()
                    + " is recalled, so no pictures are generated with it: photos it was trained on must not be used."
                    + " Its page says who recalled it and why.");
        }
    }

    private Optional<String> broken(VersionDetails version) {
        return passports.find(version.file()).flatMap(FilePassport::broken);
    }

    private void drawMissing(SheetHead sheet, VersionDetails candidate, @Nullable VersionDetails reference) {
        List<Place> missing = tables.missing(sheet.id());
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
        tables.assign(sheet.id(), job, missing.stream().map(Place::position).toList());
        events.publishEvent(new SheetChanged(sheet.id()));
    }

    private static List<Double> strengths(Place place, List<Lora> loras) {
        return loras.stream()
                .map(lora -> lora.file().equals(place.lora()) ? place.column().strength() : 0.0)
                .toList();
    }

    private static Lora lora(VersionDetails version) {
        return new Lora(version.card().fileName(), version.file());
    }

    /** @throws Refusal.NotFound when there is no such sheet */
    public SheetDetails details(SheetId id) {
        return reader.find(id).orElseThrow(SheetService::noSuchSheet);
    }

    public List<SheetSummary> ofVersion(VersionId version) {
        return tables.ofVersion(version);
    }

    public List<SheetSummary> ofCharacter(CharacterId character) {
        return tables.ofCharacter(character);
    }

    public long count(CharacterId character) {
        return tables.count(character);
    }

    private SheetHead head(SheetId id) {
        return tables.find(id).orElseThrow(SheetService::noSuchSheet);
    }

    private static Refusal.NotFound noSuchSheet() {
        return new Refusal.NotFound("There is no such test sheet. The link may be cut off; the Test sheets tab of the"
                + " character lists them all.");
    }

    static Refusal.NotFound noSuchCell() {
        return new Refusal.NotFound("The sheet has no such place. Reload the page.");
    }

    private GeneratorChoice choice(VersionId version, String backend) {
        VersionCard card = versions.details(version).card();
        return generation.backends(card.baseModel()).stream()
                .filter(choice -> choice.id().equals(backend))
                .findFirst()
                .orElseThrow(() -> Refusal.RuleBroken.in(
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

    private Draft draft(VersionId id, @Nullable GeneratorChoice backend) {
        VersionDetails version = versions.details(id);
        SheetPlan plan = plans.newest(version.card().character());
        VersionDetails reference = versions.production(version.card().character())
                .filter(card -> !card.id().equals(id) && !card.recalled())
                .filter(card -> card.baseModel() == version.card().baseModel())
                .map(card -> versions.details(card.id()))
                .filter(details -> broken(details).isEmpty())
                .orElse(null);
        List<SheetColumn> columns = new ArrayList<>();
        columns.add(new SheetColumn(SheetColumn.Kind.NO_LORA, 0));
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
            String filled = prompt.replace(SheetPlan.TRIGGER, version.triggerWord());
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
                tables.nextNumber(version.id()),
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
        tables.add(sheet, draft.places());
        acts.publish(
                "sheet.made",
                new Act.Subject("sheet", sheet.id().value().toString(), sheet.number() + " of " + version.name()),
                Map.of(
                        "plan edition", Integer.toString(sheet.planEdition()),
                        "pictures", Integer.toString(draft.places().size()),
                        "backend", backend == null ? "uploads" : backend));
        events.publishEvent(new SheetChanged(sheet.id()));
        return sheet;
    }
}
