package io.understudy.api;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of a parameter that may be repeated. */
public final class Chosen {
    private Chosen() {}

    /** Without what is blank, which Spring gives as null. */
    public static <T> Set<T> of(Set<T> values) {
        return values.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
