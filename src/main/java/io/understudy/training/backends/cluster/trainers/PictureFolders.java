package io.understudy.training.backends.cluster.trainers;

import io.understudy.datasets.snapshots.export.TrainerDataset;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.BackendOption;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the pictures of a job lie: in one folder, or in one for each number of repeats. None is within another, since
 * ai-toolkit reads folders in folders.
 *
 * @param all how often an epoch shows any of the pictures
 */
public record PictureFolders(SortedSet<Integer> all) {
    /** What follows the name of the folder that all would lie in. */
    public static final String PATTERN = "\\d+x";

    public static PictureFolders of(BackendJob job) {
        SortedSet<Integer> all = new TreeSet<>();
        String times = FluxOptions.value(job.parameters(), FluxOptions.REPEATS);
        if (!BackendOption.OWN_REPEATS.equals(times)) {
            all.add(Integer.valueOf(times));
        } else {
            job.pictures().forEach(picture -> all.add(picture.repeats()));
        }
        return new PictureFolders(all.isEmpty() ? new TreeSet<>(List.of(1)) : all);
    }

    public String of(JobPicture picture, String folder, String separator) {
        return path(folder, separator, picture.repeats());
    }

    public List<TrainerDataset.Folder> in(String folder, String separator) {
        return all.stream()
                .map(times -> new TrainerDataset.Folder(path(folder, separator, times), times))
                .toList();
    }

    private String path(String folder, String separator, int times) {
        return all.size() > 1 ? folder + separator + times + "x" : folder;
    }
}
