package io.understudy.platform.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Reads a row into a record. A component's column has its name in snake case, or that with {@code _id}, {@code _hash} or
 * {@code _name} behind it. A component that is a record of several values takes its own columns from the same row, and is
 * null where all of them are.
 *
 * @param <T> the record; a mapper is for one query, whose columns it remembers
 */
final class RecordMapper<T> implements RowMapper<T> {
    private static final List<String> ENDINGS = List.of("", "_id", "_hash", "_name");

    private final Constructor<T> constructor;
    private final List<Part> parts;
    /** Of each part, from 1; empty before the first row. */
    private int[] columns = {};

    private record Part(
            String name, Class<?> type, @Nullable RecordMapper<?> nested) {}

    RecordMapper(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its canonical constructor", e);
        }
        parts = Arrays.stream(components).map(RecordMapper::part).toList();
    }

    private static Part part(RecordComponent component) {
        Class<?> type = component.getType();
        return new Part(
                component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                type,
                Columns.holds(type) ? null : new RecordMapper<>(type));
    }

    @Override
    public T mapRow(ResultSet row, int index) throws SQLException {
        if (columns.length == 0) {
            find(columns(row));
        }
        return Objects.requireNonNull(read(row, true));
    }

    private static Map<String, Integer> columns(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        Map<String, Integer> columns = new HashMap<>();
        for (int column = meta.getColumnCount(); column > 0; column--) {
            columns.put(JdbcUtils.lookupColumnName(meta, column).toLowerCase(Locale.ROOT), column);
        }
        return columns;
    }

    private void find(Map<String, Integer> labels) {
        columns = new int[parts.size()];
        for (int i = 0; i < columns.length; i++) {
            Part part = parts.get(i);
            if (part.nested() == null) {
                columns[i] = column(labels, part.name());
            } else {
                part.nested().find(labels);
            }
        }
    }

    private @Nullable T read(ResultSet row, boolean always) throws SQLException {
        @Nullable Object[] values = new Object[parts.size()];
        boolean empty = true;
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            values[i] = part.nested() == null
                    ? value(row, columns[i], part.type())
                    : part.nested().read(row, false);
            empty &= values[i] == null;
        }
        return empty && !always ? null : BeanUtils.instantiateClass(constructor, values);
    }

    private static @Nullable Object value(ResultSet row, int column, Class<?> type) throws SQLException {
        Object value = JdbcUtils.getResultSetValue(row, column);
        return value == null ? null : Columns.fromColumn(value, type);
    }

    private int column(Map<String, Integer> from, String name) {
        return ENDINGS.stream()
                .map(ending -> from.get(name + ending))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The query has no column " + name + " for "
                        + constructor.getDeclaringClass().getSimpleName() + ", only " + from.keySet()));
    }
}
