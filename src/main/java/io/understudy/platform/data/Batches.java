package io.understudy.platform.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** One statement for many rows, whose values are converted as those of a single statement; collections are JSON. */
@Component
public class Batches {
    private final JdbcTemplate jdbc;

    Batches(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @FunctionalInterface
    public interface Row<T> {
        @Nullable
        Object[] of(T element, int position);
    }

    /** @return how many rows each changed */
    public <T> int[] update(String sql, Collection<T> elements, Row<T> row) {
        List<T> ordered = new ArrayList<>(elements);
        return jdbc.batchUpdate(
                sql,
                IntStream.range(0, ordered.size())
                        .mapToObj(position -> Arrays.stream(row.of(ordered.get(position), position))
                                .map(Columns::toOneColumn)
                                .toArray())
                        .toList());
    }

    /** The parameters of a row, written as a list of arguments. */
    public static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }
}
