package io.understudy.platform.data;

/** The database has tables of another baseline than this build, so that the migrations cannot bring it up to date. */
public class IncompatibleDatabaseException extends IllegalStateException {
    /** @param database its address without options */
    public IncompatibleDatabaseException(String database, Throwable cause) {
        super(
                "The database " + database
                        + " was created by a build of Understudy with other tables and cannot be opened by this one.",
                cause);
    }
}
