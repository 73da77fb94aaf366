package io.understudy.prompts.loras.ui;

import io.understudy.platform.ui.SearchField;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

public final class LoraRoutes {
    public static final String LIBRARY = "prompts/loras";

    private LoraRoutes() {}

    /** The library, searched for a file. */
    static String found(String fileName) {
        return LIBRARY + "?" + SearchField.PARAMETER + "=" + URLEncoder.encode(fileName, StandardCharsets.UTF_8);
    }
}
