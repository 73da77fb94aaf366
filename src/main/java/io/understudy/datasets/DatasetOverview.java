package io.understudy.datasets;

import java.util.List;
import java.util.function.Predicate;

/**
 * A working dataset in numbers.
 *
 * @param pictures all pictures of the dataset
 * @param included those that a run is trained on
 * @param excludedSmall left out because they are below 1024 px
 * @param excludedByHand left out by a person
 * @param keptSmall included although below 1024 px
 * @param belowPreferred included, from 1024 to 2047 px
 * @param uncaptioned included, without caption
 * @param triggerMissing included, with a caption that lacks the trigger word
 * @param triggerElsewhere included, with the trigger word not in front
 * @param awaitingSecond of which one of two people said something
 * @param disputed those of them about which people disagree
 */
public record DatasetOverview(
        int pictures,
        int included,
        int excludedSmall,
        int excludedByHand,
        int keptSmall,
        int belowPreferred,
        int uncaptioned,
        int triggerMissing,
        int triggerElsewhere,
        int awaitingSecond,
        int disputed) {
    static DatasetOverview of(List<PictureSummary> all) {
        List<PictureSummary> included =
                all.stream().filter(PictureSummary::included).toList();
        return new DatasetOverview(
                all.size(),
                included.size(),
                count(all, p -> p.exclusion() == Exclusion.TOO_SMALL),
                count(all, p -> p.exclusion() == Exclusion.BY_HAND),
                count(included, PictureSummary::belowMinimum),
                count(included, p -> !p.belowMinimum() && p.belowPreferred()),
                count(included, p -> p.caption().isEmpty()),
                count(included, p -> !p.caption().isEmpty() && p.trigger() == TriggerUse.MISSING),
                count(included, p -> p.trigger() == TriggerUse.ELSEWHERE),
                count(all, PictureSummary::awaitsSecond),
                count(all, PictureSummary::isDisputed));
    }

    public int triggerToRepair() {
        return uncaptioned + triggerMissing + triggerElsewhere;
    }

    private static int count(List<PictureSummary> pictures, Predicate<PictureSummary> which) {
        return (int) pictures.stream().filter(which).count();
    }
}
