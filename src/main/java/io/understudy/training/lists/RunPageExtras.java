package io.understudy.training.lists;

import io.understudy.billing.SpendSum;
import io.understudy.training.RunId;
import io.understudy.training.SamplePicture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list shows of its runs beyond their rows. Runs without something are left out of its map.
 *
 * @param samples the first picture of the last step that has some
 */
public record RunPageExtras(
        Map<RunId, SamplePicture> samples, Map<RunId, SpendSum> costs, Map<RunId, List<String>> tags) {
    public static RunPageExtras collected() {
        return new RunPageExtras(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    public void addAll(RunPageExtras others) {
        samples.putAll(others.samples);
        costs.putAll(others.costs);
        tags.putAll(others.tags);
    }
}
