package io.understudy.providers.engines;

/** An engine was added, changed, paused, resumed or removed; published in the transaction that did it. */
public record EngineChanged(EngineId engine, String backend) {}
