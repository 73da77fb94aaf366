package io.understudy.providers.engines.probes;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.EngineSettings;
import io.understudy.providers.engines.EngineSettings.SlurmRest;
import io.understudy.providers.engines.probes.EngineHttp.Answer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class SlurmRestProbe implements EngineProbe {
    private static final String NAME = "slurmrestd";
    private static final int TOKEN_REFUSED = 511;
    /** The newest one first. */
    private final EngineHttp http;

    SlurmRestProbe(EngineHttp http) {
        this.http = http;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.SLURM_REST;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        SlurmRest settings = (SlurmRest) engine.settings();
        Map<String, String> token = engine.secrets()
                .read(EngineField.SLURM_TOKEN)
                .map(secret -> Map.of("X-SLURM-USER-TOKEN", secret))
                .orElse(Map.of());
        String version = version(settings.address(), token);
        Answer ping = ask(settings.address(), version, "/ping/", token);
        if (ping.require("pings", NAME).values().stream()
                .noneMatch(server -> server.path("pinged").asString("").equals("UP"))) {
            throw new EngineProblem(ping.host() + " answers, but its slurmctld is down.", null);
        }
        JsonNode slurm = ping.body().path("meta").path("slurm");
        List<String> partitions =
                ask(settings.address(), version, "/partitions/", token).require("partitions", NAME).values().stream()
                        .map(partition -> partition.path("name").asString(""))
                        .sorted()
                        .toList();
        String wanted = settings.job().partition();
        if (!wanted.isEmpty() && !partitions.contains(wanted)) {
            throw new EngineProblem(
                    ping.host() + " has no partition “" + wanted + "”. It has: " + String.join(", ", partitions) + ".",
                    null);
        }
        requireWritable(Path.of(settings.sharedFolder()));
        return EngineAnswer.of(
                ping.reached(),
                new Fact(
                        "Release",
                        "Slurm " + slurm.path("release").asString("unknown") + ", cluster "
                                + slurm.path("cluster").asString("unknown") + ", API " + version),
                new Fact("Partitions", String.join(", ", partitions)),
                new Fact("Cards", cards(ask(settings.address(), version, "/nodes/", token))));
    }

    private static void requireWritable(Path shared) {
        if (!Files.isDirectory(shared) || !Files.isWritable(shared)) {
            throw new EngineProblem(
                    "This server cannot write to its folder " + shared
                            + ". Mount the cluster's work folder there, for the account that Understudy runs in.",
                    null);
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
                            + " refuses the token: it is wrong or has expired. Enter a new one from “scontrol token”.",
                    null);
        }
        return answer.orProblem();
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
