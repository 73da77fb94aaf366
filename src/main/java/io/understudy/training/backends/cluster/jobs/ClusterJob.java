package io.understudy.training.backends.cluster.jobs;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.ThreadedBackend;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.jobs.ClusterJobState.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on an engine: writes its folder, has it started once, follows it to its end and fetches the LoRA. */
class ClusterJob implements ThreadedBackend.Task {
    private static final Logger log = LoggerFactory.getLogger(ClusterJob.class);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    /** Before its time limit a job is warned: what runs on a network file system needs a moment. */
    private static final int WARNING_SECONDS = 120;

    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(30);
    /** A file may be seen here a little later than it was written there. */
    private static final int LOOKS_FOR_A_RESULT = 4;

    private static final int LOOKS_FOR_ALL_PROGRESS = 12;
    private static final int LOOKS_FOR_AN_END = 60;
    private static final int LAST_OF_LOG = 1 << 13;

    private final ClusterEngine engine;
    private final JobTiming timing;
    private final BackendJob job;
    private final RunReporter reporter;
    private final JobFolder folder;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean cancelled;
    private volatile boolean letGo;
    /** Null while nothing of the run can be at the engine. */
    private @Nullable ClusterJobState state;

    private @Nullable JobProgress progress;
    private @Nullable Instant awaySince;
    private Instant noted;
    private String said = "";

    private static final class Stopped extends RuntimeException {}

