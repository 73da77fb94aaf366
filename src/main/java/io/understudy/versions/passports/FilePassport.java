package io.understudy.versions.passports;

import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.lora.passport.Passport;
import io.understudy.storage.BlobHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The passport of a stored file, if it has one yet.
 *
 * @param passport once it is read, else null
 * @param problem why it cannot be read, or null
 */
public record FilePassport(
        BlobHash file,
        State state,
        @Nullable Passport passport,
        @Nullable String problem) {
    public enum State {
        WAITING,
        READ,
        MALFORMED
    }

    public Optional<Passport> read() {
        return Optional.ofNullable(passport);
    }

    /** Why the file can be used with no model at all; empty also while it waits to be read. */
    public Optional<String> broken() {
        return state == State.MALFORMED
                ? Optional.of("The file cannot be read: " + problem)
                : read().flatMap(Passport::broken);
    }

    /** Whether the file can be used with this model; empty while it waits to be read. */
    public Optional<Fit> fit(BaseModel target) {
        if (state == State.MALFORMED) {
            return Optional.of(new Fit(target, Fit.Outcome.BROKEN, "The file cannot be read: " + problem));
        }
        return read().map(known -> known.fit(target));
    }
}
