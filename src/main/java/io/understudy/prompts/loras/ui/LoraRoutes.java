package io.understudy.prompts.loras.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

public final class LoraRoutes {
    public static final String LIBRARY = "prompts/loras";

    static final String SEARCH = "search";

    private LoraRoutes() {}

    /** The library, searched for a file. */
    static String found(String fileName) {
        return LIBRARY + "?" + SEARCH + "=" + URLEncoder.encode(fileName, StandardCharsets.UTF_8);
    }
}