    /** The job may still bring the result: a resumed run asks for the same one. */
    private static final class Unfinished extends JobFailure {
        Unfinished(String words, String advice, @Nullable Throwable cause) {
            super(words, advice, cause);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    ClusterJob(ClusterEngine engine, JobTiming timing, BackendJob job, RunReporter reporter) {
        this.engine = engine;
        this.timing = timing;
        this.job = job;
        this.reporter = reporter;
        this.folder = engine.folders().apply(job.key());
        this.noted = timing.now();
    }

    @Override
    public void letGo() {
        letGo = true;
        bell.release();
    }

    @Override
    public void run() {
        try {
            work();
        } catch (Stopped | JobWithdrawn ended) {
            stop();
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            log.info("{} is let go: the server stops", job.name());
        } catch (Unfinished unfinished) {
            report(() -> reporter.unconfirmed(unfinished));
        } catch (JobFailure known) {
            fail(known);
        } catch (IOException | RuntimeException problem) {
            log.warn("{} failed", job.name(), problem);
            String words = "Something unexpected went wrong on this server: " + problem.getMessage();
            report(() -> {
                if (state == null || state.stage() == Stage.OVER) {
                    reporter.failed(
                            new JobFailure(words, "Resume the run; an admin can find more in the log.", problem));
                } else {
                    reporter.unconfirmed(new Unfinished(
                            words, "Resume the run: that asks for the same job at the engine.", problem));
                }
            });
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        bell.release();
    }

    private void work() throws IOException, InterruptedException {
        ClusterJobState memo = read(job.memo());
        if (memo != null) {
            state = memo;
        }
        ClusterJobState wanted = memo == null || memo.stage() == Stage.OVER ? write(memo) : memo;
        if (wanted.stage() == Stage.SENDING) {
            wanted = submit(wanted);
        }
        follow(wanted);
    }

    private static @Nullable ClusterJobState read(@Nullable String memo) {
        try {
            return ClusterJobState.read(memo).orElse(null);
        } catch (IllegalStateException damaged) {
            throw new Unfinished(
                    String.valueOf(damaged.getMessage()),
                    "An admin looks at the engine's list of jobs: if it is there, its id is entered here and the run"
                            + " continues with it; if not, the run is sent again.",
                    damaged);
        }
    }

    /** @param before the run's last job at the engine, which is over; null for none */
    private ClusterJobState write(@Nullable ClusterJobState before) throws IOException, InterruptedException {
        while (before != null && !asked(() -> ended(engine, before))) {
            pause(timing.every());
        }
        JobUpload upload = new JobUpload(folder, engine.recipe(), job);
        int pictures = job.pictures().size();
        for (int number = 1; number <= pictures; number++) {
            int next = number;
            say("Sending pictures to " + engine.name() + ": " + number + " of " + pictures);
            asked(() -> {
                upload.picture(next);
                return next;
            });
        }
        String name = before == null ? ClusterJobState.firstName(job.key()) : before.nextName(job.key());
        ClusterJobState sending = asked(() -> {
            upload.settings(name, timing.watched());
            return ClusterJobState.sending(
                    name,
                    folder.size(JobProgress.FILE).orElse(0),
                    folder.size(TrainerLog.FILE).orElse(0));
        });
        resume();
        reporter.sending(sending.text());
        state = sending;
        return sending;
    }

    private ClusterJobState submit(ClusterJobState sending) throws IOException, InterruptedException {
        JobRequest request = new JobRequest(
                sending.name(),
                folder.path(),
                JobUpload.SCRIPT,
                engine.resources(),
                engine.placement(),
                engine.launch(),
                WARNING_SECONDS);
        Submission accepted;
        try {
            accepted = asked(() -> engine.scheduler().submit(request));
        } catch (JobFailure refused) {
            state = sending.over();
            reporter.notCharged(sending.over().text());
            throw refused;
        }
        ClusterJobState known = sending.accepted(accepted.id());
        state = known;
        reporter.remember(known.text());
        reporter.log(
                engine.name() + (accepted.found() ? " already has" : " accepted") + " the run as job " + accepted.id());
        accepted.warnings().forEach(warning -> reporter.log(engine.name() + " warns: " + warning));
        return known;
    }

    private void follow(ClusterJobState accepted) throws IOException, InterruptedException {
        String id = accepted.request().orElseThrow();
        JobProgress reading = new JobProgress(folder, job, reporter, this::resume, accepted.progressFrom());
        progress = reading;
        TrainerLog printed = new TrainerLog(folder, reporter, accepted.logFrom());
        JobStanding end = JobStanding.UNKNOWN;
        for (int looks = 1; ; looks++) {
            JobStanding standing = look(id, reading, printed);
            if (standing.phase() == Phase.WAITING || standing.phase() == Phase.RUNNING) {
                looks = 0;
                end = JobStanding.UNKNOWN;
                tell(standing, reading);
                note(accepted, printed);
            } else {
                end = standing.phase() == Phase.ENDED ? standing : end;
                Optional<JobResult> result = asked(() -> JobResult.read(folder, accepted.name()));
                boolean all =
                        result.filter(one -> reading.isRead(one.progress())).isPresent();
                if (all || looks >= (result.isEmpty() ? LOOKS_FOR_A_RESULT : LOOKS_FOR_ALL_PROGRESS)) {
                    conclude(accepted, end, result, printed);
                    return;
                }
            }
            pause(timing.every());
        }
    }

    /** The standing first: what a job wrote before its end is then read. */
    private JobStanding look(String id, JobProgress reading, TrainerLog printed)
            throws IOException, InterruptedException {
        JobStanding standing = asked(() -> engine.scheduler().standing(id));
        try {
            asked(() -> {
                while (reading.read() | printed.read()) {
                    resume();
                }
                return standing;
            });
        } catch (JobFailure unreadable) {
            throw new Unfinished(
                    unreadable.words(),
                    unreadable.advice() + " Then resume the run: that asks for the same job at the engine.",
                    unreadable);
        }
        return standing;
    }

    private void tell(JobStanding standing, JobProgress reading) {
        String words = standing.place() == null
                ? standing.sentence()
                : standing.sentence() + " Its place in the queue: " + standing.place() + ".";
        if (reading.step() == 0 || (standing.phase() == Phase.WAITING && reading.restarts() == 0)) {
            say(engine.name() + ": " + words);
        } else if (standing.phase() == Phase.WAITING) {
            reporter.progress(reading.step(), engine.name() + " has interrupted the job. " + words);
        } else {
            reporter.progress(reading.step(), training(reading));
        }
    }

    private String training(JobProgress reading) {
        return "Training on " + engine.name()
                + (reading.restarts() == 0
                        ? ""
                        : reading.restarts() == 1
                                ? ", restarted once"
                                : ", restarted " + reading.restarts() + " times");
    }

    private void note(ClusterJobState accepted, TrainerLog printed) {
        if (Duration.between(noted, timing.now()).compareTo(BETWEEN_NOTES) >= 0) {
            noted = timing.now();
            reporter.remember(accepted.read(printed.offset()).text());
        }
    }

    private void conclude(
            ClusterJobState accepted, JobStanding standing, Optional<JobResult> result, TrainerLog printed)
            throws IOException, InterruptedException {
        if (result.isEmpty() && standing.phase() == Phase.GONE && !(job.askedAgain() && job.memo() != null)) {
            throw new Unfinished(
                    engine.name() + " no longer remembers job " + accepted.job() + ", and the job has left no result.",
                    "Have the engine looked at: if the job is over, resume the run, which then continues from the"
                            + " trainer's newest state.",
                    null);
        }
        if (result.isEmpty() || result.get().file().isEmpty()) {
            boolean warned = result.isPresent() && "USR1".equals(result.get().signal());
            throw over(TrainerFailures.of(standing, warned, lastLines(printed)));
        }
        fetch(result.get());
    }

    private List<String> lastLines(TrainerLog printed) throws IOException, InterruptedException {
        if (printed.last().isEmpty()) {
            String file = JobRequest.LOG;
            byte[] end =
                    asked(() -> folder.read(file, Math.max(0, folder.size(file).orElse(0) - LAST_OF_LOG), LAST_OF_LOG));
            new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> {
                        printed.keep(line);
                        reporter.log(line);
                    });
        }
        return printed.last();
    }

    private void fetch(JobResult result) throws IOException, InterruptedException {
        reporter.progress(job.parameters().steps(), "Trained");
        reporter.collecting("Copying the LoRA from " + engine.name());
        // A server that stops right after the copy leaves the folder to the jobs that come later.
        markOver();
        RemoteFile file = new RemoteFile(result.file(), result.size(), result.sha256());
        try {
            boolean whole = asked(() -> file.copied(folder, this::finish));
            for (int looks = 1; !whole && looks < LOOKS_FOR_A_RESULT; looks++) {
                pause(timing.every());
                whole = asked(() -> file.copied(folder, this::finish));
            }
            if (!whole) {
                throw over(new JobFailure(
                        "The LoRA on " + engine.name() + " is not the file that the job has described: "
                                + result.file(),
                        "Check the engine's disk. " + TrainerFailures.RESUME,
                        null));
            }
        } catch (IllegalArgumentException foreign) {
            throw over(new JobFailure(
                    "The job names a file outside of its folder.",
                    "Have the engine checked before using it again.",
                    foreign));
        }
        removeFolder();
    }

    private void finish(Path copy) throws IOException {
        try (SafetensorsFile checked = SafetensorsFile.open(copy)) {
            reporter.log("Copied a LoRA with " + checked.tensors().size() + " tensors");
        } catch (MalformedSafetensorsException broken) {
            throw over(new JobFailure(
                    "What the trainer wrote is no LoRA file: " + broken.getMessage(), TrainerFailures.RESUME, broken));
        }
        resume();
        reporter.finished(copy);
    }

    private void removeFolder() {
        try {
            folder.delete();
        } catch (RuntimeException stays) {
            log.warn("The folder {} of {} could not be removed", folder.path(), job.name(), stays);
        }
    }

    /** The job is over without a result: only another one can bring it. */
    private JobFailure over(JobFailure why) {
        if (state != null) {
            state = state.over();
        }
        return why;
    }

    private void fail(JobFailure problem) {
        ClusterJobState known = state;
        if (known == null) {
            report(() -> reporter.failed(problem));
        } else if (known.stage() == Stage.OVER) {
            markOver();
            report(() -> reporter.failed(problem, known.text()));
        } else {
            report(() -> reporter.unconfirmed(problem));
        }
    }

    private void report(Runnable end) {
        try {
            end.run();
        } catch (JobWithdrawn unwanted) {
            stop();
        } catch (RuntimeException unheard) {
            // Without an answer the lease runs out, and the run is taken up again.
            log.warn("The end of {} could not be reported", job.name(), unheard);
        }
    }

    /** From now on other jobs may remove the folder after some days. */
    private void markOver() {
        try {
            folder.write(JobUpload.STATE, () -> new ByteArrayInputStream("over".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException stays) {
            log.warn("The folder {} of {} stays until someone removes it", folder.path(), job.name(), stays);
        }
    }

    /**
     * At a person's wish the job is ended at the engine, and looked at until it is; when only this node lets go, the job
     * continues for the next worker. What cannot be ended now is ended by {@link ClusterBackend#end}.
     */
    private void stop() {
        if (!cancelled) {
            return;
        }
        ClusterJobState known = state;
        if (known != null && known.stage() != Stage.OVER) {
            if (end(known)) {
                markOver();
                reporter.remember(known.over().text());
            } else {
                log.warn("{} is asked later to end job {}", engine.name(), known.name());
            }
        }
        reporter.cancelled();
    }

    private boolean end(ClusterJobState known) {
        try {
            for (int looks = 0; looks < LOOKS_FOR_AN_END; looks++) {
                if (ended(engine, known)) {
                    return true;
                }
                timing.waiting().await(new Semaphore(0), timing.every().dividedBy(5));
            }
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unanswered) {
            log.warn("Job {} could not be ended at {}", known.name(), engine.name(), unanswered);
        }
        return false;
    }

    /** Asks the engine to end a job. @return whether it has ended */
    static boolean ended(ClusterEngine engine, ClusterJobState known) {
        Optional<String> id =
                Optional.ofNullable(known.job()).or(() -> engine.scheduler().find(known.name()));
        if (id.isEmpty() || isOver(engine, id.get())) {
            return true;
        }
        engine.scheduler().cancel(id.get());
        return isOver(engine, id.get());
    }

    private static boolean isOver(ClusterEngine engine, String id) {
        Phase phase = engine.scheduler().standing(id).phase();
        return phase == Phase.ENDED || phase == Phase.GONE;
    }

    private void resume() {
        if (cancelled || letGo) {
            throw new Stopped();
        }
    }

    private void pause(Duration most) throws InterruptedException {
        resume();
        timing.waiting().await(bell, most);
        resume();
    }

    /** Asks until the engine answers; nothing that runs there is lost meanwhile. */
    private <T> T asked(Question<T> question) throws IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            resume();
            try {
                T answer = question.ask();
                awaySince = null;
                return answer;
            } catch (EngineUnreachable away) {
                bear(away);
                pause(timing.afterFailure(failures));
            }
        }
    }

    private void bear(EngineUnreachable away) {
        Instant since = awaySince == null ? timing.now() : awaySince;
        awaySince = since;
        String words = engine.name() + " gives no answer since " + MINUTES.format(since) + ". " + away.words() + " "
                + away.advice()
                + (state == null ? "" : " What runs there continues.");
        if (progress == null || progress.step() == 0) {
            say(words);
        } else {
            reporter.progress(progress.step(), words);
        }
    }

    private void say(String words) {
        if (!words.equals(said)) {
            said = words;
            reporter.preparing(words);
        }
    }
}
