package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Command(
        name = "follow",
        sortOptions = false,
        description = "Shows what a run does until it is over, across lost connections. With --json each event is a"
                + " line.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the run succeeded",
            "1:it failed or was lost",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED,
            "5:it was cancelled"
        })
final class FollowCommand extends ClientCommand {
    private static final Map<String, Integer> OUTCOMES = Map.of("SUCCEEDED", 0, "FAILED", 1, "LOST", 1, "CANCELLED", 5);
    private static final Set<String> KNOWN = Set.of("state", "metric");

    /** Connections in a row without an event; a server that restarts is back before. */
    private static final int MOST_SILENT = 20;

    private static final int LONGEST_PAUSE = 15;

    @Parameters(paramLabel = "RUN", description = "Its number.")
    private long run;

    private String last = "0";
    private String state = "";
    private int silent;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ApiClient api = client();
                ProgressBar bar = bar("Run " + run, -1)) {
            while (!OUTCOMES.containsKey(state)) {
                connect(api, bar);
            }
        }
        return OUTCOMES.getOrDefault(state, 1);
    }

    private void connect(ApiClient api, ProgressBar bar) throws InterruptedException {
        silent++;
        try {
            api.events("runs/" + run + "/events", last, event -> show(event, bar));
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

    private void show(ServerEvent event, ProgressBar bar) {
        if (!KNOWN.contains(event.name())) {
            return;
        }
        JsonNode data = data(event);
        silent = 0;
        if (event.id().matches("\\d{1,9}")) {
            last = event.id();
        }
        String line = "";
        if (event.name().equals("state")) {
            String now = data.path("state").asString("");
            line = now.equals(state) ? "" : line(now, data);
            state = now;
            bar.maxHint(data.path("steps").asLong(-1)).stepTo(data.path("step").asLong(0));
        }
        if (json || !line.isEmpty()) {
            report(object().put("event", event.name()).set("data", data), List.of(line));
        }
    }

    private static JsonNode data(ServerEvent event) {
        try {
            return JSON.readTree(event.data());
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
