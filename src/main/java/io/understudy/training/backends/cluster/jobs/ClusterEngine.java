package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.JobFolderPlace;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;

/**
 * An engine as its jobs use it.
 *
 * @param name for people
 * @param folders the folder of a run, by the run's key
 */
public record ClusterEngine(
        String name,
        JobScheduler scheduler,
        JobFolderPlace folders,
        Resources resources,
        Placement placement,
        Launch launch,
        TrainerRecipe recipe) {}
