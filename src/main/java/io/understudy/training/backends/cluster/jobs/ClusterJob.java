package io.understudy.training.backends.cluster.jobs;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobScheduler.NamedJob;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.jobs.RemoteJobState.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on an engine: writes its folder, has it started once, follows it to its end and fetches the LoRA. */
class ClusterJob extends RemoteJob {
    private static final Logger log = LoggerFactory.getLogger(ClusterJob.class);
    /** Before its time limit a job is warned: what runs on a network file system needs a moment. */
    private static final int WARNING_SECONDS = 120;

    /** A file may be seen here a little later than it was written there. */
    private static final int LOOKS_FOR_A_RESULT = 4;

    private static final int LOOKS_FOR_ALL_PROGRESS = 12;
    private static final int LAST_OF_LOG = 1 << 13;

    private static final Duration BETWEEN_RANKS = Duration.ofMinutes(5);

    /** With these states a job makes steps. */
    private static final Set<String> USUAL = Set.of("RUNNING", "COMPLETING");

    private static final JobStanding DELETED = new JobStanding(Phase.ENDED, "DELETED", "", null, 0);
    /** What Slurm writes into the log of a job that it puts back into its queue. */
    private static final Pattern BECAUSE_OF = Pattern.compile("CANCELLED AT \\S+ (?i:due to) ([A-Z ]+?) \\*\\*\\*");

    private final ClusterEngine engine;
    private final JobFolder folder;
    private @Nullable JobProgress progress;
    /** Null while the job was not interrupted, or runs again. */
    private @Nullable String interruption;

    private String rank = "";
    private Instant ranked = Instant.EPOCH;

    ClusterJob(ClusterEngine engine, JobTiming timing, BackendJob job, RunReporter reporter) {
        super(engine.name(), timing, job, reporter);
        this.engine = engine;
        this.folder = engine.folders().apply(job.key());
    }

    @Override
    protected void work(@Nullable RemoteJobState memo) throws IOException, InterruptedException {
        RemoteJobState wanted = memo == null || memo.stage() == Stage.OVER ? write(memo) : memo;
        if (wanted.stage() == Stage.SENDING) {
            wanted = submit(wanted);
        } else if (wanted.name().isEmpty()) {
            wanted = identified(wanted);
        }
        follow(wanted);
    }

    @Override
    protected int step() {
        return progress == null ? 0 : progress.step();
    }

    @Override
    protected boolean ended(RemoteJobState known) {
        return ended(engine, job.key(), known);
    }

    /** @param before the run's last job at the engine, which is over; null for none */
    private RemoteJobState write(@Nullable RemoteJobState before) throws IOException, InterruptedException {
        while (before != null && !asked(() -> ended(before))) {
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
        String name = before == null ? RemoteJobState.firstName(job.key()) : before.nextName(job.key(), timing.now());
        RemoteJobState sending = asked(() -> {
            upload.settings(name, timing.watched());
            return RemoteJobState.sending(
                    name,
                    folder.size(JobProgress.FILE).orElse(0),
                    folder.size(TrainerLog.FILE).orElse(0));
        });
        return sending(sending);
    }

    private RemoteJobState submit(RemoteJobState sending) throws IOException, InterruptedException {
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
            // The answer to an earlier submission may have been lost, and this one have met what that one has started.
            Optional<String> there = asked(() -> engine.scheduler().find(sending.name()));
            accepted = new Submission(there.orElseThrow(() -> refused(sending, refused)), true, List.of());
        }
        RemoteJobState known = accepted(sending, accepted.id());
        reporter.log(
                engine.name() + (accepted.found() ? " already has" : " accepted") + " the run as job " + accepted.id());
        accepted.warnings().forEach(warning -> reporter.log(engine.name() + " warns: " + warning));
        return known;
    }

    /** A person entered its id. */
    private RemoteJobState identified(RemoteJobState entered) throws IOException, InterruptedException {
        String id = entered.request().orElseThrow();
        JobStanding standing = asked(() -> engine.scheduler().standing(id));
        requireOwn(id, standing);
        boolean hasFile = asked(() -> JobResult.read(folder, ""))
                .filter(result -> !result.file().isEmpty())
                .isPresent();
        if (standing.phase() == Phase.GONE && !hasFile) {
            throw foreign(
                    engine.name() + " does not know job " + id + ", or no longer.",
                    "Enter the id of the job “" + RemoteJobState.firstName(job.key())
                            + "”. If there is none, send the run again.");
        }
        return accepted(entered.named(standing.name()), id);
    }

    /** Engines use their ids again, and people mistype them. */
    private void requireOwn(String id, JobStanding standing) {
        if (isForeign(job.key(), standing)) {
            throw foreign(
                    "Job " + id + " on " + engine.name() + " is “" + standing.name() + "”, not this run's “"
                            + RemoteJobState.firstName(job.key()) + "”.",
                    "Enter the id of the job “" + RemoteJobState.firstName(job.key()) + "”.");
        }
    }

