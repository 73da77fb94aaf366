package io.understudy.providers.comfy;

import java.util.List;

/**
 * How a graph ended.
 *
 * @param sentAs the id under which it was sent, which old servers replace by their own
 * @param pictures that it saved; of a cached graph the names of earlier ones
 * @param seconds that it ran; 0 where unknown
 * @param problem why it failed, in a sentence; says nothing unless it did
 */
public record ComfyResult(Ending ending, String sentAs, List<ComfyFile> pictures, double seconds, String problem) {
    public enum Ending {
        DONE,
        FAILED,
        INTERRUPTED
    }

    public ComfyResult {
        pictures = List.copyOf(pictures);
    }
}
