package io.understudy.providers.engines.probes;

import io.understudy.platform.net.UnixSockets;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.EngineSettings;
import io.understudy.providers.engines.EngineSettings.SlurmRest;
import io.understudy.providers.engines.probes.ProbeHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class SlurmRestProbe implements EngineProbe {
    private static final String NAME = "slurmrestd";
    private static final int TOKEN_REFUSED = 511;
    private static final int READ_BY_ALL = 0b000_000_100;
    /** What is made in the folder belongs to its group, which may write there. */
    private static final int SHARED_BY_GROUP = 0b010_000_111_000;

    /** In {@code gpu:a100:4(S:0-1)}. */
    private static final Pattern TYPE = Pattern.compile("(?:^|,)gpu:([^:,(]{1,60}):\\d");

    private final ProbeHttp http;

    SlurmRestProbe(ProbeHttp http) {
        this.http = http;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.SLURM_REST;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        SlurmRest settings = (SlurmRest) engine.settings();
        String secret = engine.secrets().read(EngineField.SLURM_TOKEN).orElse("");
        Map<String, String> token = SlurmRest.header(settings.address(), secret);
        String version = version(settings.address(), token);
        Answer ping = ask(settings.address(), version, "/ping/", token);
        if (ping.require("pings", NAME).values().stream()
                .noneMatch(server -> server.path("pinged").asString("").equals("UP")
                        || server.path("responding").asBoolean(false))) {
            throw new EngineProblem(ping.host() + " answers, but its slurmctld is down.", null);
        }
        JsonNode slurm = ping.body().path("meta").path("slurm");
        List<String> partitions =
                ask(settings.address(), version, "/partitions/", token).require("partitions", NAME).values().stream()
                        .map(partition -> partition.path("name").asString(""))
                        .sorted()
                        .toList();
        Answer nodes = ask(settings.address(), version, "/nodes/", token);
        List<Fact> facts = new ArrayList<>(List.of(
                ping.reached(),
                new Fact(
                        "Release",
                        "Slurm " + slurm.path("release").asString("unknown") + ", cluster "
                                + slurm.path("cluster").asString("unknown") + ", API " + version),
                new Fact("Partitions", String.join(", ", partitions)),
                new Fact("Cards", cards(nodes))));
        String user = UnixSockets.isAddress(settings.address())
                ? System.getProperty("user.name", "")
                : SlurmRest.account(settings.address(), secret);
        String shares = shares(settings.address(), version, token, user);
        if (!shares.isEmpty()) {
            facts.add(new Fact("Fair share", shares));
        }
        EngineAnswer answer = EngineAnswer.of(facts.toArray(Fact[]::new))
                .offering(EngineField.PARTITION.property(), partitions)
                .offering(EngineField.GPU_TYPE.property(), types(nodes));
        Path shared = Path.of(settings.sharedFolder());
        List<String> problems = problems(ping.host(), partitions, settings.job().partition(), shared);
        if (!problems.isEmpty()) {
            return answer.withProblem(String.join(" ", problems));
        }
        for (String words : advice(shared, SlurmRest.account(settings.address(), secret))) {
            answer = answer.warning(words);
        }
        return answer;
    }

    /**
     * {@code physics 0.31}, from 0 for an account that has used up its share to 1 for one that used nothing; empty where
     * the cluster keeps no accounts.
     *
     * @param user whose jobs they are; empty where that is not known
     */
    private String shares(URI address, String version, Map<String, String> token, String user) {
        if (user.isEmpty()) {
            return "";
        }
        try {
            String path = "/shares?users=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
            return ask(address, version, path, token)
                    .body()
                    .path("shares")
                    .path("shares")
                    .valueStream()
                    .filter(share -> user.equals(share.path("name").asString("")))
                    .filter(share ->
                            share.path("type").valueStream().anyMatch(type -> "USER".equals(type.asString(""))))
                    .flatMap(share -> factor(share.path("fairshare").path("factor"))
                            .mapToObj(factor -> String.format(
                                    Locale.ROOT, "%s %.2f", share.path("parent").asString("?"), factor)))
                    .collect(Collectors.joining(", "));
        } catch (EngineProblem none) {
            return "";
        }
    }

    /** A number alone, or wrapped such as {@code {"set": true, "number": 0.31}}; empty where it is not set. */
    private static DoubleStream factor(JsonNode value) {
        JsonNode number = !value.isObject() ? value : value.path("set").asBoolean(true) ? value.path("number") : value;
        return DoubleStream.of(number.isNumber() ? number.asDouble(Double.NaN) : Double.NaN)
                .filter(factor -> factor >= 0 && factor <= 1);
    }

    private static List<String> problems(String host, List<String> partitions, String wanted, Path shared) {
        List<String> problems = new ArrayList<>();
        if (!wanted.isEmpty() && !partitions.contains(wanted)) {
            problems.add(host + " has no partition “" + wanted + "”. It has: " + String.join(", ", partitions) + ".");
        }
        if (!Files.isDirectory(shared) || !Files.isWritable(shared)) {
            problems.add("This server cannot write to its folder " + shared
                    + ". Mount the cluster's work folder there, for the account that Understudy runs in.");
        }
        return problems;
    }

    /** @param account of the jobs; empty where it is not known */
    private static List<String> advice(Path shared, String account) {
        int mode = mode(shared);
        List<String> advice = new ArrayList<>();
        if ((mode & READ_BY_ALL) != 0) {
            advice.add("Everyone on this server can read " + shared
                    + ", where photos and captions will be. Close it with: chmod o= " + shared);
        }
        String ours = System.getProperty("user.name", "");
        if (!account.isEmpty() && !account.equals(ours) && (mode & SHARED_BY_GROUP) != SHARED_BY_GROUP) {
            advice.add("Jobs run in the account " + account + " and this server in " + ours + ": give " + shared
                    + " to a group that has both, with: chgrp GROUP " + shared + " && chmod g+rwxs " + shared);
        }
        return advice;
    }

    /** As Unix has it; where there is none, one that needs no advice. */
    private static int mode(Path folder) {
        try {
            return (Integer) Files.getAttribute(folder, "unix:mode");
        } catch (IOException | UnsupportedOperationException other) {
            return SHARED_BY_GROUP;
        }
    }

    /** The newest one that both know, from the server's own description of itself. */
    private String version(URI address, Map<String, String> token) {
        Answer described = slurm(http.get(address, "/openapi/v3", token));
        JsonNode paths = described.require("paths", NAME);
        return EngineSettings.SlurmRest.VERSIONS.stream()
                .filter(version ->
                        paths.propertyStream().anyMatch(path -> path.getKey().startsWith("/slurm/" + version + "/")))
                .findFirst()
                .orElseThrow(() -> new EngineProblem(
                        described.host() + " offers none of the API versions "
                                + EngineSettings.SlurmRest.VERSIONS.stream()
                                        .sorted(Comparator.naturalOrder())
                                        .collect(Collectors.joining(", "))
                                + ".",
                        null));
    }

    private Answer ask(URI address, String version, String path, Map<String, String> token) {
        return slurm(http.get(address, "/slurm/" + version + path, token));
    }

    private static Answer slurm(Answer answer) {
        if (answer.status() == TOKEN_REFUSED || answer.isRefused()) {
            throw new EngineProblem(
                    answer.host()
                            + (UnixSockets.isAddress(answer.host())
                                    ? " refuses the account of this server. Have slurmrestd started in that account,"
                                            + " with rest_auth/local."
                                    : " refuses the token: it is wrong or has expired. Enter a new one from “scontrol"
                                            + " token”."),
                    null);
        }
        return answer.orProblem();
    }

    /** Of cards, as a job asks for them; those that Slurm knows no type of have none. */
    private static List<String> types(Answer nodes) {
        return nodes.require("nodes", NAME).values().stream()
                .flatMap(node -> TYPE.matcher(node.path("gres").asString("")).results())
                .map(type -> type.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static String cards(Answer nodes) {
        String cards = nodes.require("nodes", NAME).values().stream()
                .filter(node -> !node.path("gres").asString("").isEmpty())
                .map(node -> node.path("name").asString("?") + ": "
                        + node.path("gres").asString(""))
                .collect(Collectors.joining("; "));
        return cards.isEmpty() ? "none that Slurm knows" : cards;
    }
}
