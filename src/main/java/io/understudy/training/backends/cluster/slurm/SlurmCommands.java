package io.understudy.training.backends.cluster.slurm;

import static io.understudy.providers.ssh.ShellQuoting.quote;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.CommandResult;
import io.understudy.providers.ssh.ShellQuoting;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Slurm by its commands, on a host where people sign in to the cluster. */
public final class SlurmCommands implements JobScheduler {
    private static final Pattern SHOWN = Pattern.compile(" JobState=(\\S+) Reason=(\\S*)");
    private static final Pattern NAME = Pattern.compile("^JobId=\\d+ JobName=(.*?) UserId=");
    private static final Pattern RESTARTS = Pattern.compile(" Restarts=(\\d{1,9}) ");
    private static final Pattern EXIT = Pattern.compile(" ExitCode=(\\d{1,9}):0 ");
    private static final Pattern START = Pattern.compile(" StartTime=(\\d{1,12}) ");
    private static final Pattern LIMIT = Pattern.compile(" TimeLimit=\\d\\S* .*? EndTime=(\\d{1,12}) ");
    private static final Pattern PRIORITY = Pattern.compile(" Priority=(\\d{1,12}) ");
    private static final Pattern ACCOUNT = Pattern.compile(" Account=(\\S{1,80}) ");
    /** Nothing where the cluster keeps no accounts, and so no shares. */
    private static final String SHARES =
            "timeout 5 sshare -n -P -U -o Account,FairShare 2>/dev/null | sed 's/^/share /'";

    private static final Pattern SECONDS = Pattern.compile("^(\\d{1,12})$");
    private static final Pattern PLACE = Pattern.compile("(?m)^place (\\d{1,9})$");
    private static final Pattern RECORDED = Pattern.compile("(?m)^(\\S+)[^|]*\\|(\\d{1,9}):\\d+\\|(.*)$");
    /** Also those that the controller has forgotten, where the cluster keeps accounts. */
    private static final String FORGOTTEN = "sacct -X -n -P -S now-14days ";

    private final EngineShell shell;
    private final String path;

    /** @param programs the folder of Slurm's commands on that host; empty where they are on its path */
    public SlurmCommands(EngineShell shell, String programs) {
        this.shell = shell;
        this.path = programs.isEmpty() ? "" : "PATH=" + quote(programs) + ":$PATH ";
    }

    private CommandResult run(String script) {
        return shell.run("export " + path + "LC_ALL=C SLURM_TIME_FORMAT=%s\n" + script);
    }

    private String asked(String script) {
        CommandResult result = run(script);
        if (!result.succeeded()) {
            throw SlurmErrors.unanswered(result.errors());
        }
        return result.output();
    }

    @Override
    public SchedulerDescription describe() {
        String[] lines = asked("scontrol --version && { scontrol show config | sed -n 's/^ClusterName *= *//p'; }"
                        + " && sinfo -h -o '%R|%a|%l|%D|%G' && { " + SHARES + "; }")
                .split("\n");
        Map<String, Partition> partitions = new LinkedHashMap<>();
        for (String line : lines) {
            String[] part = line.split("\\|", 5);
            if (part.length == 5 && part[3].matches("\\d{1,6}")) {
                partitions.merge(
                        part[0],
                        new Partition(
                                part[0],
                                "up".equals(part[1]),
                                SlurmValues.time(part[2]),
                                SlurmValues.cards(part[4], Integer.parseInt(part[3]))),
                        SlurmCommands::together);
            }
        }
        if (lines.length < 2) {
            throw SlurmErrors.unanswered("scontrol does not name the cluster");
        }
        return new SchedulerDescription(
                lines[0].strip(),
                lines[1].strip(),
                List.copyOf(partitions.values()),
                SlurmValues.shares(String.join("\n", lines)));
    }

    /** The command prints a line for every kind of machine. */
    private static Partition together(Partition one, Partition other) {
        List<SchedulerDescription.Cards> cards = new ArrayList<>(one.cards());
        cards.addAll(other.cards());
        return new Partition(one.name(), one.open(), one.longest(), cards);
    }

    private static String looking(String name) {
        String quoted = quote(name);
        return "found=$(squeue -h --me -t all -n " + quoted + " -o %i) || exit 1\n" + "[ -n \"$found\" ] || found=$("
                + FORGOTTEN + "-o JobID --name=" + quoted + " 2>/dev/null)\n";
    }

    @Override
    public Optional<String> find(String name) {
        return asked(looking(name) + "echo \"$found\"")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+"))
                .findFirst();
    }

