package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import java.util.Map;

public final class StackRoutes {
    public static final String PLANNER = "prompts/stack";
    public static final String SAVED = "prompts/stacks";

    static final String PLAN = "plan";
    static final String STACK = "stack";

    private StackRoutes() {}

    public static String saved(StackId stack) {
        return PLANNER + "?" + STACK + "=" + stack.value();
    }

    static QueryParameters query(StackId stack) {
        return QueryParameters.simple(Map.of(STACK, stack.value().toString()));
    }

    public static String planned(StackPlan plan) {
        return PLANNER + "?" + PLAN + "=" + plan.asText();
    }
}
