package io.understudy.billing;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.text.CsvRow;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was spent, by whom, for whom. Admins see everyone's uses, others their own. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class SpendService {
    private static final int BATCH = 500;

    private final SpendQueries queries;
    private final TeamService team;
    private final CharacterService characters;
    private final CostService costs;
    private final CurrentActor actor;
    private final Clock clock;

    SpendService(
            SpendQueries queries,
            TeamService team,
            CharacterService characters,
            CostService costs,
            CurrentActor actor,
            Clock clock) {
        this.queries = queries;
        this.team = team;
        this.characters = characters;
        this.costs = costs;
        this.actor = actor;
        this.clock = clock;
    }

    public YearMonth thisMonth() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    /** From this month back to the first with a use, at most so many. */
    public List<YearMonth> months(int most) {
        Instant first = queries.first(scope());
        YearMonth now = thisMonth();
        YearMonth earliest = first == null ? now : YearMonth.from(first.atZone(ZoneOffset.UTC));
        return Stream.iterate(now, month -> !month.isBefore(earliest), month -> month.minusMonths(1))
                .limit(most)
                .toList();
    }

    public MonthSpend month(YearMonth month) {
        UUID scope = scope();
        List<SpendQueries.Group> groups = queries.groups(month, scope);
        Names names = names(
                groups.stream().map(SpendQueries.Group::person), groups.stream().map(SpendQueries.Group::character));
        List<SpendLine> lines = groups.stream()
                .map(group -> new SpendLine(
                        group.person(),
                        names.person(group.person()),
                        group.character() == null ? null : new CharacterId(group.character()),
                        names.character(group.character()),
                        group.sum()))
                .sorted(Comparator.comparing((SpendLine line) -> line.sum().expected())
                        .reversed()
                        .thenComparing(SpendLine::personName)
                        .thenComparing(SpendLine::characterName))
                .toList();
        return new MonthSpend(month, scope == null, queries.total(month, scope), lines);
    }

    /** What one subject, such as a run, came to in all its attempts; everyone who sees the subject sees it. */
    public SpendSum of(UUID subject) {
        return queries.ofSubject(subject);
    }

    /** As {@link #of(UUID)}, for several subjects; those that never used a service that charges are left out. */
    public Map<UUID, SpendSum> of(Collection<UUID> subjects) {
        return subjects.isEmpty() ? Map.of() : queries.ofSubjects(subjects);
    }

    public List<Charge> charges(YearMonth month, int offset, int most) {
        List<SpendQueries.Row> rows = queries.charges(month, scope(), offset, most);
        Names names =
                names(rows.stream().map(SpendQueries.Row::person), rows.stream().map(SpendQueries.Row::character));
        return rows.stream()
                .map(row -> new Charge(
                        row.sentAt(),
                        row.purpose(),
                        costs.nameOf(row.service()),
                        names.person(row.person()),
                        names.character(row.character()),
                        row.state(),
                        row.estimated(),
                        row.actual(),
                        row.atMost(),
                        row.billedUnits()))
                .toList();
    }

    /** Writes the single uses of a month as CSV, in constant memory. */
    public void export(YearMonth month, Writer out) throws IOException {
        CsvRow.write(
                out,
                "sent (UTC)",
                "what for",
                "service",
                "person",
                "character",
                "state",
                "estimated (USD)",
                "actual (USD)",
                "not known yet, at most (USD)",
                "units billed");
        int offset = 0;
        List<Charge> batch;
        do {
            batch = charges(month, offset, BATCH);
            for (Charge charge : batch) {
                CsvRow.write(
                        out,
                        charge.sentAt().toString(),
                        charge.purpose(),
                        charge.service(),
                        charge.personName(),
                        charge.characterName(),
                        charge.state().label(),
                        plain(charge.estimated()),
                        plain(charge.actual()),
                        plain(charge.atMost()),
                        plain(charge.billedUnits()));
            }
            offset += batch.size();
        } while (batch.size() == BATCH);
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    /** Whose uses are shown: null for everyone's. */
    private @Nullable UUID scope() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        boolean admin = authentication != null
                && authentication.getPrincipal() instanceof SignedInPerson person
                && person.role().includes(Role.ADMIN);
        return admin ? null : actor.get().id();
    }

    private record Names(Map<UUID, String> people, Map<UUID, String> characters) {
        String person(@Nullable UUID id) {
            return id == null ? "Understudy itself" : Objects.requireNonNullElse(people.get(id), "someone who left");
        }

        String character(@Nullable UUID id) {
            return id == null ? "" : Objects.requireNonNullElse(characters.get(id), "");
        }
    }

    private Names names(Stream<@Nullable UUID> people, Stream<@Nullable UUID> charactersOf) {
        Set<UUID> asked = people.filter(Objects::nonNull).collect(Collectors.toSet());
        List<CharacterId> wanted = new ArrayList<>();
        charactersOf.filter(Objects::nonNull).distinct().forEach(id -> wanted.add(new CharacterId(id)));
        return RunAs.get(() -> new Names(
                team.names(asked),
                characters.byIds(wanted).entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().value(),
                                entry -> entry.getValue().name()))));
    }
}
