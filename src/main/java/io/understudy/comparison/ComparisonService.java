package io.understudy.comparison;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class ComparisonService {
    public static final int FEWEST = 2;
    public static final int MOST = 20;

    private final RunService runs;
    private final RunListService lists;
    private final RunNoteService notes;
    private final CharacterService characters;
    private final DatasetService datasets;

    ComparisonService(
            RunService runs,
            RunListService lists,
            RunNoteService notes,
            CharacterService characters,
            DatasetService datasets) {
        this.runs = runs;
        this.lists = lists;
        this.notes = notes;
        this.characters = characters;
        this.datasets = datasets;
    }

    /**
     * Compares two to twenty runs.
     *
     * @param numbers of the runs, in the order of the columns; repeated ones count once
     * @param base number of the run that the others are compared to; the first one where it is not among them
     * @throws DomainException.NotFound naming the numbers that no run has
     * @throws DomainException.RuleViolation when fewer than two or more than twenty are left
     */
    public RunComparison compare(List<Long> numbers, @Nullable Long base) {
        List<Long> wanted = List.copyOf(new LinkedHashSet<>(numbers));
        if (wanted.size() < FEWEST || wanted.size() > MOST) {
            throw new DomainException.RuleViolation(
                    "Two to twenty runs can be compared; you chose " + wanted.size() + ".");
        }
        List<RunDetails> found = runs.detailsOf(wanted);
        if (found.size() < wanted.size()) {
            Set<Long> missing = new LinkedHashSet<>(wanted);
            found.forEach(run -> missing.remove(run.number()));
            throw new DomainException.NotFound("There is no run "
                    + missing.stream().map(String::valueOf).collect(Collectors.joining(" and no run ")) + ".");
        }
        int basePosition = base == null ? 0 : Math.max(0, wanted.indexOf(base));
        boolean sameTask = found.stream()
                        .map(run -> run.backend() + run.snapshot().hash())
                        .distinct()
                        .count()
                == 1;
        return new RunComparison(
                found,
                basePosition,
                ComparedRowFactory.of(
                        found, basePosition, names(found), snapshots(found), ignored(found), remarks(found), sameTask),
                sameTask,
                samples(found));
    }

    private Map<String, Set<JobField>> ignored(List<RunDetails> found) {
        return found.stream()
                .map(RunDetails::backend)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), lists::ignoredBy));
    }

    private ComparedRowFactory.Remarks remarks(List<RunDetails> found) {
        List<RunId> ids = found.stream().map(RunDetails::id).toList();
        return new ComparedRowFactory.Remarks(notes.tags(ids), notes.texts(ids), lists.costs(found));
    }

    private List<String> names(List<RunDetails> found) {
        Map<CharacterId, CharacterSummary> known =
                characters.byIds(found.stream().map(RunDetails::character).collect(Collectors.toSet()));
        return found.stream()
                .map(run -> {
                    CharacterSummary character = known.get(run.character());
                    return character == null ? "" : character.name();
                })
                .toList();
    }

    private Map<String, SnapshotSummary> snapshots(List<RunDetails> found) {
        return datasets.snapshots(found.stream().map(RunDetails::snapshot).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(snapshot -> snapshot.id().hash(), Function.identity()));
    }

    private record Place(SamplePrompt prompt, int step) {}

    private SampleMatrix samples(List<RunDetails> found) {
        List<Map<Place, BlobHash>> byRun = new ArrayList<>();
        Set<SamplePrompt> prompts = new LinkedHashSet<>();
        TreeSet<Integer> steps = new TreeSet<>();
        TreeSet<Integer> common = new TreeSet<>();
        Map<RunId, List<SamplePicture>> pictures =
                runs.samples(found.stream().map(RunDetails::id).toList());
        for (RunDetails run : found) {
            List<SamplePicture> samples = pictures.getOrDefault(run.id(), List.of());
            prompts.addAll(run.parameters().samplePrompts());
            Set<Integer> own = samples.stream().map(SamplePicture::step).collect(Collectors.toSet());
            if (byRun.isEmpty()) {
                common.addAll(own);
            } else {
                common.retainAll(own);
            }
            steps.addAll(own);
            byRun.add(samples.stream()
                    .collect(Collectors.toMap(
                            sample -> new Place(new SamplePrompt(sample.prompt(), sample.seed()), sample.step()),
                            SamplePicture::picture,
                            (first, second) -> first)));
        }
        List<Integer> all = List.copyOf(steps);
        List<SampleMatrix.Row> rows = prompts.stream()
                .map(prompt -> new SampleMatrix.Row(
                        prompt.prompt(),
                        prompt.seed(),
                        byRun.stream().map(own -> pictures(own, prompt, all)).toList()))
                .toList();
        int latest = steps.isEmpty() ? 0 : steps.last();
        return new SampleMatrix(all, common.isEmpty() ? latest : common.last(), rows);
    }

    private static List<@Nullable BlobHash> pictures(
            Map<Place, BlobHash> own, SamplePrompt prompt, List<Integer> steps) {
        List<@Nullable BlobHash> pictures = new ArrayList<>();
        for (int step : steps) {
            pictures.add(own.get(new Place(prompt, step)));
        }
        return pictures;
    }
}
