package io.understudy.generation.backends.comfy;

import io.understudy.providers.comfy.ComfyCancels;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which graphs are to be stopped later. */
record RecordedStops(Set<String> graphs) implements ComfyCancels {
    RecordedStops() {
        this(ConcurrentHashMap.newKeySet());
    }

    @Override
    public void stop(String server, String graph) {
        graphs.add(graph);
    }

    @Override
    public void withdraw(String graph) {
        graphs.remove(graph);
    }
}
