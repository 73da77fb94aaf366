package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.JobStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a job ended without a LoRA, from the last lines of its log and the engine's own word. */
final class TrainerFailures {
    /** No trainer saves when it is asked to end. */
    static final String RESUME =
            "Resume the run: it continues from the trainer's newest state, and makes the steps after it again.";

    private static final String TIME_LIMIT = "Raise the time limit in the engine's settings. " + RESUME;

    private record Cause(Pattern line, String words, String advice) {
        Cause(String line, String words, String advice) {
            this(Pattern.compile(line, Pattern.CASE_INSENSITIVE), words, advice);
        }
    }

    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    "CUDA out of memory|OutOfMemoryError|CUDA error: out of memory|OOM during training",
                    "The memory of the card was not enough.",
                    "Launch it again with a lower resolution, batch size or rank, or with the 8-bit base model."),
            new Cause(
                    "No space left on device|Disk quota exceeded|ENOSPC",
                    "The engine's disk is full.",
                    "Free space there. " + RESUME),
            new Cause(
                    "No module named ['\"]?([\\w.]+)",
                    "The trainer's Python lacks the module $1.",
                    "Install it there, or check the trainer's Python in the engine's settings. " + RESUME),
            new Cause(
                    "GatedRepo|401 Client Error|Access to model .* is restricted",
                    "The base model cannot be fetched without permission.",
                    "Give the engine's account a token of Hugging Face, or enter the path of a local copy. " + RESUME),
            new Cause(
                    "No such file or directory: ['\"]?([^'\"]+)|can't open file ['\"]?([^'\"]+)",
                    "A file is missing on the engine: $1",
                    "Check the paths in the engine's settings. " + RESUME),
            new Cause(
                    "No CUDA GPUs are available|NVIDIA driver|CUDA driver version|no CUDA-capable device",
                    "The trainer finds no card on the engine.",
                    "Have the engine's driver checked. " + RESUME),
            new Cause(
                    "loss is (nan|no longer a number)|NaN detected in latents",
                    "The loss is no longer a number: the training has diverged.",
                    "Launch it again with a lower learning rate; 1e-4 is the safe default."),
            new Cause(
                    "command not found|: not found$",
                    "A program is missing on the engine.",
                    "Check the trainer's paths in the engine's settings. " + RESUME));

    private static final Map<String, String> BY_STATE = Map.of(
            "TIMEOUT", TIME_LIMIT,
            "CANCELLED", RESUME,
            "DELETED", RESUME,
            "OUT_OF_MEMORY", "Raise the memory in the engine's settings. " + RESUME);

    private TrainerFailures() {}

    /** @param warned the job was stopped because its time limit came near */
    static JobFailure of(JobStanding standing, boolean warned, List<String> log) {
        String words = standing.completed() ? "The trainer ended without writing a LoRA." : standing.sentence();
        if (warned && !"CANCELLED".equals(standing.state())) {
            return new JobFailure("The job reached its time limit.", TIME_LIMIT, null);
        }
        String advice = BY_STATE.get(standing.state());
        if (advice != null) {
            return new JobFailure(words, advice, null);
        }
        return log.reversed().stream()
                .flatMap(line -> cause(line).stream())
                .findFirst()
                .orElseGet(() -> new JobFailure(
                        log.isEmpty() ? words : words + " The last line of its log: " + log.getLast(),
                        "The log has more. " + RESUME,
                        null));
    }

    private static Optional<JobFailure> cause(String line) {
        for (Cause cause : CAUSES) {
            Matcher found = cause.line.matcher(line);
            if (found.find()) {
                String detail = found.groupCount() == 0
                        ? ""
                        : Optional.ofNullable(found.group(1))
                                .orElseGet(() -> String.valueOf(found.group(found.groupCount())));
                return Optional.of(new JobFailure(cause.words.replace("$1", detail), cause.advice, null));
            }
        }
        return Optional.empty();
    }
}
