package io.understudy.prompts.playground.ui;

import io.understudy.prompts.playground.RegressionId;

public final class RegressionRoutes {
    public static final String ALL = "prompts/regressions";

    static final String ID = "id";
    static final String ONE = ALL + "/:" + ID;

    private RegressionRoutes() {}

    public static String of(RegressionId id) {
        return ALL + "/" + id.value();
    }
}
