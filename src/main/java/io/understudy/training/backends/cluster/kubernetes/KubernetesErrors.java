package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What the answers of an API server mean that are none of success. */
final class KubernetesErrors {
    static final int CONFLICT = 409;
    private static final int BAD = 400;
    private static final int NOT_SIGNED_IN = 401;
    static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int INVALID = 422;
    private static final int LONGEST = 300;
    private static final Pattern QUOTA = Pattern.compile("exceeded quota|denied the request|violates PodSecurity");

    private KubernetesErrors() {}

    /** Of a question: it is asked again. */
    static EngineUnreachable unanswered(URI server, RuntimeException problem) {
        int code = problem instanceof KubernetesClientException answered ? answered.getCode() : 0;
        return switch (code) {
            case NOT_SIGNED_IN ->
                new EngineUnreachable(
                        "Kubernetes at " + server + " does not accept the token.",
                        "Enter a new token in the engine's settings.",
                        problem);
            case FORBIDDEN ->
                new EngineUnreachable(
                        "Kubernetes at " + server + " does not permit this to the token's account: " + said(problem),
                        "Give the account the permissions that the guide of this engine lists.",
                        problem);
            case MISSING ->
                new EngineUnreachable(
                        "Kubernetes at " + server + " lacks something that jobs need: " + said(problem),
                        "Check the address and the namespace in the engine's settings.",
                        problem);
            default ->
                code > 0
                        ? away("Kubernetes at " + server + " answers with status " + code + ".", problem)
                        : unreached(server, problem);
        };
    }

    private static EngineUnreachable unreached(URI server, RuntimeException problem) {
        if (has(problem, SSLException.class) || has(problem, GeneralSecurityException.class)) {
            return new EngineUnreachable(
                    "The certificate of Kubernetes at " + server + " is not trusted.",
                    "Enter the cluster's certificate in the engine's settings.",
                    problem);
        }
        if (has(problem, RefusedAddressException.class)) {
            return new EngineUnreachable(
                    "Kubernetes at " + server + " leads to an address that this server never asks.",
                    "Enter another address in the engine's settings.",
                    problem);
        }
        if (has(problem, JacksonException.class)) {
            return away("What answers at " + server + " is not Kubernetes.", problem);
        }
        return away(
                Thread.currentThread().isInterrupted()
                        ? "This server is stopping."
                        : "There is no connection to Kubernetes at " + server + ".",
                problem);
    }

    /** Of a submission. */
    static RuntimeException refused(URI server, KubernetesClientException problem) {
        boolean limit =
                problem.getCode() == FORBIDDEN && QUOTA.matcher(said(problem)).find();
        return limit || problem.getCode() == INVALID || problem.getCode() == BAD
                ? new JobFailure(
                        limit
                                ? "A limit or a rule of the namespace keeps the job out."
                                : "The cluster refuses the job.",
                        "Check the engine's settings, or ask the cluster's administrator. Kubernetes says: "
                                + said(problem),
                        problem)
                : unanswered(server, problem);
    }

    static EngineUnreachable away(String words, @Nullable Exception cause) {
        return new EngineUnreachable(
                words, "Check the address, and that the cluster is running and can be reached.", cause);
    }

    private static boolean has(Throwable problem, Class<? extends Throwable> kind) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String said(RuntimeException problem) {
        Status status = problem instanceof KubernetesClientException answered ? answered.getStatus() : null;
        String words = status == null || status.getMessage() == null
                ? String.valueOf(problem.getMessage())
                : status.getMessage();
        return shortened(words);
    }

    static String shortened(String words) {
        String line = words.replaceAll("\\s+", " ").strip();
        return Wording.cut(line, LONGEST);
    }
}
