package io.understudy.prompts.playground.ui;

import io.understudy.prompts.playground.TakeId;
import io.understudy.prompts.stacks.StackPlan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the playground is; paths are relative to the base of the application. */
public final class PlaygroundRoutes {
    public static final String PLAYGROUND = "prompts/playground";

    static final String TAKE = "take";
    static final String ROUTE = PLAYGROUND + "/:" + TAKE + "?";
    static final String PROMPT = "prompt";
    static final String PLAN = "plan";
    static final String TEMPLATE = "template";

    private PlaygroundRoutes() {}

    public static String of(TakeId take) {
        return PLAYGROUND + "/" + take.value();
    }

    /**
     * The playground with a finished prompt in its form.
     *
     * @param template that it came from, or null
     */
    public static String filled(String prompt, StackPlan plan, @Nullable UUID template) {
        return PLAYGROUND + "?" + PROMPT + "=" + URLEncoder.encode(prompt, StandardCharsets.UTF_8) + "&" + PLAN + "="
                + plan.asText() + (template == null ? "" : "&" + TEMPLATE + "=" + template);
    }
}
