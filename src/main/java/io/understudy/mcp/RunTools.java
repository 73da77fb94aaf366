package io.understudy.mcp;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.comparison.CompareRoutes;
import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.identity.PublicUrl;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class RunTools implements ToolSet {
    private final RunService runs;
    private final RunListService lists;
    private final ComparisonService comparisons;
    private final CharacterService characters;
    private final RunWait waits;
    private final PublicUrl urls;

    RunTools(
            RunService runs,
            RunListService lists,
            ComparisonService comparisons,
            CharacterService characters,
            RunWait waits,
            PublicUrl urls) {
        this.runs = runs;
        this.lists = lists;
        this.comparisons = comparisons;
        this.characters = characters;
        this.waits = waits;
        this.urls = urls;
    }

    record Line(
            long run,
            String character,
            String backend,
            RunState state,
            int step,
            int steps,
            @Nullable Double loss,
            Instant launchedAt,
            String page) {}

    /**
     * @param runs in the order of the values of each row
     * @param sameTask whether all learned the same pictures on the same backend: only then their losses are comparable
     * @param rows what differs, and what is worth to be seen where nothing does
     */
    record Comparison(List<Long> runs, boolean sameTask, List<Row> rows, String page) {}

    record Row(String label, boolean differs, List<Quote> values) {
        static Row of(ComparedRow row) {
            return new Row(
                    row.label(),
                    row.hasDifference(),
                    row.values().stream().map(value -> new Quote(value.text())).toList());
        }
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                Tool.reading(
                        "list_runs",
                        "Lists training runs, the newest first.",
                        List.of(
                                Parameter.character().optional(),
                                Parameter.choice("state", RunState.class, "Only runs in this state.")
                                        .optional(),
                                Parameter.whole("before", 1, Integer.MAX_VALUE, "Only runs with a lower number.")
                                        .optional(),
                                Parameter.limit()),
                        this::list),
                Tool.reading(
                        "get_run", "One training run: state, progress, settings.", List.of(Parameter.run()), this::run),
                Tool.reading(
                        "compare_runs",
                        "Compares settings and results of two to twenty runs.",
                        List.of(Parameter.runs(ComparisonService.FEWEST, ComparisonService.MOST)),
                        this::compare),
                Tool.reading(
                        "follow_run",
                        "Waits until the state of a run changes, at most for the given seconds, and answers as get_run."
                                + " Ask again until it is over.",
                        List.of(
                                Parameter.run(),
                                Parameter.whole(
                                                "seconds",
                                                0,
                                                RunWait.LONGEST,
                                                "How long it may wait; " + RunWait.LONGEST + " if left out.")
                                        .optional()),
                        this::follow));
    }

    private Object list(Arguments asked) {
        CharacterId whose = asked.words("character")
                .map(slug -> characters.bySlug(slug).id())
                .orElse(null);
        Set<RunState> states =
                asked.choice("state", RunState.class).map(Set::of).orElse(Set.of());
        RunCursor after = asked.longNumber("before")
                .map(number -> new RunCursor(number, number))
                .orElse(null);
        List<RunSummary> found = lists.page(
                RunFilter.ALL.withCharacter(whose).withStates(states),
                RunSort.NEWEST_FIRST,
                after,
                0,
                asked.limit() + 1);
        Map<CharacterId, CharacterSummary> known =
                characters.byIds(found.stream().map(RunSummary::character).collect(Collectors.toSet()));
        return Listed.first(asked.limit(), found, run -> line(run, known.get(run.character())));
    }

    private Line line(RunSummary run, @Nullable CharacterSummary character) {
        return new Line(
                run.number(),
                character == null ? "" : character.slug(),
                run.backend(),
                run.state(),
                run.progress().step(),
                run.progress().steps(),
                run.progress().loss(),
                run.launchedAt(),
                urls.of(RunRoutes.of(run.number())));
    }

    private Object run(Arguments asked) {
        return answer(runs.byNumber(asked.number("run")));
    }

    private Object follow(Arguments asked) {
        return answer(waits.forChangeOf(runs.byNumber(asked.number("run")), asked.number("seconds", RunWait.LONGEST)));
    }

    private RunAnswer answer(RunDetails run) {
        return RunAnswer.of(run, characters.get(run.character()).slug(), urls.of(RunRoutes.of(run.number())));
    }

    private Object compare(Arguments asked) {
        RunComparison found = comparisons.compare(asked.numbers("runs"), null);
        List<Long> numbers = found.runs().stream().map(RunDetails::number).toList();
        return new Comparison(
                numbers,
                found.sameTask(),
                found.rows().stream()
                        .filter(row -> row.essential() || row.hasDifference())
                        .map(Row::of)
                        .toList(),
                urls.of(CompareRoutes.of(numbers)));
    }
}
