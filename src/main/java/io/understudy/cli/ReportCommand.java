package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.tensorboard.EventFolder;
import io.understudy.cli.tensorboard.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "report",
        sortOptions = false,
        description = "Reports the loss and the learning rate of a run that is trained elsewhere, from what its trainer"
                + " logs for TensorBoard. What was reported before changes nothing, so the command may be repeated.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:all that was logged is reported; with --watch, the run succeeded",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED,
            "5:with --watch: the run was cancelled"
        })
final class ReportCommand extends ClientCommand {
    private static final int AT_ONCE = 500;
    private static final int LAST_STEP = 100_000;
    private static final int CONFLICT = 409;

    /** Not that of a run that failed: it continues with its next report. */
    private static final Map<String, Integer> OUTCOMES = Map.of("SUCCEEDED", 0, "CANCELLED", 5);

    @Parameters(paramLabel = "RUN", description = "Its number.")
    private long run;

    @Option(
            names = "--tensorboard",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the trainer's log: --logging_dir of sd-scripts, log_dir of ai-toolkit.")
    private Path folder = Path.of("");

    @Option(
            names = "--loss",
            paramLabel = "TAG",
            description = "What the loss is logged as. Otherwise loss/current, loss or loss/loss.")
    private List<String> lossTags = List.of("loss/current", "loss", "loss/loss");

    @Option(
            names = "--lr",
            paramLabel = "TAG",
            description = "What the learning rate is logged as. Otherwise lr/unet, lr/group0 or lr.")
    private List<String> rateTags = List.of("lr/unet", "lr/group0", "lr");

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            description = "Looks again after this time, until the run succeeded or was cancelled. The token needs the"
                    + " scope read, too.")
    private @Nullable Integer watch;

    private final SortedMap<Long, ObjectNode> waiting = new TreeMap<>();
    private double begun = Double.NaN;
    private int sent;
    private boolean silent;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("There is no folder %s.".formatted(folder));
        }
        Integer seconds = watch;
        if (seconds != null && seconds < 1) {
            throw new BadInputException("--watch takes a number of seconds from 1.");
        }
        EventFolder events = new EventFolder(folder);
        int status = 0;
        try (ApiClient api = client()) {
            if (seconds == null) {
                events.read(this::add);
                send(waiting, api);
            } else {
                status = watch(events, Duration.ofSeconds(seconds), api);
            }
        }
        List<String> lines = new ArrayList<>(List.of("%d points are reported.".formatted(sent)));
        waiting.values().removeIf(point -> !point.has("loss"));
        if (!waiting.isEmpty()) {
            lines.add("%d are not: the run was over before they were sent.".formatted(waiting.size()));
        }
        report(object().put("sent", sent).put("late", waiting.size()), lines);
        return status;
    }

    private int watch(EventFolder events, Duration each, ApiClient api) throws IOException, InterruptedException {
        Integer outcome = outcome(api);
        while (outcome == null) {
            silent = true;
            events.read(this::add);
            outcome = sendWhatIsComplete(api);
            if (outcome == null) {
                pause.of(each);
                outcome = outcome(api);
                if (outcome != null) {
                    // What was logged meanwhile is too late, and counted.
                    events.read(this::add);
                }
            }
        }
        return outcome;
    }

    /** The exit status that the run's end gives; null while it is not over, and while the server is away. */
    private @Nullable Integer outcome(ApiClient api) throws InterruptedException {
        try {
            return OUTCOMES.get(api.get("runs/" + run).path("state").asString(""));
        } catch (ApiException lost) {
            if (!lost.isPassing()) {
                throw lost;
            }
            return null;
        }
    }

    private void add(Scalar scalar) {
        silent = false;
        if (Double.isNaN(begun)) {
            begun = scalar.time();
        }
        if (scalar.step() < 1 || scalar.step() > LAST_STEP || scalar.value() < 0) {
            return;
        }
        if (lossTags.contains(scalar.tag())) {
            point(scalar).put("loss", scalar.value()).put("seconds", Math.max(0, scalar.time() - begun));
        } else if (rateTags.contains(scalar.tag())) {
            point(scalar).put("learningRate", scalar.value());
        }
    }

    private ObjectNode point(Scalar scalar) {
        return waiting.computeIfAbsent(scalar.step(), step -> object().put("step", step));
    }

    /**
     * All but the last step, which may lack its learning rate until the trainer is silent; later, when the server is
     * away for a while.
     *
     * @return as {@link #outcome}, when the run was over before
     */
    private @Nullable Integer sendWhatIsComplete(ApiClient api) throws InterruptedException {
        try {
            send(silent || waiting.isEmpty() ? waiting : waiting.headMap(waiting.lastKey()), api);
            return null;
        } catch (ApiException declined) {
            Integer outcome = declined.status() == CONFLICT ? outcome(api) : null;
            if (outcome == null && !declined.isPassing()) {
                throw declined;
            }
            return outcome;
        }
    }

    /** @param ready is empty afterwards */
    private void send(SortedMap<Long, ObjectNode> ready, ApiClient api) throws InterruptedException {
        ready.values().removeIf(point -> !point.has("loss"));
        while (!ready.isEmpty()) {
            List<ObjectNode> some = ready.values().stream().limit(AT_ONCE).toList();
            ArrayNode points = JSON.createArrayNode();
            some.forEach(points::add);
            ObjectNode metrics = object();
            metrics.set("points", points);
            api.post("runs/" + run + "/metrics", metrics.toString(), newKey());
            sent += some.size();
            ready.headMap(some.getLast().path("step").asLong() + 1).clear();
        }
    }
}
