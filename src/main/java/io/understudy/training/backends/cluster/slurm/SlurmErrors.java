package io.understudy.training.backends.cluster.slurm;

import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.util.List;
import java.util.regex.Pattern;

/** Slurm's error texts, which its commands and its REST server share. */
final class SlurmErrors {
    private static final Pattern NO_ANSWER = Pattern.compile(
            "unable to contact|unable to connect|socket timed out|zero bytes were transmitted|temporarily"
                    + "|standby mode|unspecified error|communication|connection (refused|failure|reset)"
                    + "|unexpected message|insane message|command not found",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NOT_SIGNED_IN =
            Pattern.compile("authentication|invalid authentication credential|munge", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNKNOWN_JOB = Pattern.compile("invalid job id", Pattern.CASE_INSENSITIVE);
    private static final Pattern OVER = Pattern.compile("already completing or completed", Pattern.CASE_INSENSITIVE);

    private static final long INVALID_JOB_ID = 2017;

    private record Refusal(Pattern text, String words, String advice) {
        Refusal(String text, String words, String advice) {
            this(Pattern.compile(text, Pattern.CASE_INSENSITIVE), words, advice);
        }
    }

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(
                    "user's group not permitted|access/permission denied",
                    "The cluster does not permit this to the account.",
                    "Choose another partition, or ask the cluster's administrator."),
            new Refusal(
                    "account or account/partition|invalid account",
                    "The cluster does not have this account, or the account may not use the partition.",
                    "Check the account in the engine's settings."),
            new Refusal(
                    "invalid partition",
                    "The cluster has no partition of this name.",
                    "Choose one that the connection test lists."),
            new Refusal(
                    "invalid qos",
                    "The cluster does not have this quality of service.",
                    "Check it in the engine's settings."),
            new Refusal(
                    "invalid feature|feature specification",
                    "No machine of the cluster has the features of the constraint.",
                    "Check the constraint in the engine's settings."),
            new Refusal(
                    "reservation",
                    "The cluster does not have this reservation, or the account may not use it.",
                    "Check the reservation in the engine's settings."),
            new Refusal(
                    "invalid node name",
                    "The cluster has no machine of the name that is to be left out.",
                    "Check the machines to leave out in the engine's settings."),
            new Refusal(
                    "time limit|time specification",
                    "The job asks for more time than the partition allows.",
                    "Choose a shorter time limit or another partition."),
            new Refusal(
                    "node count specification|configuration is not available|generic resource|trackable resource"
                            + "|memory (specification|required)|processors|not available",
                    "No machine of the cluster has the GPUs, processors and memory that the job asks for.",
                    "Choose what the connection test lists."),
            new Refusal(
                    "policy|limit",
                    "A limit of the account is reached.",
                    "Wait until other jobs have ended, or ask the cluster's administrator."));

    private SlurmErrors() {}

    /** What is shown of an error that comes as a number alone. */
    static String words(long number) {
        return number == INVALID_JOB_ID ? "Invalid job id specified" : "error " + number;
    }

    static boolean isUnknownJob(String text) {
        return UNKNOWN_JOB.matcher(text).find();
    }

    /** Whether there is nothing left to cancel. */
    static boolean isOver(String text) {
        return isUnknownJob(text) || OVER.matcher(text).find();
    }

    /** Of a question: it is asked again. */
    static EngineUnreachable unanswered(String text) {
        return NOT_SIGNED_IN.matcher(text).find()
                ? new EngineUnreachable(
                        "The cluster does not accept the token: " + shortened(text),
                        "Enter a new token, from: scontrol token username=… lifespan=…",
                        null)
                : new EngineUnreachable(
                        "Slurm gave no answer: " + shortened(text),
                        "Check that the cluster's controller is running.",
                        null);
    }

    /** @param lacking what the answer does not have */
    static EngineUnreachable nonsense(String lacking) {
        return new EngineUnreachable(
                "Slurm's REST server gives an answer that cannot be understood: it has no " + lacking + ".",
                "Check that the address leads to slurmrestd itself. Nothing is lost: it is asked again.",
                null);
    }

    /** Of a submission. */
    static RuntimeException refused(String text) {
        if (NO_ANSWER.matcher(text).find() || NOT_SIGNED_IN.matcher(text).find()) {
            return unanswered(text);
        }
        return REFUSALS.stream()
                .filter(one -> one.text().matcher(text).find())
                .findFirst()
                .map(one -> new JobFailure(one.words(), one.advice() + " Slurm says: " + shortened(text), null))
                .orElseGet(() -> new JobFailure(
                        "The cluster refuses the job: " + shortened(text),
                        "Check the engine's settings, or ask the cluster's administrator.",
                        null));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("(?m)^(sbatch|squeue|scontrol|scancel|sinfo): (error: )?", "")
                .replaceAll("\\s+", " ")
                .strip();
        return Wording.cut(line, 300);
    }
}
