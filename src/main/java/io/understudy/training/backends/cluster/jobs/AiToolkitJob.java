package io.understudy.training.backends.cluster.jobs;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.PictureType;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Card;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Folders;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Job;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.JobGone;
import io.understudy.training.backends.cluster.jobs.RemoteJobState.Stage;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe.Checkpoint;
import io.understudy.training.backends.cluster.trainers.PictureFolders;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One run on ai-toolkit's own server. All attempts of a run are the same job there: started again, it continues from its
 * newest checkpoint.
 */
class AiToolkitJob extends RemoteJob {
    private static final Logger log = LoggerFactory.getLogger(AiToolkitJob.class);
    /** Photos of people stay no longer on the server when nobody resumes their run. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int LOOKS_FOR_A_FILE = 4;
    private static final int LOOKS_FOR_A_PROCESS = 12;
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);
    /** Fetching a base model shows in the log. */
    private static final Duration SILENT = Duration.ofHours(2);

    private static final String STOPPED = "stopped";
    private static final String START = "-start";
    private static final String FOR_REPEATS = "-";
    private static final Pattern OF_A_RUN =
            Pattern.compile(RemoteJobState.PREFIX + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-.*)?");
    private static final double MILLIS = 1000;

    private final AiToolkitServer server;
    private final AiToolkitClient client;
    private final String dataset;
    private @Nullable AiToolkitProgress progress;
    private String seen = "";
    private Instant moved;

    AiToolkitJob(AiToolkitServer server, JobTiming timing, BackendJob job, RunReporter reporter) {
        super(server.name(), timing, job, reporter);
        this.server = server;
        this.client = server.client();
        this.dataset = RemoteJobState.firstName(job.key());
        this.moved = timing.now();
    }

    @Override
    protected int step() {
        return progress == null ? 0 : progress.step();
    }

    @Override
    protected void work(@Nullable RemoteJobState memo) throws IOException, InterruptedException {
        try {
            RemoteJobState wanted = memo == null || memo.stage() == Stage.OVER ? send() : memo;
            if (wanted.stage() == Stage.SENDING) {
                wanted = start(wanted);
            }
            follow(wanted);
        } catch (JobGone deleted) {
            throw over(new JobFailure(
                    "The job was deleted on " + server.name() + ", outside Understudy.",
                    TrainerRecipe.keepsCheckpoints(job.parameters())
                            ? "Resume the run: it continues from its newest checkpoint here."
                            : "Resume the run: it begins again, since it keeps no checkpoints here.",
                    deleted));
        }
    }

    private RemoteJobState send() throws IOException, InterruptedException {
        int pictures = job.pictures().size();
        for (int number = 1; number <= pictures; number++) {
            JobPicture picture = job.pictures().get(number - 1);
            String stem = "%03d".formatted(number);
            say("Sending pictures to " + server.name() + ": " + number + " of " + pictures);
            asked(() -> {
                upload(picture, stem);
                return picture;
            });
        }
        Optional<Job> before = asked(() -> client.find(dataset));
        JobCheckpoint from = job.resumeFrom();
        if (from != null && asked(() -> isNeeded(before))) {
            say("Sending the checkpoint of step " + from.step() + " to " + server.name());
            asked(() -> {
                client.upload(dataset + START, checkpoint(from), from.bytes());
                return from;
            });
        }
        double made = before.isEmpty()
                ? 0
                : asked(() -> AiToolkitProgress.newest(client, before.get().id()));
        return sending(RemoteJobState.sending(dataset, (long) Math.ceil(made * MILLIS), 0));
    }

    /** Whether the checkpoint from here counts: the trainer's own newest one is better. */
    private boolean isNeeded(Optional<Job> there) {
        return there.isEmpty()
                || !AiToolkitProgress.hasCheckpoint(client, there.get().id());
    }

    private void upload(JobPicture picture, String stem) throws IOException {
        String extension;
        try (InputStream bytes = PictureType.open(picture)) {
            extension = PictureType.extension(picture, bytes);
        }
        String folder = PictureFolders.of(job).of(picture, dataset, FOR_REPEATS);
        client.upload(folder, stem + "." + extension, picture.bytes());
        byte[] caption = picture.caption().getBytes(StandardCharsets.UTF_8);
        client.upload(folder, stem + ".txt", () -> new ByteArrayInputStream(caption));
    }

    private static String checkpoint(JobCheckpoint from) {
        return "step-" + from.step() + ".safetensors";
    }

