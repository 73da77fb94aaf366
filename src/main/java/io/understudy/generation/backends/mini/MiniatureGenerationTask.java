package io.understudy.generation.backends.mini;

import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.lora.Strength;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureLoraFile;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.UnfitLoraException;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.platform.jobs.CancellableTask;
import io.understudy.platform.jobs.JobFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class MiniatureGenerationTask extends CancellableTask {
    /** A LoRA of the miniature has about 1 MB; what is much larger is for another model, and is not read into memory. */
    private static final long LARGEST_LORA = 64_000_000;

    private static final String GO_ON = "Generate the missing pictures to continue.";

    private final MiniatureBase base;
    private final MiniatureWorkers workers;
    private final PictureGenerator generator;
    private final GenerationTask task;
    private final GenerationReporter reporter;

    MiniatureGenerationTask(
            MiniatureBase base, MiniatureWorkers workers, GenerationTask task, GenerationReporter reporter) {
        super(
                task.name(),
                reporter::cancelled,
                problem -> reporter.failed(problem, Set.of()),
                MiniatureGenerationTask::inWords);
        this.base = base;
        this.workers = workers;
        this.generator = new PictureGenerator(base, workers);
        this.task = task;
        this.reporter = reporter;
    }

    @Override
    protected void work() throws IOException, InterruptedException {
        List<MiniatureLoraFile> loras = read();
        for (Map.Entry<List<Strength>, List<TaskPicture>> alike : byStrengths().entrySet()) {
            draw(applied(loras, alike.getKey()), alike.getValue());
        }
        reporter.finished();
    }

    private List<MiniatureLoraFile> read() throws IOException {
        List<MiniatureLoraFile> files = new ArrayList<>();
        for (TaskLora lora : task.loras()) {
            stopIfCancelled();
            reporter.preparing("Reading " + lora.name());
            files.add(read(lora));
        }
        return files;
    }

    private MiniatureLoraFile read(TaskLora lora) throws IOException {
        if (lora.size() > LARGEST_LORA) {
            throw unfit(lora, null);
        }
        try (InputStream bytes = lora.bytes().open()) {
            return MiniatureLoraFile.read(base, bytes.readAllBytes());
        } catch (UnfitLoraException unfit) {
            throw unfit(lora, unfit);
        } catch (MalformedSafetensorsException damaged) {
            throw new JobFailure(
                    lora.name() + " cannot be read: " + damaged.getMessage(), "Use another version.", damaged);
        }
    }

    private static JobFailure unfit(TaskLora lora, @Nullable Throwable cause) {
        return new JobFailure(
                lora.name() + " is not made for the miniature.",
                "Choose a backend that uses the model this LoRA was trained for.",
                cause);
    }

    /** Adding LoRAs to the weights takes a while, so pictures with the same strengths are generated together. */
    private Map<List<Strength>, List<TaskPicture>> byStrengths() {
        Map<List<Strength>, List<TaskPicture>> groups = new LinkedHashMap<>();
        task.pictures()
                .forEach(picture -> groups.computeIfAbsent(picture.strengths(), strengths -> new ArrayList<>())
                        .add(picture));
        return groups;
    }

    private static List<AppliedLora> applied(List<MiniatureLoraFile> loras, List<Strength> strengths) {
        List<AppliedLora> applied = new ArrayList<>();
        for (int index = 0; index < loras.size(); index++) {
            if (!strengths.get(index).isNone()) {
                applied.add(new AppliedLora(loras.get(index), strengths.get(index)));
            }
        }
        return applied;
    }

    private void draw(List<AppliedLora> loras, List<TaskPicture> pictures) throws IOException, InterruptedException {
        int together = workers.threads();
        for (int from = 0; from < pictures.size(); from += together) {
            stopIfCancelled();
            List<TaskPicture> some = pictures.subList(from, Math.min(pictures.size(), from + together));
            long began = System.nanoTime();
            List<BufferedImage> drawn =
                    generator.generate(loras, some.stream().map(this::request).toList());
            double seconds = (System.nanoTime() - began) / 1e9 / some.size();
            for (int index = 0; index < some.size(); index++) {
                reporter.drawn(
                        some.get(index).position(), PictureGenerator.png(drawn.get(index)), "image/png", seconds);
            }
        }
    }

    private PictureRequest request(TaskPicture picture) {
        return new PictureRequest(
                picture.prompt(),
                picture.seed(),
                task.settings().steps(),
                task.settings().guidance());
    }

    private static JobFailure inWords(Throwable problem) {
        return problem instanceof OutOfMemoryError full
                ? new JobFailure("The server ran out of memory.", "Ask for fewer LoRAs at once. " + GO_ON, full)
                : unforeseen(problem, "generating", GO_ON);
    }
}
