package io.understudy.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ComposedSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Says in the OpenAPI document what an answer always has, and what of it can be null. An answer has all properties of
 * its record; those that are not {@code @Nullable} have a value.
 */
final class AnswerSchemas {
    private static final String OURS = "io.understudy.";
    private static final String NULL = "null";

    private final Map<String, Class<?>> answers = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> requests = new ConcurrentHashMap<>();
    private final Set<Class<? extends Record>> events = ConcurrentHashMap.newKeySet();

    void add(HandlerMethod method, Operation operation) {
        collect(method.getMethod().getGenericReturnType(), answers);
        SendsEvents stream = method.getMethodAnnotation(SendsEvents.class);
        if (stream != null) {
            for (Class<? extends Record> event : stream.value()) {
                collect(event, answers);
                events.add(event);
            }
            List<Map<String, String>> data = Stream.of(stream.value())
                    .map(event -> Map.of("$ref", "#/components/schemas/" + name(event)))
                    .toList();
            operation.getResponses().forEach((status, answer) -> {
                if (status.startsWith("2")) {
                    answer.addExtension("x-event-data", data);
                }
            });
        }
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                collect(parameter.getGenericParameterType(), requests);
            }
        }
    }

    private static void collect(Type type, Map<String, Class<?>> found) {
        if (type instanceof ParameterizedType several) {
            for (Type argument : several.getActualTypeArguments()) {
                collect(argument, found);
                if (several.getRawType() == ItemPage.class && argument instanceof Class<?> item) {
                    found.put("ItemPage" + name(item), ItemPage.class);
                }
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && record.getName().startsWith(OURS)
                && found.putIfAbsent(name(record), record) == null) {
            for (RecordComponent part : record.getRecordComponents()) {
                collect(part.getGenericType(), found);
            }
        }
    }

    /** As springdoc names it. */
    static String name(Class<?> record) {
        var named = record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? record.getSimpleName() : named.name();
    }

    /** What requests have, too, stays as it is: there a property may be left out. */
    @SuppressWarnings("rawtypes")
    void complete(Map<String, Schema> schemas) {
        // No operation answers with them, so springdoc has left them out.
        events.forEach(event -> ModelConverters.getInstance(true).readAll(event).forEach(schemas::putIfAbsent));
        answers.forEach((name, record) -> {
            Schema<?> schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null && !requests.containsKey(name)) {
                complete(schema, record);
            }
        });
    }

    @SuppressWarnings("rawtypes")
    private static void complete(Schema<?> schema, Class<?> record) {
        Map<String, Schema> properties = schema.getProperties();
        List<String> always = new ArrayList<>();
        for (RecordComponent part : record.getRecordComponents()) {
            Schema<?> property = properties.get(part.getName());
            if (property != null) {
                always.add(part.getName());
                if (part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    properties.put(part.getName(), orNull(property));
                }
            }
        }
        schema.setRequired(always);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<Object> nothing = new Schema<>();
            nothing.addType(NULL);
            return new ComposedSchema().addAnyOfItem(property).addAnyOfItem(nothing);
        }
        if (property.getTypes() == null && property.getType() != null) {
            property.addType(property.getType());
        }
        Set<String> types = property.getTypes();
        if (types != null && !types.contains(NULL)) {
            property.addType(NULL);
            withNull(property);
        }
        return property;
    }

    /** A list of values names all that are valid. */
    private static <T> void withNull(Schema<T> property) {
        if (property.getEnum() != null) {
            List<@Nullable T> values = new ArrayList<>(property.getEnum());
            values.add(null);
            property.setEnum(values);
        }
    }
}
