package io.understudy.training.backends.cluster.aitoolkit;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A row in the database of ai-toolkit's server, and what its trainer writes. */
public final class FakeAiToolkitJob {
    private static final Pattern CHECKPOINT = Pattern.compile(".*_(\\d{9})\\.safetensors");
    private static double clock = 1_800_000_000;

    public final String id;
    public final String name;
    public volatile String cards;
    public volatile JsonNode process;
    public volatile String status = "stopped";
    public volatile String updated = "2026-02-01T12:00:00.000Z";
    public volatile int step;
    /** Null in a release that has no such column. */
    public volatile @Nullable Integer order = 0;

    /** How often the server gave it a process. */
    public volatile int starts;
    /** Its process ended without a word: the machine was restarted. */
    public volatile boolean isDead;

    volatile boolean saveNow;
    volatile boolean sampleNow;
    private final Map<String, byte[]> files;
    private final Map<Integer, Double> times = new TreeMap<>();
    private String info = "";
    private String log = "";
    private int began;
    private int failAt = Integer.MAX_VALUE;
    private String failure = "";

    FakeAiToolkitJob(String id, String name, String cards, JsonNode config, Map<String, byte[]> files) {
        this.id = id;
        this.name = name;
        this.cards = cards;
        this.process = config.at("/config/process/0");
        this.files = files;
    }

    /** Its trainer ends in this step, after it has printed a line. */
    public void failAt(int step, String line) {
        failAt = step;
        failure = line;
    }

    String folder() {
        return FakeAiToolkit.TRAINING + "/" + name + "/";
    }

    Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>(Map.of(
                "id",
                id,
                "name",
                name,
                "gpu_ids",
                cards,
                "status",
                status,
                "step",
                step,
                "info",
                info,
                "updated_at",
                updated));
        Integer place = order;
        if (place != null) {
            row.put("queue_position", place);
        }
        return row;
    }

    void change(String others, JsonNode config) {
        cards = others;
        process = config.at("/config/process/0");
    }

    void queue() {
        status = "queued";
        info = "Job queued";
    }

    /** Weights come from its own newest checkpoint, else from one that it was given; it counts from its start_step. */
    void begin() {
        status = "running";
        info = "Starting job...";
        log = "Loading the model\nüber alles\n";
        starts++;
        int own = files.keySet().stream()
                .filter(file -> file.startsWith(folder()))
                .map(CHECKPOINT::matcher)
                .filter(Matcher::matches)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElse(0);
        String given = process.at("/network/pretrained_lora_path").asString("");
        if (own == 0 && !given.isEmpty() && !files.containsKey(given)) {
            status = "error";
            info = "There is no " + given;
        }
        step = process.at("/train/start_step").asInt(own);
        began = step;
        if (step == 0) {
            sample();
        }
    }

    void train() {
        if (!status.equals("running") || isDead) {
            return;
        }
        if (step + 1 == failAt) {
            log += failure + "\n";
            status = "error";
            info = "Job process exited unexpectedly. Last log line: " + failure;
            return;
        }
        clock++;
        if (step == began + 1) {
            times.keySet().removeIf(later -> later > step);
        }
        if (step != began) { // of the first step of a start nothing is logged
            times.put(step, clock);
        }
        step++;
        info = "Training";
        log += "step " + step + "\n";
        int steps = process.at("/train/steps").asInt();
        if ((saveNow || step % process.at("/save/save_every").asInt() == 0) && step < steps) {
            saveNow = false;
            files.put(folder() + name + "_%09d.safetensors".formatted(step), lora());
        }
        if (sampleNow || step % process.at("/sample/sample_every").asInt() == 0) {
            sampleNow = false;
            sample();
        }
        if (step == steps) {
            files.put(folder() + name + ".safetensors", lora());
            status = "completed";
        }
    }

    /** One without a process only gets a note. */
    void stop() {
        info = "Stopping job...";
        if (status.equals("running") && !isDead) {
            status = "stopped";
            info = "Job stopped";
        }
    }

    private void sample() {
        if (process.at("/train/disable_sampling").asBoolean()) {
            return;
        }
        for (int index = 0; index < process.at("/sample/samples").size(); index++) {
            files.put(
                    folder() + "samples/%d__%09d_%d.png".formatted((long) (clock * 1000), step, index),
                    TestPhotos.png(16, 16, step + index));
        }
    }

    private byte[] lora() {
        return new SafetensorsWriter()
                .metadata("step", String.valueOf(step))
                .tensor("transformer.blocks.0.lora_A.weight", TensorType.F32, new float[] {1, 2}, 1, 2)
                .toBytes();
    }

    Map<String, Object> log(int offset) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        boolean again = offset > bytes.length;
        int from = again ? 0 : offset;
        return Map.of(
                "log",
                new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8),
                "offset",
                bytes.length,
                "reset",
                again);
    }

    Map<String, Object> metrics(String key, int since, IntPredicate saysRate) {
        boolean isLoss = key.equals("loss/loss");
        double value = isLoss ? 0.5 : 1e-4;
        List<Map<String, Number>> points = times.entrySet().stream()
                .filter(one -> one.getKey() > since && (isLoss || saysRate.test(one.getKey())))
                .map(one -> Map.<String, Number>of("step", one.getKey(), "wall_time", one.getValue(), "value", value))
                .toList();
        return Map.of("key", key, "points", isLoss || key.equals("learning_rate") ? points : List.of());
    }
}