    private RemoteJobState start(RemoteJobState sent) throws IOException, InterruptedException {
        Job there;
        try {
            there = asked(this::found);
            for (int looks = 0; looks < LOOKS_FOR_A_PROCESS && isEnding(there); looks++) {
                pause(timing.every());
            }
            there = asked(this::started);
        } catch (JobFailure refused) {
            throw refused(sent, refused);
        }
        reporter.log(server.name() + " has the run as job " + there.id() + " on card " + there.cards());
        RemoteJobState accepted = accepted(sent, there.id());
        removeOld();
        return accepted;
    }

    private Job found() {
        Optional<Job> there = client.find(dataset);
        return there.isPresent() ? there.get() : client.create(dataset, card(), config(job.resumeFrom()));
    }

    /** The server calls a job stopped at once; its process may take a while to end, and would then end the next one. */
    private boolean isEnding(Job there) {
        return STOPPED.equals(there.status())
                && !there.info().isBlank()
                && there.changed() != null
                && there.changed().isAfter(timing.now().minus(ENDS_WITHIN));
    }

    /** Looks each time: a job that waits or runs already is not started again, which would give it a second process. */
    private Job started() {
        Job there = client.find(dataset).orElseThrow(JobGone::new);
        if (there.hasEnded() && !(there.isCompleted() && lora(there).isPresent())) {
            String card = card();
            client.change(there, card, config(isNeeded(Optional.of(there)) ? job.resumeFrom() : null));
            client.start(there.id());
            client.startQueue(card);
            return client.job(there.id()).orElseThrow(JobGone::new);
        }
        if (there.isQueued()) {
            client.startQueue(there.cards());
        }
        return there;
    }

    /** @param from null to begin from the start, or with the newest checkpoint that the job has there */
    private JsonNode config(@Nullable JobCheckpoint from) {
        Folders folders = client.folders();
        String pictures = folders.datasets() + "/" + dataset;
        return server.recipe()
                .serverJob(
                        job.parameters(),
                        dataset,
                        folders.training(),
                        PictureFolders.of(job).in(pictures, FOR_REPEATS),
                        from == null ? null : new Checkpoint(from.step(), pictures + START + "/" + checkpoint(from)));
    }

    /** The one where least runs and waits. */
    private String card() {
        List<Integer> cards = server.cards().isEmpty()
                ? client.cards().stream().map(Card::index).toList()
                : server.cards();
        Map<String, Long> busy = client.jobs().stream()
                .filter(one -> !one.hasEnded())
                .flatMap(one -> Arrays.stream(one.cards().split(",")))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return cards.stream()
                .map(String::valueOf)
                .min(Comparator.comparing(card -> busy.getOrDefault(card, 0L)))
                .orElseThrow(() ->
                        new JobFailure(server.name() + " has no card.", "Have the driver of its cards checked.", null));
    }

    private void follow(RemoteJobState accepted) throws IOException, InterruptedException {
        String id = accepted.request().orElseThrow();
        AiToolkitProgress reading = new AiToolkitProgress(
                client, id, timing.spool(), job, reporter, this::resume, accepted.progressFrom() / MILLIS);
        progress = reading;
        AiToolkitLines lines = new AiToolkitLines(client, id, accepted.logFrom());
        TrainerLog printed = new TrainerLog(reporter, lines::read);
        lines.whenRestarted(printed::forget);
        boolean startsFromHere = job.resumeFrom() != null;
        RemoteJobState known = accepted;
        while (true) {
            // The standing first: what the job wrote before its end is then read.
            Job there = asked(() -> client.job(id)).orElseThrow(JobGone::new);
            requireOwn(there);
            asked(() -> {
                reading.read();
                // While it waits, the log is that of an earlier start.
                return there.isQueued() || printed.read();
            });
            known = counted(known, there, reading, lines);
            if (there.hasEnded()) {
                asked(() -> {
                    reading.read();
                    return there;
                });
                conclude(there, printed);
                return;
            }
            if (startsFromHere && reading.hasCheckpoint()) {
                // The server may start it again unasked, and would begin at the older checkpoint.
                asked(() -> {
                    client.change(there, there.cards(), config(null));
                    return there;
                });
                startsFromHere = false;
            }
            tell(there, reading);
            requireLife(there, lines);
            note(known, lines.offset());
            pause(timing.every());
        }
    }

    /** From the moment at which the server has begun it: what is charged begins there, as on other engines. */
    private RemoteJobState counted(RemoteJobState known, Job there, AiToolkitProgress reading, AiToolkitLines lines) {
        RemoteJobState now = known;
        if (there.isQueued()) {
            now = known.computing(null);
        } else if (known.computingFrom() == null && !there.hasEnded()) {
            now = known.computing(timing.now());
            reporter.remember(now.read(lines.offset()).text());
        }
        reading.count(now.computingFrom(), timing.now());
        return now;
    }

