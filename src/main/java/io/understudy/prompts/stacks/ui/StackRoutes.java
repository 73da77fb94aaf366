package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import java.util.Map;

/** Where the stack planner is; paths are relative to the base of the application. */
public final class StackRoutes {
    public static final String PLANNER = "prompts/stack";
    public static final String SAVED = "prompts/stacks";

    static final String PLAN = "plan";
    static final String STACK = "stack";

    private StackRoutes() {}

    /** The planner with a saved stack. */
    public static String saved(StackId stack) {
        return PLANNER + "?" + STACK + "=" + stack.value();
    }

    static QueryParameters query(StackId stack) {
        return QueryParameters.simple(Map.of(STACK, stack.value().toString()));
    }

    /** The planner with a plan that nobody has saved. */
    public static String planned(StackPlan plan) {
        return PLANNER + "?" + PLAN + "=" + plan.asText();
    }
}
