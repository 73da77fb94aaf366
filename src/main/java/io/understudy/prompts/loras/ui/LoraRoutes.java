package io.understudy.prompts.loras.ui;

public final class LoraRoutes {
    public static final String LIBRARY = "prompts/loras";

    private LoraRoutes() {}
}
