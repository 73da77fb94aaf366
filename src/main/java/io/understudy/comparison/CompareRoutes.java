package io.understudy.comparison;

import java.util.Collection;
import java.util.stream.Collectors;

public final class CompareRoutes {
    public static final String COMPARE = "compare";

    private CompareRoutes() {}

    public static String of(Collection<Long> numbers) {
        return COMPARE + "?runs=" + numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
