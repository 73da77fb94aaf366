package io.understudy.versions.sheets;

import io.understudy.billing.CostEstimate;
import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetDetails.SheetHead;
import io.understudy.versions.sheets.SheetRepository.FoundSheet;
import io.understudy.versions.sheets.SheetRepository.Place;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class SheetService {
    private final SheetRepository repository;
    private final SheetReader reader;
    private final SheetPlanService plans;
    private final VersionService versions;
    private final GenerationService generation;
    private final SheetJobs jobs;
    private final SheetDrawer drawer;

    SheetService(
            SheetRepository repository,
            SheetReader reader,
            SheetPlanService plans,
            VersionService versions,
            GenerationService generation,
            SheetJobs jobs,
            SheetDrawer drawer) {
        this.repository = repository;
        this.reader = reader;
        this.plans = plans;
        this.versions = versions;
        this.generation = generation;
        this.jobs = jobs;
        this.drawer = drawer;
    }

    public List<GenerationBackendChoice> backends(VersionId version) {
        return generation.backends(versions.details(version).card().baseModel());
    }

    /** Why no pictures are generated with a version; empty where nothing prevents it. */
    public Optional<String> refusal(VersionId version) {
        return drawer.refusal(versions.details(version));
    }

    public List<FoundSheet> find(SearchText text) {
        return repository.find(text);
    }

    public SheetPreview preview(VersionId version, String backend) {
        return preview(version, backend, null);
    }

    /** @param settings null for those that the backend proposes */
    public SheetPreview preview(VersionId version, String backend, @Nullable PictureSettings settings) {
        return drawer.preview(draft(version), drawer.choice(version, backend), settings);
    }

    /** With the settings that the backend proposes. */
    @Transactional
    public SheetId draw(VersionId version, String backend) {
        return draw(version, backend, null);
    }

    /**
     * Makes a sheet by the character's plan and has its pictures generated. What an earlier sheet generated already
     * with the same file, prompt, seed and settings is taken over.
     *
     * @param settings null for those that the backend proposes
     * @throws DomainException.RuleViolation when the backend does not support this version's model
     */
    @Transactional
    public SheetId draw(VersionId version, String backend, @Nullable PictureSettings settings) {
        return drawer.draw(draft(version), drawer.choice(version, backend), settings);
    }

    @Transactional
    public SheetId forUploads(VersionId version) {
        return drawer.add(draft(version), null, null).id();
    }

    /** The job that pages follow: one that runs, else one that is stopped, else the last unless something is left. */
    public Optional<GenerationId> job(SheetId id) {
        return jobs.shown(id)
                .or(() -> missingOffer(id).isPresent() ? Optional.empty() : Optional.ofNullable(head(id).generation()));
    }

    /**
     * What {@link #drawMissing} would mean: requests that the service still has are asked for again, which is free,
     * before anything is sent. Empty while pictures are being generated, and where none is left.
     */
    public Optional<GenerationResumeOffer> missingOffer(SheetId id) {
        return resumption(head(id)).map(Resumption::offer);
    }

    /**
     * What generating the missing pictures takes.
     *
     * @param stopped jobs that are resumed, because their requests may still bring pictures
     * @param left places whose pictures a new job sends; those that were uploaded meanwhile are not among them
     */
    private record Resumption(List<GenerationId> stopped, List<Place> left, GenerationResumeOffer offer) {}

    private Optional<Resumption> resumption(SheetHead sheet) {
        String backend = sheet.backend();
        PictureSettings settings = sheet.settings();
        if (backend == null || settings == null || jobs.areRunning(sheet.id())) {
            return Optional.empty();
        }
        Map<Boolean, List<GenerationId>> stopped =
                jobs.stopped(sheet.id()).stream().collect(Collectors.partitioningBy(jobs::hasRequests));
        List<GenerationId> resumed = stopped.getOrDefault(true, List.of());
        List<GenerationId> replaced = stopped.getOrDefault(false, List.of());
        List<Place> left = repository.missing(sheet.id(), replaced);
        if (resumed.isEmpty() && left.isEmpty()) {
            return Optional.empty();
        }
        Optional<GenerationResumeOffer> again = jobs.resumeOffer(resumed);
        int attempts = again.map(GenerationResumeOffer::attempt).orElse(0)
                + jobs.resumeOffer(replaced).map(GenerationResumeOffer::attempt).orElse(0);
        int sent = again.map(GenerationResumeOffer::send).orElse(0) + left.size();
        CostEstimate cost = again.filter(offer -> left.isEmpty())
                .map(GenerationResumeOffer::cost)
                .orElseGet(() -> generation.cost(backend, settings, sent));
        return Optional.of(new Resumption(
                resumed,
                left,
                new GenerationResumeOffer(
                        attempts, again.map(GenerationResumeOffer::again).orElse(0), sent, cost)));
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
        Resumption now = resumption(sheet)
                .orElseThrow(() -> new DomainException.Conflict(
                        "No pictures are left to generate on this sheet. Reload the page."));
        SheetJobs.requireKnown(now.offer());
        now.offer().requireCoveredBy(agreed);
        // The engine is locked before what the person may spend, as everywhere.
        drawer.drawMissing(sheet, now.left());
        jobs.resumeAgreed(now.stopped());
    }

    /** What {@link #sendMissingAgain} would mean; empty where no request is left that could be given up. */
    public Optional<GenerationResumeOffer> sendAgainOffer(SheetId id) {
        return jobs.sendAgainOffer(jobs.stopped(id));
    }

    /** As {@link #drawMissing}, but gives up requests that the service still has: both may be paid. */
    @Transactional
    public void sendMissingAgain(SheetId id, GenerationResumeOffer agreed) {
        repository.lock(id);
        requireDrawable(id);
        jobs.sendAgain(jobs.stopped(id), agreed);
    }

    private SheetHead requireDrawable(SheetId id) {
        SheetHead sheet = head(id);
        if (sheet.backend() == null) {
            throw new DomainException.RuleViolation(
                    "The pictures of this sheet are made elsewhere: upload them into its places.");
        }
        if (jobs.areRunning(id)) {
            throw new DomainException.Conflict("The missing pictures are already being generated.");
        }
        drawer.requireUsable(sheet.version());
        VersionId compared = sheet.reference();
        if (compared != null) {
            drawer.requireUsable(compared);
        }
        return sheet;
    }

    /** @throws DomainException.NotFound when there is no such sheet */
    public SheetDetails details(SheetId id) {
        return reader.find(id).orElseThrow(SheetService::noSuchSheet);
    }

    /** Whether missing pictures are still being generated: until then, nothing is concluded from the others. */
    public boolean awaitsPictures(SheetId id) {
        return repository.awaitsCheckpoint(id) || (repository.lacksPictures(id) && jobs.areRunning(id));
    }

    /** Its newest sheet over strengths. */
    public Optional<SheetId> newest(VersionId version) {
        return repository.latest(version).map(SheetHead::id);
    }

    /** Its sheets over strengths. */
    public List<SheetSummary> ofVersion(VersionId version) {
        return repository.ofVersion(version, SheetKind.STRENGTHS);
    }

    /** The newest first. */
    public Page<SheetSummary> ofCharacter(CharacterId character, Pageable page) {
        return ofCharacter(character, new SearchText(""), ListOrder.NEWEST, page);
    }

    /** By their versions' names; {@link ListOrder#NAME} is not one of their orders. */
    public Page<SheetSummary> ofCharacter(CharacterId character, SearchText text, ListOrder order, Pageable page) {
        return repository.ofCharacter(character, text, order, page);
    }

    /**
     * The newest first.
     *
     * @param after the place behind which they begin; null for the newest
     */
    public List<SheetSummary> behind(CharacterId character, @Nullable ListPlace<Instant, UUID> after, int most) {
        return repository.behind(character, after == null ? ListPlace.LATEST : after, most);
    }

    /** Whether a picture is on a test sheet of one of them. */
    public boolean shows(Collection<CharacterId> characters, BlobHash image) {
        return repository.hasPicture(characters, image);
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

    private SheetDrawer.Draft draft(VersionId id) {
        VersionDetails version = versions.details(id);
        SheetPlan plan = plans.of(version.card().character(), version.card().baseModel());
        VersionDetails reference = versions.production(version.card().character())
                .filter(card -> !card.id().equals(id) && !card.recalled() && !card.contradicted())
                .filter(card -> card.baseModel() == version.card().baseModel())
                .map(card -> versions.details(card.id()))
                .filter(details -> drawer.broken(details).isEmpty())
                .orElse(null);
        List<SheetColumn> columns = new ArrayList<>();
        columns.add(new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE));
        plan.strengths().forEach(strength -> columns.add(new SheetColumn(SheetColumn.Kind.CANDIDATE, strength)));
        if (reference != null) {
            columns.add(new SheetColumn(
                    SheetColumn.Kind.PRODUCTION, reference.card().strength().best()));
        }
        return new SheetDrawer.Draft(
                SheetKind.STRENGTHS,
                plan,
                version,
                reference,
                columns,
                Place.of(plan.prompts(), plan, version.triggerWord(), columns, column -> switch (column.kind()) {
                    case NO_LORA -> null;
                    case CANDIDATE, CHECKPOINT -> version.file();
                    case PRODUCTION -> Objects.requireNonNull(reference).file();
                }));
    }
}
