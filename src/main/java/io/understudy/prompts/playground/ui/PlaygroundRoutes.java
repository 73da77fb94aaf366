package io.understudy.prompts.playground.ui;

import io.understudy.prompts.playground.RenderId;

public final class PlaygroundRoutes {
    public static final String PLAYGROUND = "prompts/playground";

    static final String TAKE = "take";
    static final String ROUTE = PLAYGROUND + "/:" + TAKE + "?";

    private PlaygroundRoutes() {}

    public static String of(RenderId take) {
        return PLAYGROUND + "/" + take.value();
    }
}
