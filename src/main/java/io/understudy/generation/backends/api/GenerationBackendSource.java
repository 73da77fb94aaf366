package io.understudy.generation.backends.api;

import java.util.List;
import java.util.Optional;

/** Backends that come and go while the product runs. */
public interface GenerationBackendSource {
    /** Those that there are now; asked often, so it waits for nothing. */
    List<GenerationBackend> backends();

    /** The name of a backend that is gone. */
    Optional<String> formerName(String id);
}