    /** An id that a person entered may be that of another job. */
    private void requireOwn(Job there) {
        if (!there.name().equals(dataset)) {
            throw foreign(
                    "Job " + there.id() + " on " + server.name() + " is “" + there.name() + "”, not this run's “"
                            + dataset + "”.",
                    "Enter the id of the job “" + dataset + "”.");
        }
    }

    @Override
    protected void answersAgain() {
        moved = timing.now();
    }

    /** After a restart the server still calls a job running whose process is gone. */
    private void requireLife(Job there, AiToolkitLines lines) throws IOException, InterruptedException {
        String signs = there.status() + there.step() + there.info() + lines.offset();
        if (!signs.equals(seen) || there.isQueued()) {
            seen = signs;
            moved = timing.now();
        } else if (Duration.between(moved, timing.now()).compareTo(SILENT) >= 0) {
            asked(() -> {
                return client.end(there.id());
            });
            throw over(new JobFailure(
                    "The job on " + server.name() + " has shown no sign of life for " + SILENT.toHours() + " hours.",
                    "Have the machine checked. " + TrainerFailures.RESUME,
                    null));
        }
    }

    private void tell(Job there, AiToolkitProgress reading) throws IOException, InterruptedException {
        if (there.isQueued()) {
            reading.interrupt();
        }
        String words = there.isQueued()
                ? asked(() -> waiting(there))
                : there.info().isBlank() ? "The job is running." : there.info();
        if (step() == 0) {
            say(server.name() + ": " + words);
        } else {
            reporter.progress(step(), there.isQueued() ? words : "Training on " + server.name());
        }
    }

    private String waiting(Job there) {
        String words = client.isQueueRunning(there.cards())
                ? "The job waits until card " + there.cards() + " is free (queued)."
                : "The queue of card " + there.cards() + " was stopped outside Understudy (queued). Have it started.";
        OptionalInt place = client.place(there);
        return place.isPresent() ? "Place " + place.getAsInt() + " in its queue. " + words : words;
    }

    private void conclude(Job there, TrainerLog printed) throws IOException, InterruptedException {
        if (there.isCompleted()) {
            fetch(there);
        } else if (STOPPED.equals(there.status())) {
            throw over(new JobFailure(
                    "The job was stopped on " + server.name() + ", outside Understudy.", TrainerFailures.RESUME, null));
        } else {
            JobStanding failed = new JobStanding(Phase.ENDED, "FAILED", there.info(), null, 0);
            throw over(TrainerFailures.of(failed, false, printed.last()));
        }
    }

    private void fetch(Job there) throws IOException, InterruptedException {
        reporter.progress(job.parameters().steps(), "Trained");
        reporter.collecting("Copying the LoRA from " + server.name());
        for (int looks = 1; looks <= LOOKS_FOR_A_FILE; looks++) {
            if (asked(() -> isCopied(there))) {
                return;
            }
            pause(timing.every());
        }
        throw over(new JobFailure("The trainer ended without writing a LoRA.", TrainerFailures.RESUME, null));
    }

    private Optional<AiToolkitClient.RemoteFile> lora(Job there) {
        return client.files(there.id()).stream()
                .filter(file -> file.path().endsWith("/" + dataset + ".safetensors"))
                .findFirst();
    }

