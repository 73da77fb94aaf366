package io.understudy.versions.creation;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetContribution;
import io.understudy.datasets.DatasetService;
import io.understudy.training.RunContribution;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.runs.RunService;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds everyone who shaped a run or its dataset, where no version of the run says so. */
@Component
class RunMakers {
    private final RunService runs;
    private final DatasetService datasets;
    private final CharacterService characters;
    private final TrailMakers trail;

    RunMakers(RunService runs, DatasetService datasets, CharacterService characters, TrailMakers trail) {
        this.runs = runs;
        this.datasets = datasets;
        this.characters = characters;
        this.trail = trail;
    }

    RunDetails details(RunId run) {
        return runs.details(run);
    }

    TrailMakers.Found of(RunDetails run) {
        TrailMakers.Found found = trail.of(
                run.number(), run.character(), characters.get(run.character()).slug());
        Set<UUID> makers = new HashSet<>(found.makers());
        makers.add(run.launchedBy());
        datasets.contributions(run.snapshot()).stream()
                .map(DatasetContribution::account)
                .forEach(makers::add);
        runs.contributions(run.id()).stream().map(RunContribution::account).forEach(makers::add);
        return new TrailMakers.Found(makers, found.settled(), found.altered());
    }
}
