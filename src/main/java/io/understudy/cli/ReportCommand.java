package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.tensorboard.EventFolder;
import io.understudy.cli.tensorboard.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            "0:all that was logged is reported",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED
        })
final class ReportCommand extends ClientCommand {
    private static final int AT_ONCE = 500;
    private static final int LAST_STEP = 100_000;

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
            description = "Looks again after this time, until the command is ended or the run is over.")
    private @Nullable Integer watch;

    private final SortedMap<Long, ObjectNode> waiting = new TreeMap<>();
    private double begun = Double.NaN;
    private int sent;

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
        try (ApiClient api = client()) {
            while (seconds != null) {
                events.read(this::add);
                sendWhatIsComplete(api);
                pause.of(Duration.ofSeconds(seconds));
            }
            events.read(this::add);
            send(waiting, api);
        }
        report(object().put("sent", sent), List.of("%d points are reported.".formatted(sent)));
        return 0;
    }

    private void add(Scalar scalar) {
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

    /** All but the last step, which may lack its learning rate as yet; later, when the server is away for a while. */
    private void sendWhatIsComplete(ApiClient api) throws InterruptedException {
        try {
            send(waiting.isEmpty() ? waiting : waiting.headMap(waiting.lastKey()), api);
        } catch (ApiException lost) {
            if (!lost.isPassing()) {
                throw lost;
            }
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
