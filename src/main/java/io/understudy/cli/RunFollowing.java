package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.Pause;
import io.understudy.cli.client.ServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import me.tongfei.progressbar.ProgressBar;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows the events of a run across lost connections. */
final class RunFollowing {
    private static final Map<String, Integer> OUTCOMES = Map.of("SUCCEEDED", 0, "FAILED", 1, "LOST", 1, "CANCELLED", 5);
    private static final Set<String> KNOWN = Set.of("state", "metric");

    /** Connections in a row without an event; a server that restarts is back before. */
    private static final int MOST_SILENT = 20;

    private static final int LONGEST_PAUSE = 15;

    private final ApiClient api;
    private final long run;
    private final Pause pause;
    private final ProgressBar bar;
    private final BiConsumer<JsonNode, List<String>> shown;
    private String last = "0";
    private String state = "";
    private int silent;

    /** @param shown takes each event, and the line for a person where there is one */
    RunFollowing(ApiClient api, long run, Pause pause, ProgressBar bar, BiConsumer<JsonNode, List<String>> shown) {
        this.api = api;
        this.run = run;
        this.pause = pause;
        this.bar = bar;
        this.shown = shown;
    }

    /** @return the exit status that the run's end gives */
    int toItsEnd() throws InterruptedException {
        while (!OUTCOMES.containsKey(state)) {
            connect();
        }
        return OUTCOMES.getOrDefault(state, 1);
    }

    private void connect() throws InterruptedException {
        silent++;
        try {
            api.events("runs/" + run + "/events", last, this::show);
            if (silent > MOST_SILENT) {
                throw new ApiException(0, "The server says nothing about run " + run + ".");
            }
        } catch (ApiException lost) {
            if (!lost.isPassing() || silent > MOST_SILENT) {
                throw lost;
            }
        }
        if (!OUTCOMES.containsKey(state)) {
            pause.of(Duration.ofSeconds(Math.clamp(silent, 1, LONGEST_PAUSE)));
        }
    }

    private void show(ServerEvent event) {
        if (!KNOWN.contains(event.name())) {
            return;
        }
        JsonNode data = data(event);
        silent = 0;
        if (event.id().matches("(\\d{1,9}-)?\\d{1,9}")) {
            last = event.id();
        }
        String line = "";
        if (event.name().equals("state")) {
            String now = data.path("state").asString("");
            line = now.equals(state) ? "" : line(now, data);
            state = now;
            bar.maxHint(data.path("steps").asLong(-1)).stepTo(data.path("step").asLong(0));
        }
        shown.accept(
                ClientCommand.object().put("event", event.name()).set("data", data),
                line.isEmpty() ? List.of() : List.of(line));
    }

    private static JsonNode data(ServerEvent event) {
        try {
            return JsonMapper.shared().readTree(event.data());
        } catch (JacksonException nonsense) {
            throw new ApiException(0, "The server sent an event that cannot be read.");
        }
    }

    private static String line(String state, JsonNode data) {
        String phase = data.path("phase").asString("");
        return "%s, step %d of %d%s"
                .formatted(
                        state.replace('_', ' ').toLowerCase(Locale.ROOT),
                        data.path("step").asInt(0),
                        data.path("steps").asInt(0),
                        phase.isBlank() ? "" : ": " + phase);
    }
}
