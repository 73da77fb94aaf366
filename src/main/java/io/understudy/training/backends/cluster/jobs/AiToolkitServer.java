package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe;
import java.util.List;

/**
 * ai-toolkit's own server as its jobs use it.
 *
 * @param name for people
 * @param cards that runs may use; empty for all
 */
public record AiToolkitServer(String name, AiToolkitClient client, List<Integer> cards, AiToolkitRecipe recipe) {
    public AiToolkitServer {
        cards = List.copyOf(cards);
    }
}
