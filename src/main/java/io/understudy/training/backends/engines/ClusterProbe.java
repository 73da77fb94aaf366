package io.understudy.training.backends.engines;

import static io.understudy.providers.ssh.ShellQuoting.quote;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineSettings.GpuHost;
import io.understudy.providers.engines.EngineSettings.Installation;
import io.understudy.providers.engines.EngineSettings.SlurmJob;
import io.understudy.providers.ssh.CommandResult;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Signs in to a host, asks its scheduler, and looks whether all that a run needs is there. */
class ClusterProbe implements EngineProbe {
    private final EngineKind kind;
    private final ClusterAccess access;

    /** @param test command of a shell that succeeds where all is well */
    private record Check(String test, String otherwise) {}

    ClusterProbe(EngineKind kind, ClusterAccess access) {
        this.kind = kind;
        this.access = access;
    }

    @Override
    public EngineKind kind() {
        return kind;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        return access.onHost(engine, shell -> {
            SchedulerDescription found = access.scheduler(engine, shell).describe();
            SlurmJob job = ClusterEngines.job(engine).orElse(null);
            List<Fact> facts =
                    new ArrayList<>(List.of(new Fact("Release", found.release() + " on " + found.cluster())));
            if (job != null) {
                facts.add(new Fact("Partitions", names(found)));
            }
            facts.add(new Fact("Cards", cards(found).isEmpty() ? "none" : cards(found)));
            if (!found.shares().isEmpty()) {
                facts.add(new Fact("Fair share", shares(found)));
            }
            EngineAnswer known = offering(EngineAnswer.of(facts.toArray(Fact[]::new)), found, job);
            List<String> problems = failed(shell, onThatHost(engine));
            if (job != null) {
                unknownPartition(found, job.partition()).ifPresent(problems::addFirst);
            }
            List<String> missing = failed(shell, installed(engine));
            if (job == null) {
                problems.addAll(missing);
            }
            if (!problems.isEmpty()) {
                return known.withProblem(String.join(" ", problems));
            }
            EngineAnswer answer = known;
            for (String words : failed(shell, advisable(engine))) {
                answer = answer.warning(words);
            }
            for (String words : job == null ? List.<String>of() : missing) {
                answer = answer.warning(
                        words + " This was looked for on the login host; runs need it where they compute.");
            }
            return answer;
        });
    }

    private static EngineAnswer offering(EngineAnswer answer, SchedulerDescription found, @Nullable SlurmJob job) {
        return job == null
                ? answer.offering(EngineField.CARDS.property(), numbers(found))
                : answer.offering(
                                EngineField.PARTITION.property(),
                                found.partitions().stream().map(Partition::name).toList())
                        .offering(EngineField.GPU_TYPE.property(), types(found));
    }

    /** Of a host's cards. */
    private static List<String> numbers(SchedulerDescription found) {
        int cards = found.partitions().stream()
                .flatMap(partition -> partition.cards().stream())
                .mapToInt(Cards::each)
                .sum();
        return IntStream.range(0, cards).mapToObj(String::valueOf).toList();
    }