    /** Two submissions of one name exclude each other: the first may still be under way when its answer is lost. */
    @Override
    public Submission submit(JobRequest request) {
        String folder = quote(request.folder());
        CommandResult result = run("cd " + folder + " || exit 3\n"
                + "exec 9>.submit || exit 3\n"
                + "flock -w 60 9 || { echo 'Another submission is temporarily under way' >&2; exit 1; }\n"
                + looking(request.name())
                + "[ -z \"$found\" ] || { echo \"found $found\"; exit; }\n"
                + "printf %s " + quote(request.text()) + " | " + ShellQuoting.command(sbatch(request)) + " 9>&-");
        if (result.exitCode() == 3) {
            throw new JobFailure(
                    "The job's folder cannot be used: " + result.errors().strip(),
                    "Check the work folder in the engine's settings.",
                    null);
        }
        Matcher id = Pattern.compile("(?m)^(found )?(\\d+)(;.*)?$").matcher(result.output());
        if (!result.succeeded() || !id.find()) {
            throw SlurmErrors.refused(result.errors());
        }
        List<String> warnings = result.errors()
                .lines()
                .map(line -> line.replaceFirst("^sbatch: (warning: )?", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return new Submission(id.group(2), id.group(1) != null, warnings);
    }

    private static List<String> sbatch(JobRequest request) {
        JobRequest.Placement placement = request.placement();
        JobRequest.Resources resources = request.resources();
        List<String> words = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--requeue",
                "--open-mode=append",
                "--nodes=1",
                "--ntasks=1",
                "--job-name=" + request.name(),
                "--comment=" + request.name(),
                "--chdir=" + request.folder(),
                "--output=" + JobRequest.LOG,
                "--cpus-per-task=" + resources.cpus()));
        Map<String, String> options = new LinkedHashMap<>();
        options.put("gres", SlurmValues.gres(resources));
        options.put("mem", resources.memoryMiB() == 0 ? "" : resources.memoryMiB() + "M");
        options.put("time", resources.minutes() == 0 ? "" : String.valueOf(resources.minutes()));
        options.put("signal", request.warningSeconds() == 0 ? "" : "B:USR1@" + request.warningSeconds());
        options.put("partition", placement.partition());
        options.put("account", placement.account());
        options.put("qos", placement.qos());
        options.put("constraint", placement.constraint());
        options.put("exclude", placement.exclude());
        options.put("reservation", placement.reservation());
        options.put("nice", placement.nice() == null ? "" : placement.nice().toString());
        options.forEach((option, value) -> {
            if (!value.isEmpty()) {
                words.add("--" + option + "=" + value);
            }
        });
        return words;
    }

    @Override
    public JobStanding standing(String id) {
        String job = SlurmValues.checkedId(id);
        CommandResult result = run("shown=$(scontrol show job -o " + job + ") || exit\n"
                + "echo \"$shown\"\n"
                + "case $shown in *' JobState=PENDING '*)\n"
                + "squeue -h -t PENDING -S -p,i -o '%i %P'"
                + " | awk -v id=" + job + " '{n[$2]++} $1 == id {print \"place \" n[$2]; exit}' ;; esac\n"
                + "case $shown in *' JobState=PENDING Reason=Priority '*) " + SHARES + " ;; esac");
        if (result.succeeded() && SHOWN.matcher(result.output()).find()) {
            return shown(result.output());
        }
        if (SlurmErrors.isUnknownJob(result.errors())) {
            return recorded(job);
        }
        throw SlurmErrors.unanswered(result.errors());
    }

    private static JobStanding shown(String output) {
        Matcher state = SHOWN.matcher(output);
        if (!state.find()) {
            throw SlurmErrors.unanswered("scontrol shows no state");
        }
        List<String> words = List.of(state.group(1));
        Phase phase = SlurmStates.phase(words);
        return new JobStanding(
                phase,
                state.group(1),
                SlurmValues.reason(state.group(2)),
                phase == Phase.ENDED ? found(EXIT, output, Integer::valueOf) : null,
                Objects.requireNonNullElse(found(RESTARTS, output, Integer::valueOf), 0),
                found(PLACE, output, Integer::valueOf),
                phase == Phase.WAITING ? SlurmValues.instant(found(START, output, Long::valueOf)) : null,
                phase == Phase.RUNNING ? SlurmValues.instant(found(LIMIT, output, Long::valueOf)) : null,
                Objects.requireNonNullElse(found(NAME, output, Function.identity()), ""),
                phase == Phase.WAITING ? rank(output) : "");
    }

    private static String rank(String output) {
        String account = found(ACCOUNT, output, Function.identity());
        return SlurmValues.rank(
                found(PRIORITY, output, Long::valueOf),
                account == null ? null : SlurmValues.shares(output).get(account));
    }

    private static <T> @Nullable T found(Pattern pattern, String text, Function<String, T> as) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? as.apply(matcher.group(1)) : null;
    }

    private JobStanding recorded(String job) {
        CommandResult result = run(FORGOTTEN + "-o State,ExitCode,JobName%100 -j " + job);
        Matcher record = RECORDED.matcher(result.output());
        if (record.find()) {
            List<String> words = List.of(record.group(1));
            return new JobStanding(SlurmStates.phase(words), words.getFirst(), "", Integer.valueOf(record.group(2)), 0)
                    .named(record.group(3));
        }
        if (result.succeeded() || result.errors().contains("storage is disabled")) {
            return JobStanding.UNKNOWN;
        }
        throw SlurmErrors.unanswered(result.errors());
    }

    @Override
    public void cancel(String id) {
        CommandResult result = run("scancel " + SlurmValues.checkedId(id));
        if (!result.succeeded() && !SlurmErrors.isOver(result.errors())) {
            throw SlurmErrors.unanswered(result.errors());
        }
    }

    @Override
    public List<NamedJob> named(String prefix) {
        return asked("squeue -h --me -o '%i|%T|%V|%j'")
                .lines()
                .map(line -> line.split("\\|", 4))
                .filter(part -> part.length == 4 && part[3].startsWith(prefix))
                .map(part -> new NamedJob(
                        part[0], part[3], part[1], SlurmValues.instant(found(SECONDS, part[2], Long::valueOf))))
                .toList();
    }
}
