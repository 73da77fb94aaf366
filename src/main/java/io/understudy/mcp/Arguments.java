package io.understudy.mcp;

import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool is asked with, of the types that its {@link Parameter}s have: their schema was checked before. */
record Arguments(Map<String, Object> given) {
    private static final List<String> OF_A_CHARACTER = List.of("character", "run", "version");

    static Arguments of(@Nullable Map<String, Object> given) {
        return new Arguments(given == null ? Map.of() : given);
    }

    /** What leads to a character, by the names that the addresses of the API have for it. */
    Collection<Map.Entry<String, String>> parts() {
        Collection<Map.Entry<String, String>> parts = new ArrayList<>();
        OF_A_CHARACTER.forEach(name -> find(name).ifPresent(value -> parts.add(Map.entry(name, written(value)))));
        numbers("runs").forEach(number -> parts.add(Map.entry("run", number.toString())));
        return parts;
    }

    /** The whole number 1.0 is the run 1. */
    private static String written(Object value) {
        return value instanceof Number number ? Long.toString(number.longValue()) : value.toString();
    }

    private Optional<Object> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    private Object get(String name) {
        return find(name).orElseThrow(() -> DomainException.RuleViolation.in(name, "“" + name + "” is missing."));
    }

    Optional<String> words(String name) {
        return find(name).map(Object::toString);
    }

    String text(String name) {
        return get(name).toString();
    }

    private Optional<Number> amount(String name) {
        return find(name).filter(Number.class::isInstance).map(Number.class::cast);
    }

    /** @throws DomainException.NotFound when it is not in the form of an id, so that nothing has it */
    UUID id(String name) {
        try {
            return UUID.fromString(text(name));
        } catch (IllegalArgumentException malformed) {
            throw new DomainException.NotFound("There is no " + name + " with the id “" + text(name) + "”.");
        }
    }

    long number(String name) {
        return amount(name)
                .orElseThrow(() -> DomainException.RuleViolation.in(name, "“" + name + "” is no number."))
                .longValue();
    }

    Optional<Long> longNumber(String name) {
        return amount(name).map(Number::longValue);
    }

    int number(String name, int usual) {
        return amount(name).map(Number::intValue).orElse(usual);
    }

    double decimal(String name, double usual) {
        return amount(name).map(Number::doubleValue).orElse(usual);
    }

    int limit() {
        return number("limit", Parameter.USUALLY_LISTED);
    }

    boolean flag(String name) {
        return find(name).map(Boolean.TRUE::equals).orElse(false);
    }

    List<Long> numbers(String name) {
        return find(name).stream()
                .filter(List.class::isInstance)
                .flatMap(value -> ((List<?>) value).stream())
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).longValue())
                .toList();
    }

    Map<String, String> texts(String name) {
        return find(name).stream()
                .filter(Map.class::isInstance)
                .flatMap(value -> ((Map<?, ?>) value).entrySet().stream())
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return words(name).map(value -> Enum.valueOf(type, value));
    }
}
