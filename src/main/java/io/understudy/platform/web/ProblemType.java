package io.understudy.platform.web;

import java.net.URI;
import java.util.Locale;

/** What kind of failure a problem is, for programs: its address never changes. docs/api.md says what to do about each. */
public enum ProblemType {
    INVALID_REQUEST(400),
    NOT_SIGNED_IN(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    WRONG_STATE(409),
    WITHDRAWN(410),
    LENGTH_REQUIRED(411),
    CHANGED_SINCE_READ(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RANGE_NOT_SATISFIABLE(416),
    RULE_BROKEN(422),
    REVISION_MISSING(428),
    TOO_MANY_REQUESTS(429),
    UNEXPECTED(500),
    UNAVAILABLE(503),
    CHANGED_MEANWHILE(409),
    STILL_IN_PROGRESS(409),
    ANSWER_NOT_KEPT(409),
    FAILED_HALF_WAY(409),
    KEY_OF_ANOTHER_REQUEST(422);

    private final int status;

    ProblemType(int status) {
        this.status = status;
    }

    public URI uri() {
        return URI.create(
                "urn:understudy:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public int status() {
        return status;
    }

    /** The first one of a status is that of all problems with it that have no type of their own. */
    static ProblemType of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status < 500 ? INVALID_REQUEST : UNEXPECTED;
    }
}
