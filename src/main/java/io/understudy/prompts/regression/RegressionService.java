package io.understudy.prompts.regression;

import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationId;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.AccountId;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.playground.ExampleId;
import io.understudy.prompts.playground.ExampleRepository;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.prompts.regression.RegressionRepository.Check;
import io.understudy.prompts.regression.RegressionRepository.Listed;
import io.understudy.prompts.regression.RegressionRepository.PairRow;
import io.understudy.prompts.regression.RegressionStatus.Comparison;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class RegressionService {
    public static final int MAX_NOTE = 1000;

    private static final Set<VersionState> COMPARABLE = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);

    private final RegressionRepository repository;
    private final RegressionRequests requests;
    private final ExampleRepository examples;
    private final CharacterService characters;
    private final VersionService versions;
    private final GenerationService generation;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final RegressionVerdicts verdicts;
    private final Clock clock;

    RegressionService(
            RegressionRepository repository,
            RegressionRequests requests,
            ExampleRepository examples,
            CharacterService characters,
            VersionService versions,
            GenerationService generation,
            CurrentActor actor,
            AuditEvents auditEvents,
            RegressionVerdicts verdicts,
            Clock clock) {
        this.repository = repository;
        this.requests = requests;
        this.examples = examples;
        this.characters = characters;
        this.versions = versions;
        this.generation = generation;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    /** By the names and trigger words of characters; {@link ListOrder#NAME} is not one of their orders. */
    public Page<RegressionSummary> page(SearchText text, ListOrder order, Pageable page) {
        List<CharacterId> named = named(text);
        if (named != null && named.isEmpty()) {
            return Page.empty(page);
        }
        List<Listed> found = repository.page(named, order, page);
        Map<CharacterId, CharacterSummary> people = characters.byIds(
                found.stream().map(listed -> listed.check().character()).toList());
        Map<VersionId, VersionCard> made = versions.cards(
                found.stream().map(listed -> listed.check().version()).toList());
        return new PageImpl<>(
                found.stream().map(listed -> summary(listed, people, made)).toList(), page, repository.count(named));
    }

    private @Nullable List<CharacterId> named(SearchText text) {
        if (text.text().isEmpty()) {
            return null;
        }
        return Stream.of(true, false)
                .flatMap(archived ->
                        characters.page(new CharacterFilter(text.text(), archived), Pageable.unpaged()).stream())
                .map(CharacterSummary::id)
                .toList();
    }

    private static RegressionSummary summary(
            Listed listed, Map<CharacterId, CharacterSummary> people, Map<VersionId, VersionCard> made) {
        Check check = listed.check();
        return new RegressionSummary(
                check.id(),
                Objects.requireNonNull(people.get(check.character())).name(),
                Objects.requireNonNull(made.get(check.version())).fileName(),
                check.done(),
                check.madeAt(),
                listed.pictures(),
                new RegressionCounts(listed.better(), listed.same(), listed.worse()));
    }

    public RegressionDetails get(RegressionId id) {
        Check check = repository.find(id).orElseThrow(RegressionService::missing);
        CharacterSummary character = characters.get(check.character());
        List<GenerationId> jobs = repository.jobs(id);
        Map<GenerationId, List<GeneratedPicture>> pictures = generation.pictures(jobs);
        List<PairRow> rows = repository.pairs(id);
        Map<ExampleId, TemplateExample> used = examples
                .find(rows.stream().map(PairRow::example).toList())
                .stream()
                .collect(Collectors.toMap(TemplateExample::id, Function.identity()));
        return new RegressionDetails(
                id,
                character.name(),
                character.slug(),
                versions.details(check.version()).card().name(),
                check.done(),
                rows.stream()
                        .map(row -> pair(row, Objects.requireNonNull(used.get(row.example())), pictures))
                        .toList(),
                generation.details(jobs));
    }

    private RegressionDetails.Pair pair(
            PairRow row, TemplateExample example, Map<GenerationId, List<GeneratedPicture>> pictures) {
        Optional<GeneratedPicture> picture = Optional.ofNullable(row.job())
                .flatMap(job -> pictures.getOrDefault(job, List.of()).stream()
                        .filter(each -> Objects.equals(each.position(), row.jobPosition()))
                        .findFirst());
        String problem = row.problem();
        return new RegressionDetails.Pair(
                row.position(),
                example,
                row.plan(),
                picture.map(GeneratedPicture::picture).orElse(null),
                problem == null ? picture.map(GeneratedPicture::problem).orElse(null) : problem,
                row.verdict(),
                row.note(),
                row.judgedBy(),
                row.judgedAt());
    }

    public RegressionStatus status(VersionCard version) {
        Comparison comparison = repository
                .of(version.id())
                .map(this::get)
                .map(RegressionDetails::comparison)
                .orElse(null);
        String production = production(version).map(VersionCard::name).orElse(null);
        return new RegressionStatus(
                comparison, production, comparison == null && production != null && requests.hasExamples(version.id()));
    }

    private Optional<VersionCard> production(VersionCard version) {
        return COMPARABLE.contains(version.state()) && !version.recalled()
                ? versions.productions(version.character()).stream()
                        .filter(other -> other.baseModel().equals(version.baseModel()) && !other.contradicted())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Has the examples of other versions generated again with this one before it is approved. Pictures that cost
     * something wait until a person agrees to their price.
     *
     * @throws DomainException.RuleViolation when nothing is in production, or there is no example
     * @throws DomainException.Conflict when there is a comparison already
     */
    @Transactional
    public RegressionId start(VersionId version) {
        VersionCard card = versions.details(version).card();
        if (production(card).isEmpty()) {
            throw new DomainException.RuleViolation(
                    card.name() + " cannot be compared: it has been decided on, or nothing else is in production.");
        }
        if (!requests.hasExamples(version)) {
            throw new DomainException.RuleViolation("There is nothing to compare: no template has an example that"
                    + " another version generated. Keep some in the playground first.");
        }
        RegressionId id = requests.want(
                        card.character(), version, new AccountId(actor.get().id()))
                .orElseThrow(() -> new DomainException.Conflict("Someone else has just started this comparison."));
        auditEvents.publish("regression.started", subject(id, card.name()));
        return id;
    }

    private static AuditEvent.Subject subject(RegressionId id, String version) {
        return new AuditEvent.Subject("regression", id.value().toString(), version);
    }

    /**
     * Says whether a picture is better than the one before; the last word counts, all are in the audit trail.
     *
     * @throws DomainException.RuleViolation in {@code note} when it is too long
     */
    @ReviewersOnly
    @Transactional
    public void judge(RegressionId id, int position, RegressionVerdict verdict, String note) {
        checkLength(note);
        repository.lock(id);
        RegressionDetails before = get(id);
        if (!repository.judge(id, position, verdict, note.strip(), actor.get().name(), clock.instant())) {
            throw missing();
        }
        auditEvents.publish(
                "regression.judged",
                subject(id, before.version()),
                Map.of(
                        "picture", Integer.toString(position + 1),
                        "verdict", verdict.label(),
                        "note", note.strip()));
        Comparison after = get(id).comparison();
        if (after.state().isVerdict() && after.state() != before.comparison().state()) {
            Check check = repository.find(id).orElseThrow(RegressionService::missing);
            verdicts.announce(check, after.state(), after.counts(), actor.get().name());
        }
    }

    @ReviewersOnly
    @Transactional
    public void note(RegressionId id, int position, String note) {
        checkLength(note);
        RegressionDetails before = get(id);
        if (!repository.note(id, position, note.strip())) {
            throw missing();
        }
        auditEvents.publish(
                "regression.noted",
                subject(id, before.version()),
                Map.of("picture", Integer.toString(position + 1), "note", note.strip()));
    }

    private static void checkLength(String note) {
        if (note.length() > MAX_NOTE) {
            throw DomainException.RuleViolation.in("note", "A note has at most " + MAX_NOTE + " characters.");
        }
    }

    private static DomainException.NotFound missing() {
        return new DomainException.NotFound("There is no such comparison of examples. The link may be cut off.");
    }
}