    /** Of its cards, as a job asks for them. */
    static List<String> types(SchedulerDescription found) {
        return found.partitions().stream()
                .flatMap(partition -> partition.cards().stream())
                .map(Cards::type)
                .filter(type -> !type.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<String> unknownPartition(SchedulerDescription found, String wanted) {
        return wanted.isEmpty()
                        || found.partitions().stream()
                                .anyMatch(one -> one.name().equals(wanted))
                ? Optional.empty()
                : Optional.of(found.cluster() + " has no partition “" + wanted + "”. It has: " + names(found) + ".");
    }

    private static String names(SchedulerDescription found) {
        return found.partitions().stream().map(Partition::name).collect(Collectors.joining(", "));
    }

    /** As a sentence has them; empty for none. */
    static String cards(SchedulerDescription found) {
        return found.partitions().stream()
                .flatMap(partition -> partition.cards().stream())
                .distinct()
                .map(ClusterProbe::described)
                .collect(Collectors.joining("; "));
    }

    /** {@code physics 0.31}, from 0 for an account that has used up its share to 1 for one that used nothing. */
    private static String shares(SchedulerDescription found) {
        return found.shares().entrySet().stream()
                .map(share -> String.format(Locale.ROOT, "%s %.2f", share.getKey(), share.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String described(Cards cards) {
        return cards.each() + " × " + (cards.type().isEmpty() ? "GPU" : cards.type())
                + (cards.machines() == 1 ? "" : " in each of " + cards.machines() + " machines");
    }

    /** One question for all: numbers of those that fail. */
    private static List<String> failed(EngineShell shell, List<Check> checks) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < checks.size(); i++) {
            script.append("{ %s; } >/dev/null 2>&1 || echo %d\n"
                    .formatted(checks.get(i).test(), i));
        }
        CommandResult result = shell.run(script + "true");
        return result.output()
                .lines()
                .map(number -> checks.get(Integer.parseInt(number.strip())).otherwise())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Check> onThatHost(EngineConnection engine) {
        String host = engine.settings().place();
        String folder = engine.workFolder();
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "[ -d %1$s ] && [ -w %1$s ] && [ -x %1$s ]".formatted(quote(folder)),
                "There is no work folder %s on %s that this account can write. Create it, or enter another one."
                        .formatted(folder, host)));
        checks.add(new Check(
                "command -v flock && command -v setsid",
                "The program flock or setsid is missing on " + host + ". Install util-linux there."));
        if (engine.settings() instanceof GpuHost gpus) {
            gpus.cards()
                    .forEach(number -> checks.add(new Check(
                            "nvidia-smi --query-gpu=index,name --format=csv,noheader | grep -q '^%d,'"
                                    .formatted(number),
                            host + " has no card with the number " + number + ". Correct the cards.")));
        }
        return checks;
    }

    /** A container's image has the trainer itself. */
    private static List<Check> installed(EngineConnection engine) {
        String host = engine.settings().place();
        Installation where = ClusterEngines.installation(engine);
        ClusterTrainer trainer = ClusterTrainer.of(engine.trainer());
        List<Check> checks = new ArrayList<>();
        if (ClusterEngines.job(engine).map(SlurmJob::container).orElse("none").equals("none")) {
            String program = trainer.program(where);
            checks.add(new Check(
                    "[ -f " + quote(program) + " ]",
                    "%s was not found: there is no %s on %s. Install it there, or correct its path."
                            .formatted(trainer.label(), program, host)));
            checks.add(new Check(
                    quote(where.python()) + " -c 'import sys; sys.exit(sys.version_info < (3, 7))'",
                    "%s is no Python 3.7 or newer on %s. Install it there, or correct the field Python."
                            .formatted(where.python(), host)));
            if (trainer == ClusterTrainer.MINIATURE) {
                checks.add(new Check(
                        quote(where.java()) + " --list-modules | grep -q '^java.base@\\(2[5-9]\\|[3-9]\\)'",
                        "%s is no Java 25 or newer on %s. Install it there, or correct the field Java."
                                .formatted(where.java(), host)));
            }
        }
        where.modelPaths()
                .forEach(path -> checks.add(new Check(
                        "[ -r " + quote(path) + " ]",
                        "There is no %s on %s that this account can read. Copy it there, or correct its path."
                                .formatted(path, host))));
        return checks;
    }

    private static List<Check> advisable(EngineConnection engine) {
        String folder = engine.workFolder();
        return List.of(new Check(
                "[ -z \"$(find -L %s -maxdepth 0 -perm -o+r)\" ]".formatted(quote(folder)),
                "Everyone on %s can read %s, where photos and captions will be. Close it with: chmod o= %2$s"
                        .formatted(engine.settings().place(), folder)));
    }
}
