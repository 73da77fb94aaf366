package io.understudy.prompts.stacks;

public final class StackRoutes {
    public static final String PLANNER = "prompts/stack";
    public static final String SAVED = "prompts/stacks";

    public static final String PLAN = "plan";
    public static final String STACK = "stack";

    private StackRoutes() {}

    public static String saved(StackId stack) {
        return PLANNER + "?" + STACK + "=" + stack.value();
    }

    public static String planned(StackPlan plan) {
        return PLANNER + "?" + PLAN + "=" + plan.asText();
    }
}
