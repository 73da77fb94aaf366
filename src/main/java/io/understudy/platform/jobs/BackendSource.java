package io.understudy.platform.jobs;

import java.util.List;
import java.util.Optional;

/** Backends that come and go while the product runs. */
public interface BackendSource<B> {
    /** Those that there are now; asked often, so it waits for nothing. */
    List<B> backends();

    default Optional<String> formerName(String id) {
        return Optional.empty();
    }
}
