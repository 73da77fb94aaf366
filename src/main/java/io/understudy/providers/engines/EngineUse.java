package io.understudy.providers.engines;

import java.util.Optional;

/** Tells what is still open on an engine, so that it is not removed; asked in the transaction of the removal. */
public interface EngineUse {
    /** Such as {@code 2 runs}; empty for nothing. */
    Optional<String> open(String backend);
}