    private static boolean isForeign(String key, JobStanding standing) {
        return !standing.name().isEmpty() && !RemoteJobState.isNameOf(key, standing.name());
    }

    private void follow(RemoteJobState accepted) throws IOException, InterruptedException {
        RemoteJobState followed = accepted;
        String name = accepted.name();
        JobProgress reading =
                new JobProgress(folder, timing.spool(), job, reporter, this::resume, accepted.progressFrom());
        progress = reading;
        RemoteLines lines = new RemoteLines(folder, TrainerLog.FILE, accepted.logFrom());
        TrainerLog printed = new TrainerLog(reporter, lines::read);
        JobCopies copies = new JobCopies(folder, timing);
        JobStanding end = JobStanding.UNKNOWN;
        boolean wasThere = false;
        for (int looks = 1; ; looks++) {
            String id = followed.request().orElseThrow();
            JobStanding standing = look(id, reading, printed);
            requireOwn(id, standing);
            if (standing.phase() == Phase.WAITING || standing.phase() == Phase.RUNNING) {
                looks = 0;
                end = JobStanding.UNKNOWN;
                wasThere = true;
                tell(standing, reading, limit(standing, reading) + trouble(standing, copies));
                note(followed, lines.offset());
            } else {
                end = standing.phase() == Phase.ENDED ? standing : end;
                Optional<JobResult> result = asked(() -> JobResult.read(folder, name));
                boolean all =
                        result.filter(one -> reading.isRead(one.progress())).isPresent();
                if (all || looks >= (result.isEmpty() ? LOOKS_FOR_A_RESULT : LOOKS_FOR_ALL_PROGRESS)) {
                    Optional<String> twin = result.isEmpty() ? twin(followed) : Optional.empty();
                    if (twin.isEmpty()) {
                        boolean isDeleted = wasThere && result.isEmpty() && isDeleted(end, id);
                        conclude(followed, isDeleted ? DELETED : end, result, printed);
                        return;
                    }
                    reporter.log(engine.name() + " had started the run twice, and it is followed as job " + twin.get());
                    followed = accepted(followed, twin.get());
                    looks = 0;
                }
            }
            pause(timing.every());
        }
    }

    /** Of a submission that was made twice, because its answer was lost: one of them has the folder, and the other ends. */
    private Optional<String> twin(RemoteJobState ended) throws IOException, InterruptedException {
        if (ended.name().isEmpty()) {
            return Optional.empty();
        }
        return asked(() -> engine.scheduler().named(ended.name())).stream()
                .filter(job -> job.name().equals(ended.name()) && !job.id().equals(ended.job()))
                .map(NamedJob::id)
                .findFirst();
    }

