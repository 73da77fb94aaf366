package io.understudy.providers.engines;

/** Asks engines of one kind who they are; it starts and changes nothing there. */
public interface EngineProbe {
    EngineKind kind();

    /**
     * Waits for the answer, for half a minute at most.
     *
     * @throws EngineProblem when there is none
     */
    EngineAnswer ask(EngineConnection engine);
}
