package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "launch",
        sortOptions = false,
        description = "Freezes a character's dataset and launches a run on it. What is left out is that of the"
                + " backend's first preset.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the run is launched, or estimated; with --json, number is the one that follow takes; with --follow, it"
                    + " succeeded",
            "1:with --follow: it failed or was lost",
            ClientCommand.STATUS_INPUT,
            "3:no usable answer; where the run may have been launched, the error stream says how to repeat the command",
            ClientCommand.STATUS_DECLINED,
            "5:with --follow: it was cancelled"
        })
final class LaunchCommand extends ClientCommand {
    @Parameters(paramLabel = "CHARACTER", description = "Its name in the address of its page.")
    private String character = "";

    @Option(names = "--backend", required = true, paramLabel = "ID", description = "Where it is computed.")
    private String backend = "";

    @Option(names = "--steps")
    private @Nullable Integer steps;

    @Option(names = "--lr", description = "Learning rate.")
    private @Nullable Double learningRate;

    @Option(names = "--rank")
    private @Nullable Integer rank;

    @Option(names = "--alpha")
    private @Nullable Double alpha;

    @Option(names = "--batch")
    private @Nullable Integer batch;

    @Option(names = "--resolution", paramLabel = "PIXELS")
    private @Nullable Integer resolution;

    @Option(names = "--seed")
    private @Nullable Long seed;

    @Option(names = "--sample-every", paramLabel = "STEPS", description = "Steps between samples, 0 for none.")
    private @Nullable Integer sampleEvery;

    @Option(names = "--save-every", paramLabel = "STEPS", description = "Steps between checkpoints, 0 for none.")
    private @Nullable Integer saveEvery;

    @Option(names = "--prompt", description = "Sample prompt; may be repeated.")
    private List<String> prompts = List.of();

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "Of the backend; may be repeated.")
    private Map<String, String> options = Map.of();

    @Option(names = "--fewer-pictures", description = "Fewer pictures than the guide's minimum are enough.")
    private boolean fewerPictures;

    @Option(
            names = "--maximum-cost",
            paramLabel = "DOLLARS",
            description = "What it may cost, in US dollars; a backend that charges needs it.")
    private @Nullable BigDecimal maximumCost;

    @Option(
            names = "--request",
            paramLabel = "NAME",
            description = "A name of your own for this launch: within a day, the same command with the same name"
                    + " launches nothing new.")
    private @Nullable String request;

    @Option(
            names = "--follow",
            description =
                    "Follows the run until it is over, as the command follow does. The token needs the scope read,"
                            + " too.")
    private boolean follow;

    @Option(names = "--dry-run", description = "Launches nothing, and shows the settings, the time and the cost.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String runs = "characters/" + ApiClient.part(character) + "/runs";
        if (dryRun) {
            return estimate(runs + "/estimate");
        }
        String key = request == null ? newKey() : request;
        try (ApiClient api = client()) {
            JsonNode launched = launched(api, runs, key);
            String number = launched.path("number").asString("");
            report(
                    launched,
                    List.of(
                            launched.path("awaitingApproval").asBoolean(false)
                                    ? "Run %s waits for an admin, because of what it may cost.".formatted(number)
                                    : "Run %s is queued.".formatted(number)));
            return follow ? followed(api, launched.path("number").asLong(0)) : 0;
        }
    }

    private JsonNode launched(ApiClient api, String runs, String key) throws InterruptedException {
        try {
            return api.post(runs, run().toString(), key);
        } catch (ApiException lost) {
            throw lost.isPassing() ? unknown(lost, key) : lost;
        }
    }

    private int followed(ApiClient api, long number) throws InterruptedException {
        try (ProgressBar bar = bar("Run " + number, -1)) {
            return new RunFollowing(api, number, pause, bar, this::report).toItsEnd();
        }
    }

    private int estimate(String path) throws IOException, InterruptedException {
        JsonNode estimate;
        try (ApiClient api = client()) {
            estimate = api.post(path, run().toString(), newKey());
        }
        List<String> lines = new ArrayList<>();
        JsonNode settings = estimate.path("settings");
        lines.add("Steps %d, pictures %d, learning rate %s, rank %d, alpha %s, batch size %d, resolution %d."
                .formatted(
                        settings.path("steps").asInt(0),
                        estimate.path("pictures").asInt(0),
                        settings.path("learningRate").asString(""),
                        settings.path("rank").asInt(0),
                        settings.path("alpha").asString(""),
                        settings.path("batchSize").asInt(0),
                        settings.path("resolution").asInt(0)));
        lines.add(
                "It takes about %d s and %s".formatted(estimate.path("seconds").asLong(0), cost(estimate)));
        if (estimate.path("awaitsApproval").asBoolean(false)) {
            lines.add("An admin decides about it first, because of what it may cost.");
        }
        report(estimate, lines);
        return 0;
    }

    private static String cost(JsonNode estimate) {
        if (estimate.path("free").asBoolean(false)) {
            return "costs nothing.";
        }
        JsonNode cost = estimate.path("cost");
        return cost.isNumber()
                ? "needs --maximum-cost " + cost.asString() + ", in US dollars."
                : "costs money, but no price is known: a person launches it.";
    }

    /** Without the key a repetition would be another run, which may cost money. */
    private static ApiException unknown(ApiException lost, String key) {
        return new ApiException(
                lost.status(),
                "The run may have been launched. Repeat the command with --request %s to launch it once. %s"
                        .formatted(key, String.valueOf(lost.getMessage())));
    }

    private ObjectNode run() {
        ObjectNode run = object().put("backend", backend).put("fewerPicturesConfirmed", fewerPictures);
        put(run, "steps", steps);
        put(run, "learningRate", learningRate);
        put(run, "rank", rank);
        put(run, "alpha", alpha);
        put(run, "batchSize", batch);
        put(run, "resolution", resolution);
        put(run, "seed", seed);
        put(run, "sampleEvery", sampleEvery);
        put(run, "saveEvery", saveEvery);
        put(run, "maximumCost", maximumCost);
        if (!prompts.isEmpty()) {
            put(
                    run,
                    "samplePrompts",
                    prompts.stream().map(prompt -> Map.of("prompt", prompt)).toList());
        }
        if (!options.isEmpty()) {
            put(run, "options", options);
        }
        return run;
    }

    private static void put(ObjectNode run, String name, @Nullable Object value) {
        if (value != null) {
            run.set(name, JSON.valueToTree(value));
        }
    }
}
