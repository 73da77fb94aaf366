package io.understudy.training.lists;

import io.understudy.billing.SpendSql;
import io.understudy.characters.CharacterId;
import io.understudy.training.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class RunListSql {
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,15})");
    private static final List<String> TEXTS =
            List.of("trigger_word", "launched_by_name", "coalesce(failure, '')", "sample_prompts", "note");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final String TAGGED =
            "exists (select 1 from run_tag where run_tag.run_id = training_run.id and run_tag.";

    /** As the list shows it: what was spent, or before that what the launch was expected to cost. */
    static final String COST = "coalesce(" + SpendSql.expectedOf("training_run.id")
            + ", case when estimated_cost is not null and state in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST') then 0"
            + " else estimated_cost end)";

    static final String TAGS =
            "(select string_agg(tag, ', ' order by tag) from run_tag where run_tag.run_id = training_run.id)";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    RunListSql(RunFilter filter, Collection<CharacterId> named) {
        conditions.add(filter.archived() ? "archived_at is not null" : "archived_at is null");
        CharacterId character = filter.character();
        if (character != null) {
            and("character_id = ?", character.value());
        }
        if (!filter.states().isEmpty()) {
            and(
                    "state in (" + marks(filter.states()) + ")",
                    filter.states().stream().map(RunState::name).toArray());
        }
        UUID person = filter.launchedBy();
        if (person != null) {
            and("launched_by = ?", person);
        }
        String backend = filter.backend();
        if (backend != null) {
            and("backend = ?", backend);
        }
        filter.tags().forEach(tag -> and(TAGGED + "tag = ?)", tag));
        filter.ranges().forEach(this::range);
        after("launched_at", filter.launchedAfter());
        after("finished_at", filter.finishedAfter());
        if (!filter.text().isEmpty()) {
            text(filter.text(), named);
        }
    }

    private void after(String column, @Nullable Instant time) {
        if (time != null) {
            // Databases know fewer years than an instant has.
            Instant known = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time;
            and(column + " > ?", known.atOffset(ZoneOffset.UTC));
        }
    }

    private void range(RunColumn column, NumberRange range) {
        Double from = range.from();
        if (from != null) {
            and(column.expression() + " >= ?", from);
        }
        Double to = range.to();
        if (to != null) {
            and(column.expression() + " <= ?", to);
        }
    }

    private void text(String text, Collection<CharacterId> named) {
        List<String> anyOf = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            anyOf.add("number = ?");
            parameters.add(Long.valueOf(number.group(1)));
        }
        if (!named.isEmpty()) {
            anyOf.add("character_id in (" + marks(named) + ")");
            named.forEach(character -> parameters.add(character.value()));
        }
        String pattern = "%"
                + text.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
        anyOf.add(TAGGED + "tag like ? escape '!')");
        parameters.add(pattern);
        for (String column : TEXTS) {
            anyOf.add("lower(" + column + ") like ? escape '!'");
            parameters.add(pattern);
        }
        conditions.add("(" + String.join(" or ", anyOf) + ")");
    }

    RunListSql behind(RunSort sort, @Nullable RunCursor cursor) {
        if (cursor == null) {
            return this;
        }
        String column = sort.column().expression();
        Object value = cursor.value();
        if (value == null) {
            and(column + " is null and number < ?", cursor.number());
        } else if (sort.column() == RunColumn.NUMBER) {
            and(column + (sort.ascending() ? " > ?" : " < ?"), value);
        } else {
            and(
                    "(" + column + (sort.ascending() ? " > ?" : " < ?") + " or " + column + " = ? and number < ? or "
                            + column + " is null)",
                    value,
                    value,
                    cursor.number());
        }
        return this;
    }

    private void and(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
    }

    private static String marks(Collection<?> values) {
        return Stream.generate(() -> "?").limit(values.size()).collect(Collectors.joining(", "));
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    static String orderBy(RunSort sort) {
        String direction = sort.ascending() ? " asc" : " desc";
        return sort.column() == RunColumn.NUMBER
                ? " order by number" + direction
                : " order by " + sort.column().expression() + direction + " nulls last, number desc";
    }

    List<Object> parameters() {
        return parameters;
    }
}
