package io.understudy.platform.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a value is in a column: an enum its name, an instant a timestamp with time zone, and a record of one plain
 * value (every id and hash) that value. They are read back through a static {@code of} or the constructor. Any other
 * record is JSON.
 */
final class Columns {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DefaultConversionService CONVERSIONS = new DefaultConversionService();

    private static final ClassValue<Boolean> HOLDS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !type.isRecord() || isValue(type) || CONVERSIONS.canConvert(String.class, type);
        }
    };

    /** The constructor of a record of one plain value that nothing else makes. */
    private static final ClassValue<Optional<Constructor<?>>> MADE = new ClassValue<>() {
        @Override
        protected Optional<Constructor<?>> computeValue(Class<?> type) {
            if (!isValue(type)) {
                return Optional.empty();
            }
            Class<?> plain = type.getRecordComponents()[0].getType();
            return Stream.of("valueOf", "of", "from")
                            .anyMatch(name -> ClassUtils.getStaticMethod(type, name, plain) != null)
                    ? Optional.empty()
                    : Optional.ofNullable(ClassUtils.getConstructorIfAvailable(type, plain));
        }
    };

    private Columns() {}

    /** Whether a value of the type has one column. */
    static boolean holds(Class<?> type) {
        return HOLDS.get(type);
    }

    private static boolean isValue(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1 && isPlain(components[0].getType());
    }

    static boolean isPlain(Class<?> type) {
        return BeanUtils.isSimpleValueType(type) || UUID.class.equals(type);
    }

    /** @return what the driver is given; the elements of a collection one by one */
    static @Nullable Object toColumn(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Record plain
            when isValue(plain.getClass()) ->
                toColumn(component(plain, plain.getClass().getRecordComponents()[0]));
            case Record several when !holds(several.getClass()) -> JSON.writeValueAsString(several);
            case Collection<?> many -> many.stream().map(Columns::toColumn).toList();
            default -> value;
        };
    }

    /** As {@link #toColumn}, for a place that takes one value: a collection is JSON. */
    static @Nullable Object toOneColumn(@Nullable Object value) {
        return value instanceof Collection<?> many ? JSON.writeValueAsString(many) : toColumn(value);
    }

    static Object fromJson(String json, Type type) {
        return JSON.readValue(json, JSON.constructType(type));
    }

    static @Nullable Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException problem) {
            throw new IllegalStateException("No access to " + component, problem);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static <T> T fromColumn(Object value, Class<T> type) {
        // Most columns are of their component's type: a conversion would be looked up for each of a thousand cells.
        if (ClassUtils.isAssignableValue(type, value)) {
            return (T) value;
        }
        Constructor<?> made = MADE.get(type).orElse(null);
        if (made != null && made.getParameterTypes()[0].isInstance(value)) {
            return (T) BeanUtils.instantiateClass(made, value);
        }
        return switch (value) {
            case String name when type.isEnum() -> (T) Enum.valueOf((Class) type, name.trim());
            case OffsetDateTime time when type == Instant.class -> (T) time.toInstant();
            case java.sql.Timestamp time when type == Instant.class -> (T) time.toInstant();
            default -> Objects.requireNonNull(CONVERSIONS.convert(value, type));
        };
    }
}