    private boolean isDeleted(JobStanding end, String id) throws IOException, InterruptedException {
        return end.phase() == Phase.GONE
                && engine.scheduler().remembersEnded()
                && asked(() -> engine.scheduler().find(id)).isEmpty();
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

    private String limit(JobStanding standing, JobProgress reading) {
        return TimeLimit.warning(
                standing,
                engine.resources(),
                reading.spent(),
                reading.made(),
                job.parameters().steps() - reading.step(),
                timing.now());
    }

    /** With a space before it; empty for none. */
    private String trouble(JobStanding standing, JobCopies copies) throws IOException, InterruptedException {
        if (standing.phase() == Phase.WAITING) {
            copies.rest();
            return "";
        }
        String words = asked(copies::trouble);
        return words.isEmpty() ? "" : " " + words;
    }

    private void tell(JobStanding standing, JobProgress reading, String trouble)
            throws IOException, InterruptedException {
        String words = place(standing) + standing.sentence() + rank(standing) + trouble;
        if (standing.phase() != Phase.WAITING) {
            interruption = null;
        } else if (standing.restarts() > 0 || reading.made() > 0) {
            words = interruption() + words;
        }
        if (reading.step() == 0 || (reading.made() == 0 && standing.phase() == Phase.WAITING)) {
            say(interruption == null ? engine.name() + ": " + words : words);
        } else if (interruption != null) {
            reporter.progress(reading.step(), words);
        } else if (USUAL.contains(standing.state())) {
            reporter.progress(reading.step(), training(reading) + (trouble.isEmpty() ? "" : "." + trouble));
        } else {
            reporter.progress(reading.step(), engine.name() + ": " + words);
        }
    }

    /** Why the job waits again, with a space after it. */
    private String interruption() throws IOException, InterruptedException {
        if (interruption == null) {
            Matcher words = BECAUSE_OF.matcher(lastPrinted());
            String why = "";
            while (words.find()) {
                why = words.group(1);
            }
            interruption = switch (why) {
                case "JOB REQUEUE" ->
                    "Someone outside Understudy has put the job back into the queue of " + engine.name() + ". ";
                case "PREEMPTION" -> "The job had to make room for another one on " + engine.name() + ". ";
                case "NODE FAILURE" -> "The machine of the job on " + engine.name() + " has failed. ";
                default -> engine.name() + " has interrupted the job. ";
            };
        }
        return interruption;
    }

    private String lastPrinted() throws IOException, InterruptedException {
        String file = JobRequest.LOG;
        return new String(
                asked(() -> folder.read(file, Math.max(0, folder.size(file).orElse(0) - LAST_OF_LOG), LAST_OF_LOG)),
                StandardCharsets.UTF_8);
    }

    /** In the engine's queue, with a space after it; empty where that is not known. */
    private String place(JobStanding standing) {
        Instant start = standing.expectedStart();
        String when =
                start != null && start.isAfter(timing.now()) ? "expected to start at " + MINUTES.format(start) : "";
        if (standing.place() == null) {
            return when.isEmpty() ? "" : "It is " + when + ". ";
        }
        return "Place " + standing.place() + " in its queue" + (when.isEmpty() ? "" : ", " + when) + ". ";
    }

    /** With a space before it. The cluster changes it all the time: what is shown changes every few minutes. */
    private String rank(JobStanding standing) {
        if (standing.rank().isEmpty()) {
            return "";
        }
        if (rank.isEmpty() || Duration.between(ranked, timing.now()).compareTo(BETWEEN_RANKS) >= 0) {
            ranked = timing.now();
            rank = " Slurm says: " + standing.rank() + ".";
        }
        return rank;
    }

    private String training(JobProgress reading) {
        return "Training on " + engine.name()
                + (reading.restarts() == 0
                        ? ""
                        : reading.restarts() == 1
                                ? ", restarted once"
                                : ", restarted " + reading.restarts() + " times");
    }

    private void conclude(RemoteJobState accepted, JobStanding standing, Optional<JobResult> result, TrainerLog printed)
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
            throw over(TrainerFailures.of(
                    standing, warned, lastLines(accepted.request().orElseThrow(), printed)));
        }
        fetch(result.get());
    }

    private List<String> lastLines(String id, TrainerLog printed) throws IOException, InterruptedException {
        if (printed.last().isEmpty()) {
            String said = lastPrinted();
            String words = said.isBlank() ? asked(() -> engine.scheduler().printed(id)) : said;
            words.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
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
            boolean whole = asked(() -> file.copied(folder, timing.spool(), this::finish));
            for (int looks = 1; !whole && looks < LOOKS_FOR_A_RESULT; looks++) {
                pause(timing.every());
                whole = asked(() -> file.copied(folder, timing.spool(), this::finish));
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
    }

    private void finish(Path copy) throws IOException {
        try (SafetensorsFile checked = SafetensorsFile.open(copy)) {
            reporter.log("Copied a LoRA with " + checked.tensors().size() + " tensors");
        } catch (MalformedSafetensorsException broken) {
            throw over(new JobFailure(
                    "What the trainer wrote is no LoRA file: " + broken.getMessage(), TrainerFailures.RESUME, broken));
        }
        resume();
        if (reporter.finished(copy)) {
            removeFolder();
        }
    }

    private void removeFolder() {
        try {
            folder.delete();
        } catch (RuntimeException stays) {
            log.warn("The folder {} of {} could not be removed", folder.path(), job.name(), stays);
        }
    }

    @Override
    protected void markOver() {
        markOver(folder);
    }

    static void markOver(JobFolder folder) {
        try {
            folder.markOver();
        } catch (IOException | RuntimeException stays) {
            log.warn("Other jobs leave the folder {} alone", folder.path(), stays);
        }
    }

    /**
     * Asks the engine to end the job that is known, and then all others that have a name of the run: listing all jobs may
     * fail where ending one does not.
     *
     * @return whether none of them waits or runs
     */
    static boolean ended(ClusterEngine engine, String key, RemoteJobState known) {
        JobScheduler scheduler = engine.scheduler();
        if (known.job() != null && !isEnded(scheduler, key, known.job())) {
            return false;
        }
        return scheduler.named(RemoteJobState.firstName(key)).stream()
                .filter(job -> RemoteJobState.isNameOf(key, job.name()))
                .map(NamedJob::id)
                .distinct()
                .filter(job -> !isEnded(scheduler, key, job))
                .toList()
                .isEmpty();
    }

    private static boolean isEnded(JobScheduler scheduler, String key, String job) {
        JobStanding standing = scheduler.standing(job);
        if (isOver(standing) || isForeign(key, standing)) {
            return true;
        }
        scheduler.cancel(job);
        return isOver(scheduler.standing(job));
    }

    private static boolean isOver(JobStanding standing) {
        return standing.phase() == Phase.ENDED || standing.phase() == Phase.GONE;
    }
}
