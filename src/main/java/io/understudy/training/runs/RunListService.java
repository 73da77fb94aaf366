package io.understudy.training.runs;

import io.understudy.billing.SpendService;
import io.understudy.billing.SpendSum;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.training.RunCosts;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunCsv;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunListQueries;
import io.understudy.training.lists.RunListQueries.Launcher;
import io.understudy.training.lists.RunPageExtras;
import io.understudy.training.lists.RunSort;
import io.understudy.training.notes.RunNoteService;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class RunListService {
    public static final int MOST_ARCHIVED = 500;

    private static final int MOST_NAMED = 200;
    private static final int CSV_BATCH = 500;

    private final TrainingRuns runs;
    private final RunListQueries queries;
    private final TrainingBackends backends;
    private final CharacterService characters;
    private final SpendService spend;
    private final RunNoteService notes;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunListService(
            TrainingRuns runs,
            RunListQueries queries,
            TrainingBackends backends,
            CharacterService characters,
            SpendService spend,
            RunNoteService notes,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.queries = queries;
        this.backends = backends;
        this.characters = characters;
        this.spend = spend;
        this.notes = notes;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public List<RunSummary> newest(RunFilter filter, int most) {
        return page(filter, RunSort.NEWEST_FIRST, null, 0, most);
    }

    /**
     * A page of a list, read from behind a row: as fast at the end of a long list as at its beginning.
     *
     * @param after the place behind which the page begins; null for the beginning of the list
     * @param skip rows behind that place that are left out
     */
    public List<RunSummary> page(RunFilter filter, RunSort sort, @Nullable RunCursor after, int skip, int most) {
        return queries.page(filter, named(filter), sort, after, skip, most);
    }

    /** Most orders need no query for it, and so no transaction. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public RunCursor behind(RunSummary run, RunSort sort) {
        return queries.behind(run, sort);
    }

    /** What the columns show of these runs beyond their rows: one query for each of the columns that need one. */
    public RunPageExtras extras(Collection<RunSummary> page, Set<RunColumn> columns) {
        List<RunId> ids = page.stream().map(RunSummary::id).toList();
        return new RunPageExtras(
                columns.contains(RunColumn.SAMPLE) ? queries.lastSamples(ids) : Map.of(),
                columns.contains(RunColumn.COST) ? costs(ids) : Map.of(),
                columns.contains(RunColumn.TAGS) ? notes.tags(ids) : Map.of());
    }

    /** What each of the runs cost, as briefly as a table shows it. */
    public Map<RunId, String> costs(Collection<RunDetails> of) {
        Map<RunId, SpendSum> spent = costs(of.stream().map(RunDetails::id).toList());
        return of.stream()
                .collect(Collectors.toMap(
                        RunDetails::id, run -> RunCosts.words(run.state(), run.estimatedCost(), spent.get(run.id()))));
    }

    private Map<RunId, SpendSum> costs(List<RunId> ids) {
        return spend.of(ids.stream().map(RunId::value).toList()).entrySet().stream()
                .collect(Collectors.toMap(entry -> new RunId(entry.getKey()), Map.Entry::getValue));
    }

    public long count(RunFilter filter) {
        return queries.count(filter, named(filter));
    }

    /** How many of the runs that fit have a higher number. */
    public long countNewer(RunFilter filter, long number) {
        return queries.countNewer(filter, named(filter), number);
    }

    public Set<Long> numbers(RunFilter filter) {
        return queries.numbers(filter, named(filter));
    }

    public List<RunSummary> find(SearchText text) {
        return queries.find(
                text, characters.find(text).stream().map(CharacterSummary::id).toList());
    }

    /** The runs of these numbers, by number; numbers that no run has are left out. */
    public List<RunSummary> byNumbers(Collection<Long> numbers) {
        return queries.byNumbers(numbers);
    }

    public Map<UUID, String> launchers() {
        Map<UUID, String> names = new LinkedHashMap<>();
        queries.launchers().forEach((Launcher launcher) -> names.put(launcher.id(), launcher.name()));
        return names;
    }

    public Map<String, String> backends() {
        Map<String, String> names = new LinkedHashMap<>();
        backends.choices().forEach(choice -> names.put(choice.id(), choice.displayName()));
        queries.backends().forEach(id -> names.putIfAbsent(id, backends.nameOf(id)));
        return names;
    }

    /** The settings that were typed for a backend's runs and had no effect there. */
    public Set<JobField> ignoredBy(String backend) {
        return backends.ignoredBy(backend);
    }

    public long newestNumber() {
        return queries.newestNumber();
    }

    /**
     * Takes runs out of the lists; nothing of them is deleted.
     *
     * @return those that were not archived before
     * @throws DomainException.Conflict when one of them is not over yet; then none is archived
     * @throws DomainException.RuleViolation when there are more than {@link #MOST_ARCHIVED}
     */
    @MembersOnly
    @Transactional
    public List<RunId> archive(Collection<RunId> ids) {
        Instant now = clock.instant();
        return change(ids, run -> run.archive(now), "run.archived");
    }

    @MembersOnly
    @Transactional
    public void restore(Collection<RunId> ids) {
        Instant now = clock.instant();
        change(ids, run -> run.restore(now), "run.restored");
    }

    private List<RunId> change(Collection<RunId> ids, Predicate<TrainingRun> verb, String act) {
        if (ids.size() > MOST_ARCHIVED) {
            throw new DomainException.RuleViolation("At most " + MOST_ARCHIVED
                    + " runs can be archived or restored at once; " + ids.size() + " were selected.");
        }
        List<TrainingRun> changed = runs
                .lockAllByIds(ids.stream().map(RunId::value).toList())
                .stream()
                .filter(verb)
                .toList();
        changed.forEach(run -> {
            auditEvents.publish(act, run.subject());
            events.publishEvent(run.changed());
        });
        return changed.stream().map(TrainingRun::id).toList();
    }

    /** Writes all runs that fit as CSV, in the order of the list; in batches, so it takes no more memory for more runs. */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void export(RunFilter filter, RunSort sort, Writer out) throws IOException {
        auditEvents.publish("runs.exported", new AuditEvent.Subject("runs", "list", "list of runs"));
        RunCsv csv = new RunCsv(out, backends::nameOf, backends::ignoredBy);
        RunCursor cursor = null;
        Map<CharacterId, String> names = new HashMap<>();
        List<RunSummary> batch;
        do {
            batch = page(filter, sort, cursor, 0, CSV_BATCH);
            names(batch, names);
            RunPageExtras extras = extras(batch, Set.of(RunColumn.COST, RunColumn.TAGS));
            for (RunSummary run : batch) {
                csv.write(
                        run,
                        names.getOrDefault(run.character(), ""),
                        extras.costs().get(run.id()),
                        extras.tags().getOrDefault(run.id(), List.of()));
            }
            cursor = batch.isEmpty() ? cursor : behind(batch.getLast(), sort);
        } while (batch.size() == CSV_BATCH);
    }

    private void names(List<RunSummary> batch, Map<CharacterId, String> names) {
        List<CharacterId> missing = batch.stream()
                .map(RunSummary::character)
                .distinct()
                .filter(id -> !names.containsKey(id))
                .toList();
        characters.byIds(missing).values().forEach(found -> names.put(found.id(), found.name()));
    }

    private List<CharacterId> named(RunFilter filter) {
        return filter.text().isEmpty()
                ? List.of()
                : characters.page(new CharacterFilter(filter.text(), false), PageRequest.of(0, MOST_NAMED)).stream()
                        .map(CharacterSummary::id)
                        .toList();
    }
}
