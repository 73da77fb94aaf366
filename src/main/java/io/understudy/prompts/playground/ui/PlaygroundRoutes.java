package io.understudy.prompts.playground.ui;

import io.understudy.prompts.playground.TakeId;

/** Where the playground is; paths are relative to the base of the application. */
public final class PlaygroundRoutes {
    public static final String PLAYGROUND = "prompts/playground";

    static final String TAKE = "take";
    static final String ROUTE = PLAYGROUND + "/:" + TAKE + "?";

    private PlaygroundRoutes() {}

    public static String of(TakeId take) {
        return PLAYGROUND + "/" + take.value();
    }
}
