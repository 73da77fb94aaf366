package io.understudy.prompts.loras.ui;

/** Where the LoRA library is; the path is relative to the base of the application. */
public final class LoraRoutes {
    public static final String LIBRARY = "prompts/loras";

    private LoraRoutes() {}
}
