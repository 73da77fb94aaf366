package io.understudy.prompts.playground.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.PromptId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the playground's form begins with; null leaves a value to the backend. Has the form of an address.
 *
 * @param template that the prompt came from
 * @param backend its id
 * @param width in px, likewise the height
 */
public record PlaygroundLink(
        String prompt,
        StackPlan plan,
        @Nullable PromptId template,
        @Nullable String backend,
        @Nullable Double guidance,
        @Nullable Integer steps,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long seed) {
    private static final String PROMPT = "prompt";
    private static final String PLAN = "plan";
    private static final String TEMPLATE = "template";
    private static final String BACKEND = "backend";
    private static final String GUIDANCE = "guidance";
    private static final String STEPS = "steps";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String SEED = "seed";

    public String path() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(PROMPT, prompt);
        values.put(PLAN, plan.asText());
        values.put(TEMPLATE, template == null ? null : template.value());
        values.put(BACKEND, backend);
        values.put(GUIDANCE, guidance);
        values.put(STEPS, steps);
        values.put(WIDTH, width);
        values.put(HEIGHT, height);
        values.put(SEED, seed);
        return PlaygroundRoutes.PLAYGROUND
                + values.entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .map(entry -> entry.getKey() + "="
                                + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** What an address asks for; empty when it names neither a prompt nor a stack. Values that make no sense are left out. */
    static Optional<PlaygroundLink> read(QueryParameters query) {
        Optional<String> prompt = query.getSingleParameter(PROMPT);
        Optional<String> plan = query.getSingleParameter(PLAN);
        return prompt.isEmpty() && plan.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlaygroundLink(
                        prompt.orElse(""),
                        StackPlan.of(plan.orElse("")),
                        value(query, TEMPLATE, text -> new PromptId(UUID.fromString(text))),
                        value(query, BACKEND, Function.identity()),
                        value(query, GUIDANCE, Double::valueOf),
                        value(query, STEPS, Integer::valueOf),
                        value(query, WIDTH, Integer::valueOf),
                        value(query, HEIGHT, Integer::valueOf),
                        value(query, SEED, Long::valueOf)));
    }

    private static <T> @Nullable T value(QueryParameters query, String name, Function<String, T> parse) {
        try {
            return query.getSingleParameter(name).map(parse).orElse(null);
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }
}
