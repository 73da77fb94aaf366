package io.understudy.prompts.regression;

public final class RegressionRoutes {
    public static final String ALL = "prompts/regressions";

    public static final String ID = "id";
    public static final String ONE = ALL + "/:" + ID;

    private RegressionRoutes() {}

    public static String of(RegressionId id) {
        return ALL + "/" + id.value();
    }
}