    private boolean isCopied(Job there) throws IOException {
        Optional<AiToolkitClient.RemoteFile> lora = lora(there);
        if (lora.isEmpty()) {
            return false;
        }
        Path copy = timing.spool().temporary();
        try {
            boolean whole = client.download(
                            lora.get().path(),
                            copy,
                            RemoteFile.fitting(lora.get().size()))
                    && Files.size(copy) == lora.get().size();
            if (whole) {
                finish(there, copy);
            }
            return whole;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void finish(Job there, Path copy) throws IOException {
        try (SafetensorsFile checked = SafetensorsFile.open(copy)) {
            reporter.log("Copied a LoRA with " + checked.tensors().size() + " tensors");
        } catch (MalformedSafetensorsException broken) {
            remove(there);
            throw over(new JobFailure(
                    "What the trainer wrote is no LoRA file: " + broken.getMessage(), TrainerFailures.RESUME, broken));
        }
        resume();
        if (reporter.finished(copy)) {
            remove(there);
        }
    }

    /** Nothing of the run stays on the server. */
    private void remove(Job there) {
        try {
            // The job last: as long as it is there, its pictures are found again.
            removePictures(there.name());
            client.delete(there.id());
        } catch (RuntimeException stays) {
            log.warn("The files of {} on {} could not be removed", there.name(), server.name(), stays);
        }
    }

    private void removePictures(String name) {
        if (name.equals(dataset)) {
            client.deleteDataset(name + START);
            PictureFolders.of(job).in(name, FOR_REPEATS).forEach(folder -> client.deleteDataset(folder.path()));
        } else {
            removePictures(client, name);
        }
    }

    private static void removePictures(AiToolkitClient client, String name) {
        client.deleteDataset(name + START);
        client.deleteDataset(name);
        Pattern forRepeats = Pattern.compile(Pattern.quote(name + FOR_REPEATS) + PictureFolders.PATTERN);
        client.datasets().stream().filter(forRepeats.asMatchPredicate()).forEach(client::deleteDataset);
    }

    private void removeOld() {
        try {
            Instant old = timing.now().minus(KEPT);
            client.jobs().stream()
                    .filter(one -> one.name().startsWith(RemoteJobState.PREFIX)
                            && !one.name().equals(dataset)
                            && one.hasEnded()
                            && !one.isCompleted()
                            && one.changed() != null
                            && one.changed().isBefore(old))
                    .forEach(this::remove);
        } catch (EngineUnreachable away) {
            log.warn("Old jobs on {} stay until the next run", server.name(), away);
        }
    }

    /** A job stays for a while: the run may be resumed. */
    @Override
    protected void markOver() {
        try {
            if (client.find(dataset).isEmpty()) {
                removePictures(dataset);
            }
        } catch (RuntimeException stays) {
            log.warn("The pictures of {} on {} could not be removed", dataset, server.name(), stays);
        }
    }

    static Optional<Job> named(AiToolkitServer server, String key) {
        return server.client().find(RemoteJobState.firstName(key));
    }

    /** Pictures without a job count as very old: only a run that has still to begin needs them. */
    static Map<String, Instant> leftovers(AiToolkitClient client) {
        Map<String, Instant> found = new HashMap<>();
        client.datasets().forEach(name -> key(name).ifPresent(key -> found.put(key, Instant.EPOCH)));
        for (Job one : client.jobs()) {
            if (!one.hasEnded()) {
                key(one.name()).ifPresent(found::remove);
            } else {
                Instant changed = one.changed() == null ? Instant.MAX : one.changed();
                key(one.name()).ifPresent(key -> found.put(key, changed));
            }
        }
        return found;
    }

    private static Optional<String> key(String name) {
        Matcher one = OF_A_RUN.matcher(name);
        return one.matches() ? Optional.of(one.group(1)) : Optional.empty();
    }

    /** Leaves a job alone that has not ended. */
    static void remove(AiToolkitServer server, String key) {
        Optional<Job> there = named(server, key);
        if (there.filter(job -> !job.hasEnded()).isEmpty()) {
            removePictures(server.client(), RemoteJobState.firstName(key));
            there.ifPresent(job -> server.client().delete(job.id()));
        }
    }

    @Override
    protected boolean ended(RemoteJobState known) {
        return ended(server, job.key(), known);
    }

    /** @throws JobFailure when the job is not there, or over */
    static void ask(AiToolkitServer server, String key, RemoteJobState known, ExtraOutput wanted) {
        AiToolkitClient client = server.client();
        Job there = own(client, RemoteJobState.firstName(key), known.job())
                .filter(job -> !job.hasEnded())
                .orElseThrow(() -> new JobFailure(
                        "The job is no longer running on " + server.name() + ".",
                        "The run's page shows how it ended.",
                        null));
        switch (wanted) {
            case CHECKPOINT -> client.saveNow(there.id());
            case SAMPLES -> client.sampleNow(there.id());
        }
    }

    private static Optional<Job> own(AiToolkitClient client, String name, @Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(client::job)
                .filter(job -> name.equals(job.name()))
                .or(() -> client.find(name));
    }

    static boolean ended(AiToolkitServer server, String key, RemoteJobState known) {
        try {
            return isEnded(server.client(), RemoteJobState.firstName(key), known.job());
        } catch (JobGone deleted) {
            return true;
        }
    }

    private static boolean isEnded(AiToolkitClient client, String name, @Nullable String id) {
        Optional<Job> there = own(client, name, id);
        return there.isEmpty() || client.end(there.get().id());
    }
}
