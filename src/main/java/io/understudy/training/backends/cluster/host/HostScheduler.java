package io.understudy.training.backends.cluster.host;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.CommandResult;
import io.understudy.providers.ssh.ShellQuoting;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job per card on a machine without a scheduler, first come, first served. Jobs survive a lost connection and a restart
 * of this server; a job's name is its id. Placement is ignored: there is one machine.
 */
public final class HostScheduler implements JobScheduler {
    private static final int FOLDER = 3;
    private static final int TOO_MANY_CARDS = 5;
    private static final Pattern TAKEN = Pattern.compile("(\\d{1,3})(?: (?:(run \\d{1,12})|.*))?");

    private final EngineShell shell;
    private final String jobs;
    private final Duration minute;
    private final String script;

    /**
     * @param jobs a folder on that machine, for what is known of each job
     * @param cards numbers of those that jobs may have; empty for all
     */
    public HostScheduler(EngineShell shell, String jobs, List<Integer> cards) {
        this(shell, jobs, cards, Duration.ofMinutes(1));
    }

    HostScheduler(EngineShell shell, String jobs, List<Integer> cards, Duration minute) {
        this.shell = shell;
        this.jobs = jobs;
        this.minute = minute;
        try (InputStream in =
                Objects.requireNonNull(HostScheduler.class.getResourceAsStream("host-scheduler.sh"), "script")) {
            script = "export UNDERSTUDY_CARDS="
                    + ShellQuoting.quote(
                            cards.stream().map(card -> " " + card + " ").collect(Collectors.joining()))
                    + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private CommandResult run(String... words) {
        return shell.run(script + "\n" + ShellQuoting.command(words));
    }

    private String asked(String... words) {
        CommandResult result = run(words);
        if (!result.succeeded()) {
            throw unanswered(result);
        }
        return result.output();
    }

    private static EngineUnreachable unanswered(CommandResult result) {
        return new EngineUnreachable(
                "The machine gave no answer: " + result.errors().strip(),
                "Check that the machine and its graphics driver are well.",
                null);
    }

    @Override
    public SchedulerDescription describe() {
        String[] lines = asked("describe").split("\n");
        Map<String, Integer> types = new LinkedHashMap<>();
        String driver = "";
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] part = line.split(", *", 2);
            driver = part[0];
            types.merge(part[part.length - 1].strip(), 1, Integer::sum);
        }
        List<Cards> cards = new ArrayList<>();
        types.forEach((type, count) -> cards.add(new Cards(type, count, 1)));
        return new SchedulerDescription(
                "NVIDIA driver " + driver, lines[0], List.of(new Partition(lines[0], true, null, cards)));
    }

    @Override
    public Optional<String> find(String name) {
        return standing(name).phase() == Phase.GONE ? Optional.empty() : Optional.of(name);
    }

    @Override
    public Submission submit(JobRequest request) {
        JobRequest.Resources resources = request.resources();
        CommandResult result = run(
                "submit",
                jobs,
                request.name(),
                request.folder(),
                String.valueOf(resources.gpus()),
                resources.gpuType(),
                String.valueOf(resources.minutes() * minute.toSeconds()),
                String.valueOf(resources.minutes() == 0 ? 0 : request.warningSeconds()),
                request.text());
        if (result.succeeded()) {
            return new Submission(request.name(), "found".equals(result.output().strip()), List.of());
        }
        throw switch (result.exitCode()) {
            case TOO_MANY_CARDS ->
                new JobFailure(
                        "The machine does not have the GPUs that the job asks for.",
                        "Choose what the connection test lists.",
                        null);
            case FOLDER ->
                new JobFailure(
                        "The job's folder cannot be used: " + result.errors().strip(),
                        "Check the work folder in the engine's settings.",
                        null);
            default -> unanswered(result);
        };
    }

    @Override
    public JobStanding standing(String id) {
        String[] lines = asked("standing", jobs, checked(id)).strip().split("\n");
        String[] words = lines[0].split(" ");
        Integer number = words.length > 1 ? Integer.valueOf(words[1]) : null;
        JobStanding standing =
                switch (words[0]) {
                    case "GONE" -> JobStanding.UNKNOWN;
                    case "PENDING" ->
                        new JobStanding(Phase.WAITING, words[0], taken(lines), null, 0, number, null, null, "", "");
                    case "RUNNING" -> new JobStanding(Phase.RUNNING, words[0], "", null, 0);
                    default -> new JobStanding(Phase.ENDED, words[0], "", number, 0);
                };
        return standing.phase() == Phase.GONE ? standing : standing.named(id);
    }

    /** @param lines after the first one a card each, a space, and the run that has it where that is known */
    private static String taken(String[] lines) {
        String words = Arrays.stream(lines)
                .skip(1)
                .map(TAKEN::matcher)
                .filter(Matcher::matches)
                .map(card -> "Card " + card.group(1) + " is taken by "
                        + (card.group(2) == null ? "another job" : card.group(2)) + ".")
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? JobStanding.CARDS_TAKEN : JobStanding.CARDS_TAKEN + ": " + words;
    }

    private static @Nullable Instant since(String[] part) {
        return part.length == 3 && part[2].matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(part[2])) : null;
    }

    private static String checked(String id) {
        if (!JobRequest.isName(id)) {
            throw new IllegalArgumentException("Not an id of a job: " + id);
        }
        return id;
    }

    @Override
    public void cancel(String id) {
        asked("cancel", jobs, checked(id));
    }

    @Override
    public List<NamedJob> named(String prefix) {
        return asked("named", jobs, checked(prefix))
                .lines()
                .map(line -> line.split(" ", 3))
                .map(part -> new NamedJob(part[0], part[0], part[1], since(part)))
                .toList();
    }
}
