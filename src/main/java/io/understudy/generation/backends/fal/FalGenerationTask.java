package io.understudy.generation.backends.fal;

import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.RemoteGenerationTask;
import io.understudy.generation.backends.fal.FalImageModel.PlacedLora;
import io.understudy.lora.Strength;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One task at fal: the LoRAs are sent once, then a few pictures are asked for at a time. */
class FalGenerationTask extends RemoteGenerationTask {
    private final FalImageModel drawer;
    private final FalContext fal;
    private final Map<String, URI> sent = new HashMap<>();
    private final Set<FalImageRequest> underway = ConcurrentHashMap.newKeySet();
    private @Nullable FalProblem first;
    private @Nullable RuntimeException end;

    FalGenerationTask(FalImageModel drawer, FalContext fal, GenerationTask task, GenerationReporter reporter) {
        super(task, reporter);
        this.drawer = drawer;
        this.fal = fal;
    }

    @Override
    protected void wake() {
        underway.forEach(FalImageRequest::wake);
    }

    boolean isStopped() {
        return isStopping() || ended() != null;
    }

    @Override
    protected void work() throws IOException, InterruptedException {
        try {
            List<URI> addresses = bringLoras();
            reporter.preparing("Waits for the first picture of fal.ai");
            drawAll(addresses);
            RuntimeException problem = ended();
            if (problem != null) {
                throw problem;
            }
            resume();
            FalProblem missing = first();
            if (missing != null) {
                throw missing;
            }
        } catch (FalProblem problem) {
            String advice = problem.advice();
            throw new JobFailure(
                    problem.words(), problem instanceof FalProblem.Unconfirmed ? advice : advice + GO_ON, problem);
        }
    }

    private List<URI> bringLoras() throws IOException, InterruptedException {
        List<URI> addresses = new ArrayList<>();
        for (TaskLora lora : task.loras()) {
            resume();
            URI known = sent.get(lora.sha256());
            addresses.add(known == null ? bring(lora) : known);
        }
        return addresses;
    }

    private URI bring(TaskLora lora) throws IOException, InterruptedException {
        reporter.preparing("Sending " + lora.name() + " to fal.ai");
        Path file = fal.spool().temporary();
        try {
            try (InputStream bytes = lora.bytes().open()) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            requireLora(lora, file);
            URI address = fal.files().deliver(file, lora.name(), "application/octet-stream");
            sent.put(lora.sha256(), address);
            return address;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Before anything is paid: fal says so only after the request ran. */
    private static void requireLora(TaskLora lora, Path file) throws IOException {
        try {
            SafetensorsFile.open(file).close();
        } catch (MalformedSafetensorsException damaged) {
            throw new JobFailure(
                    lora.name() + " cannot be read: " + damaged.getMessage(), "Use another version.", damaged);
        }
    }

    /** First what was asked for earlier, which is free; what is new is sent only once fal has said what became of that. */
    private void drawAll(List<URI> addresses) throws InterruptedException {
        Map<Boolean, List<TaskPicture>> asked =
                task.pictures().stream().collect(Collectors.partitioningBy(TaskPicture::isUnderway));
        draw(asked.getOrDefault(true, List.of()), addresses);
        if (!(first() instanceof FalProblem.Unanswered)) {
            draw(asked.getOrDefault(false, List.of()), addresses);
        }
    }

    /** Each of a few threads takes the next picture, until none is left or one of them ended the task. */
    private void draw(List<TaskPicture> pictures, List<URI> addresses) throws InterruptedException {
        Iterator<TaskPicture> left = pictures.iterator();
        List<Thread> threads = new ArrayList<>();
        for (int each = 0; each < Math.min(FalGenerationBackend.atOnce(fal), pictures.size()); each++) {
            threads.add(BackgroundThreads.start("fal " + task.name(), () -> {
                for (TaskPicture next = next(left); next != null; next = next(left)) {
                    draw(next, addresses);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private @Nullable TaskPicture next(Iterator<TaskPicture> left) {
        synchronized (left) {
            return isStopped() || !left.hasNext() ? null : left.next();
        }
    }

    private void draw(TaskPicture picture, List<URI> addresses) {
        FalImageRequest request = new FalImageRequest(drawer, fal, task, picture, reporter, this::isStopped);
        underway.add(request);
        try {
            request.draw(placed(picture, addresses));
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            end(new Stopped());
        } catch (IOException unreadable) {
            end(new JobFailure(
                    "A picture could not be read or written: " + unreadable.getMessage(),
                    "If the server's disk is not full, check its log." + GO_ON,
                    unreadable));
        } catch (FalImageRequest.Over nothing) {
            over.add(picture.position());
            missed(picture, nothing.why());
        } catch (FalProblem.Unanswered unanswered) {
            missed(picture, unanswered);
        } catch (FalProblem.Unconfirmed lost) {
            noteMissing(lost);
        } catch (RuntimeException problem) {
            end(problem);
        } finally {
            if (isCancelled()) {
                request.takeBack();
            }
            underway.remove(request);
        }
    }

    private static List<PlacedLora> placed(TaskPicture picture, List<URI> addresses) {
        List<PlacedLora> placed = new ArrayList<>();
        for (int index = 0; index < addresses.size(); index++) {
            Strength strength = picture.strengths().get(index);
            if (!strength.isNone()) {
                placed.add(new PlacedLora(addresses.get(index).toString(), strength));
            }
        }
        return placed;
    }

    /** What was asked for earlier keeps no other from being asked for; trouble with a new request would meet the next too. */
    private void missed(TaskPicture picture, FalProblem why) {
        noteMissing(why);
        if (!picture.isUnderway()) {
            end(why);
        }
    }

    private void noteMissing(FalProblem why) {
        synchronized (task) {
            // What may still come matters more than what is known to be lost.
            if (first == null || why instanceof FalProblem.Unanswered) {
                first = why;
            }
        }
    }

    private @Nullable FalProblem first() {
        synchronized (task) {
            return first;
        }
    }

    /** The first problem ends the task; what the others meet afterwards follows from it. */
    private void end(RuntimeException problem) {
        synchronized (task) {
            if (end == null) {
                end = problem;
            }
        }
        wake();
    }

    private @Nullable RuntimeException ended() {
        synchronized (task) {
            return end;
        }
    }
}
