package io.understudy.training.backends.api;

import io.understudy.providers.engines.BackendOfEngine;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.providers.engines.EngineConnection;
import java.util.Optional;

/** Base of a backend that trains on one of the team's engines. */
public abstract class EngineBackend extends BackendOfEngine implements TrainingBackend {
    protected EngineBackend(EngineConnection engine) {
        super(engine);
    }

    @Override
    public final boolean isRemote() {
        return true;
    }

    @Override
    public final boolean isReachedElsewhere(TrainingBackend now) {
        return now instanceof EngineBackend other && !engine().hasAddressOf(other.engine());
    }

    @Override
    public final int concurrency() {
        return engine().mostAtOnce();
    }

    /** A box that is entered twice, such as for a second trainer, has no more cards for that. */
    @Override
    public final Optional<String> account() {
        return engine().machine();
    }

    /** Entries for different cards of a box are no matter to each other. */
    @Override
    public final boolean sharesAccountWith(TrainingBackend other) {
        return other instanceof EngineBackend engine && engine().isMachineOf(engine.engine());
    }

    @Override
    public final boolean sees(TrainingBackend other) {
        return other instanceof EngineBackend engine && engine().sees(engine.engine());
    }

    @Override
    public final String accountWords(String account) {
        return "The machine " + account + " has several entries in Settings and";
    }

    @Override
    public final BackendTerms terms() {
        return terms(engine().settings().cardsPerRun());
    }
}
