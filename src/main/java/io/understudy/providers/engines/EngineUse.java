package io.understudy.providers.engines;

import java.util.Optional;

/** Tells what an engine is needed for; asked in the transaction that removes or changes it. */
public interface EngineUse {
    /** What waits or is in progress, such as {@code 2 runs}; empty for nothing. */
    Optional<String> open(String backend);

    /** What was stopped, and may still compute there, such as {@code 2 runs}; empty for nothing. */
    default Optional<String> ending(String backend) {
        return Optional.empty();
    }

    /** What would be looked for at another place if the engine had one, such as {@code 2 runs}; empty for nothing. */
    default Optional<String> followed(String backend) {
        return Optional.empty();
    }
}
