package io.understudy.prompts.stacks.ui;

/** Where the stack planner is; paths are relative to the base of the application. */
public final class StackRoutes {
    public static final String PLANNER = "prompts/stack";

    private StackRoutes() {}
}
