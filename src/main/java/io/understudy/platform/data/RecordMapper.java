package io.understudy.platform.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
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
 * {@code _name} behind it. A component that is a record of several values takes its own columns from the same row, with or
 * without the component's name in front of theirs, and is null where all of them are. A collection is JSON in its column,
 * and so is such a record when the query has a column of its name.
 *
 * @param <T> the record; a mapper is for one query, whose columns it remembers
 */
final class RecordMapper<T> implements RowMapper<T> {
    private static final List<String> ENDINGS = List.of("", "_id", "_hash", "_name");

    /** Of each type, as it is the same for every query. */
    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            return Layout.of(type);
        }
    };

    private final Constructor<T> constructor;
    private final List<Part> parts;
    private final @Nullable Map<?, ? extends List<?>> lists;
    /** Of each part, from 1, or 0 when it has none of its own; empty before the first row. */
    private int[] columns = {};

    private record Layout(Constructor<?> constructor, List<Component> components) {
        static Layout of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            if (components == null) {
                throw new IllegalArgumentException(type.getName() + " is not a record");
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new Layout(
                        constructor,
                        Arrays.stream(components).map(Component::of).toList());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("A record has its canonical constructor", e);
            }
        }
    }

    private record Component(String name, Class<?> type, Type genericType, boolean isColumn) {
        static Component of(RecordComponent component) {
            return new Component(
                    component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                    component.getType(),
                    component.getGenericType(),
                    Columns.holds(component.getType()));
        }
    }

    private record Part(Component component, @Nullable RecordMapper<?> nested) {
        String name() {
            return component.name();
        }

        Object read(Object value) {
            return nested == null && !Collection.class.isAssignableFrom(component.type())
                    ? Columns.fromColumn(value, component.type())
                    : Columns.fromJson(value.toString(), component.genericType());
        }
    }

    RecordMapper(Class<T> type) {
        this(type, null);
    }

    /** @param lists what the record's list is, by its first component; null when the list has a column */
    @SuppressWarnings("unchecked")
    RecordMapper(Class<T> type, @Nullable Map<?, ? extends List<?>> lists) {
        this.lists = lists;
        Layout layout = LAYOUTS.get(type);
        constructor = (Constructor<T>) layout.constructor();
        parts = layout.components().stream().map(RecordMapper::part).toList();
    }

    private static Part part(Component component) {
        return new Part(component, component.isColumn() ? null : new RecordMapper<>(component.type()));
    }

    @Override
    public T mapRow(ResultSet row, int index) throws SQLException {
        if (columns.length == 0) {
            find(columns(row), "");
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

    private void find(Map<String, Integer> labels, String prefix) {
        columns = new int[parts.size()];
        for (int i = 0; i < columns.length; i++) {
            Part part = parts.get(i);
            if (part.nested() != null && !labels.containsKey(part.name())) {
                part.nested().find(labels, part.name() + "_");
            } else if (!isGiven(part)) {
                columns[i] = column(labels, prefix, part.name());
            }
        }
    }

    private boolean isGiven(Part part) {
        return lists != null && part.component().type() == List.class;
    }

    private @Nullable T read(ResultSet row, boolean always) throws SQLException {
        @Nullable Object[] values = new Object[parts.size()];
        boolean empty = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, columns[i], parts.get(i), values[0]);
            empty &= values[i] == null;
        }
        return empty && !always ? null : BeanUtils.instantiateClass(constructor, values);
    }

    private @Nullable Object value(ResultSet row, int column, Part part, @Nullable Object first) throws SQLException {
        if (column == 0) {
            return part.nested() != null
                    ? part.nested().read(row, false)
                    : Objects.requireNonNull(lists).containsKey(first) ? lists.get(first) : List.of();
        }
        Object value = JdbcUtils.getResultSetValue(row, column);
        return value == null ? null : part.read(value);
    }

    private int column(Map<String, Integer> from, String prefix, String name) {
        for (String each : List.of(prefix + name, name)) {
            for (String ending : ENDINGS) {
                Integer column = from.get(each + ending);
                if (column != null) {
                    return column;
                }
            }
        }
        throw new IllegalStateException("The query has no column " + name + " for "
                + constructor.getDeclaringClass().getSimpleName() + ", only " + from.keySet());
    }
}
